#pragma once

#include <string>
#include <vector>

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

}  // namespace tanhui
