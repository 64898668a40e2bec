#pragma once

#include <span>
#include <string_view>

namespace tanhui {

/// A data file compiled into the program (see cmake/Embed.cmake).
struct EmbeddedFile {
  std::string_view name;  ///< path below the embedded folder, e.g. "chongqing.csv"
  std::string_view bytes;
};

/// The bytes of a file by name; empty when there is none.
inline std::string_view findEmbedded(std::span<const EmbeddedFile> files, std::string_view name) {
  for (const EmbeddedFile& file : files)
    if (file.name == name) return file.bytes;
  return {};
}

}  // namespace tanhui
