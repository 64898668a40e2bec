#pragma once

#include <span>
#include <string_view>

namespace tanhui {

/// A data file compiled into the program (see cmake/Embed.cmake).
struct EmbeddedFile {
  std::string_view name;  ///< path below the embedded folder, e.g. "chongqing.csv"
  std::string_view bytes;
};

}  // namespace tanhui
