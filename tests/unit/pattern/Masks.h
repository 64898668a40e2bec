#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <rapidcheck.h>

#include "geo/pattern/GroundMask.h"

namespace tanhui {

/// From rows of # (foreground), . (background) and ? (nodata).
inline GroundMask maskOf(const std::vector<std::string>& rows) {
  GroundMask mask{static_cast<int>(rows.front().size()), static_cast<int>(rows.size()), {}};
  for (const std::string& row : rows) {
    for (const char c : row) {
      mask.cells.push_back(c == '#' ? Ground::foreground : c == '?' ? Ground::nodata : Ground::background);
    }
  }
  return mask;
}

/// Any small raster: blocks of foreground, background and nodata drawn over each other, then single cells.
inline GroundMask anyMask() {
  const int cols = *rc::gen::inRange(2, 34), rows = *rc::gen::inRange(2, 34);
  const auto size = static_cast<std::size_t>(cols) * static_cast<std::size_t>(rows);
  GroundMask mask{cols, rows, std::vector<Ground>(size, Ground::background)};
  const bool unknown = *rc::gen::arbitrary<bool>();
  const auto paint = [&](int row, int col, int down, int across, Ground ground) {
    for (int r = row; r < std::min(rows, row + down); ++r) {
      for (int c = col; c < std::min(cols, col + across); ++c) {
        mask.cells[static_cast<std::size_t>(r) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(c)] = ground;
      }
    }
  };
  const int blocks = *rc::gen::inRange(1, 14), specks = *rc::gen::inRange(0, 30);
  for (int i = 0; i < blocks + specks; ++i) {
    const int kind = *rc::gen::inRange(0, unknown ? 8 : 7), most = i < blocks ? 25 : 2;
    paint(*rc::gen::inRange(0, rows), *rc::gen::inRange(0, cols), *rc::gen::inRange(1, most),
          *rc::gen::inRange(1, most),
          kind < 4   ? Ground::foreground
          : kind < 7 ? Ground::background
                     : Ground::nodata);
  }
  mask.cells[size / 2] = Ground::foreground;  // a pattern is of something
  return mask;
}

}  // namespace tanhui
