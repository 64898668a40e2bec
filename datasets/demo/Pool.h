#pragma once

#include "datasets/demo/Waters.h"

namespace tanhui::demo {

/// The reservoir with the largest surface.
struct Pool {
  int cells = 0;                  ///< coarse
  double level = 0, deepest = 0;  ///< m
};
Pool largestPool(const Relief& relief, const Waters& waters);

/// The DEM with the dam of that reservoir, which rain has not made: ground beside its water that is lower than its
/// level is raised above it.
Raster<float> groundWithDam(const Relief& relief, const Waters& waters);

}  // namespace tanhui::demo
