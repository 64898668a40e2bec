#pragma once

#include <array>
#include <cstdint>

#include "geo/pattern/GroundMask.h"

namespace tanhui {

/// For each set of 8 neighbours (bit 0 east, then counterclockwise) whether the cell between them can go without
/// joining, parting or opening anything: its Yokoi number (Yokoi, Toriwaki and Fukumura 1975, Computer Graphics and
/// Image Processing 4: 63-73) is 1.
constexpr std::array<bool, 256> simpleCells(Connectivity joins) {
  std::array<bool, 256> simple{};
  for (unsigned set = 0; set < 256; ++set) {
    // Seen from the background a cell with 8 neighbours is as one with 4 seen from the foreground.
    const unsigned seen = joins == Connectivity::eight ? ~set & 255U : set;
    unsigned number = 0;
    for (unsigned k = 0; k < 8; k += 2) {
      const auto x = [seen](unsigned i) { return seen >> (i % 8) & 1U; };
      number += x(k) - x(k) * x(k + 1) * x(k + 2);
    }
    simple[set] = number == 1;
  }
  return simple;
}

}  // namespace tanhui
