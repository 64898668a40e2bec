#include "geo/base/DisplayWidth.h"

#include <algorithm>
#include <array>

namespace tanhui {
namespace {

/// Ranges of Unicode 15 whose East Asian width is W or F, joined where only unassigned characters lie between.
struct Range {
  char32_t first, last;
};
constexpr std::array kWide = {
    Range{0x1100, 0x115F}, Range{0x231A, 0x231B},   Range{0x2329, 0x232A},   Range{0x23E9, 0x23EC},
    Range{0x25FD, 0x25FE}, Range{0x2614, 0x2615},   Range{0x2E80, 0x303E},   Range{0x3041, 0x33FF},
    Range{0x3400, 0x4DBF}, Range{0x4E00, 0x9FFF},   Range{0xA000, 0xA4CF},   Range{0xA960, 0xA97F},
    Range{0xAC00, 0xD7A3}, Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},
    Range{0xFFE0, 0xFFE6}, Range{0x1F300, 0x1F64F}, Range{0x1F900, 0x1F9FF}, Range{0x20000, 0x3FFFD},
};

int widthOf(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return 0;
  if ((c >= 0x300 && c <= 0x36F) || c == 0x200B || c == 0xFE0F) return 0;
  return std::any_of(kWide.begin(), kWide.end(), [c](Range r) { return c >= r.first && c <= r.last; }) ? 2 : 1;
}

}  // namespace

int displayWidth(std::string_view utf8) {
  int width = 0;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length && at + i < utf8.size(); ++i)
      c = c << 6U | (static_cast<unsigned char>(utf8[at + i]) & 0x3FU);
    width += widthOf(c);
    at += length;
  }
  return width;
}

}  // namespace tanhui
