#pragma once

namespace tanhui {

/// The years that a series has, and what was before them.
struct SeriesYears {
  int base = 0, horizon = 0;  ///< both included
  int earlier = 0;            ///< of the land that Stratum::before tells; 0: none
  int count() const { return horizon - base + 1; }
};

}  // namespace tanhui
