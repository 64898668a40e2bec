#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>

#include <unistd.h>

#include "geo/base/GdalScope.h"

namespace tanhui {

/// A file in a folder of its own that a fuzz target fills anew for each input.
class FuzzFile {
 public:
  explicit FuzzFile(const std::filesystem::path& name)
      : folder_(std::filesystem::temp_directory_path() / ("tanhui_fuzz_" + std::to_string(getpid()))),
        path_(folder_ / name) {
    std::filesystem::create_directories(path_.parent_path());
  }
  ~FuzzFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  FuzzFile(const FuzzFile&) = delete;
  FuzzFile& operator=(const FuzzFile&) = delete;

  const std::filesystem::path& path() const { return path_; }
  void write(const std::uint8_t* data, std::size_t size) const {
    std::ofstream(path_, std::ios::binary | std::ios::trunc)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
  }

 private:
  GdalProgram gdal_;
  std::filesystem::path folder_, path_;
};

}  // namespace tanhui
