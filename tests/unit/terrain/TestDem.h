#pragma once

#include <limits>
#include <vector>

#include "geo/terrain/Dem.h"

namespace tanhui::test {

constexpr float kNoZ = std::numeric_limits<float>::quiet_NaN();

/// A DEM of square cells of known size, in no place.
inline Dem flatDem(int cols, int rows, std::vector<float> z, double cell = 1) {
  Grid grid;
  grid.cols = cols, grid.rows = rows, grid.dx = grid.dy = cell;
  return {grid, std::move(z), std::vector<CellMetres>(static_cast<std::size_t>(rows), CellMetres{cell, cell})};
}

}  // namespace tanhui::test
