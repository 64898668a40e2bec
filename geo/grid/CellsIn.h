#pragma once

#include <algorithm>
#include <cmath>

#include "geo/grid/Grid.h"

namespace tanhui {

/// The cells that a box reaches, inside the grid; a window without cells when it reaches none.
inline Window cellsIn(const Grid& grid, const Box& box) {
  const auto clamped = [](double cell, std::int64_t count) {
    return static_cast<std::int64_t>(std::clamp(cell, 0.0, static_cast<double>(count)));
  };
  const std::int64_t west = clamped(std::floor((box.xmin - grid.x0) / grid.dx), grid.cols),
                     east = clamped(std::ceil((box.xmax - grid.x0) / grid.dx), grid.cols),
                     north = clamped(std::floor((grid.y0 - box.ymax) / grid.dy), grid.rows),
                     south = clamped(std::ceil((grid.y0 - box.ymin) / grid.dy), grid.rows);
  return {west, north, static_cast<int>(east - west), static_cast<int>(south - north)};
}

}  // namespace tanhui
