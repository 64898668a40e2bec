#pragma once

#include <string>
#include <string_view>

namespace tanhui {

/// A part of a file name made of a name that people gave: what no file system or tool minds. Letters, digits, '-', '_'
/// and everything beyond ASCII stay; the rest (slashes, blanks, dots ...) becomes '_'. At most 100 bytes, cut between
/// characters. Two names may become one.
std::string safeFileName(std::string_view name);

}  // namespace tanhui
