#pragma once

#include <vector>

namespace tanhui {

/// The years that a series has, and what was before them.
struct SeriesYears {
  int base = 0, horizon = 0;  ///< both included
  std::vector<int> earlier;   ///< of the land that Stratum::before tells, and so on back: the latest first
  int count() const { return horizon - base + 1; }
};

}  // namespace tanhui
