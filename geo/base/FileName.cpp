#include "geo/base/FileName.h"

#include <algorithm>

namespace tanhui {
namespace {

constexpr std::size_t kMostBytes = 100;

bool keeps(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
}

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }  // inside a character of UTF-8

}  // namespace

std::string safeFileName(std::string_view name) {
  std::size_t end = std::min(name.size(), kMostBytes);
  while (end < name.size() && end > 0 && continues(name[end])) --end;
  std::string safe(name.substr(0, end));
  std::ranges::replace_if(
      safe, [](char c) { return !keeps(c); }, '_');
  return safe;
}

}  // namespace tanhui
