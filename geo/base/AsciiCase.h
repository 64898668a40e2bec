#pragma once

#include <string>
#include <string_view>

namespace tanhui {

/// The text with ASCII letters in lower case, whatever the locale; other bytes stay as they are.
inline std::string lowerAscii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// The text with ASCII letters in upper case.
inline std::string upperAscii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

}  // namespace tanhui
