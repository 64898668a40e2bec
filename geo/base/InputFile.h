#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace tanhui {

/// A file that a run reads, and what it is to the run.
struct InputFile {
  std::string role;  ///< "layer forest", "zone townships", "region", "factors"
  std::filesystem::path path;
  std::uint64_t bytes = 0;
  std::string sha256;
};

}  // namespace tanhui
