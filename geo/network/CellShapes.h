#pragma once

#include <span>

#include "geo/coverage/MultiPolygon.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// The area of some cells of a grid as a valid polygon, along their borders. `cells`: row-major, ascending. Cells that
/// meet at a corner only are parts of their own.
MultiPolygon shapeOfCells(std::span<const std::int64_t> cells, const Grid& grid);

/// The middle of a cell, in the grid's CRS.
Point middleOf(std::int64_t cell, const Grid& grid);

}  // namespace tanhui
