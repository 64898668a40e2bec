#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "geo/coverage/MultiPolygon.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// The cells of each label from 0 to count - 1 as one area in another CRS; other labels are none. `labels`: of the
/// grid's cells, row-major. Every label occurs. Throws Error (where = `where`) when GDAL fails or a cell has no place
/// in the target.
std::vector<MultiPolygon> shapesOfLabels(std::span<const std::uint32_t> labels, std::size_t count, const Grid& grid,
                                         const Crs& target, const std::string& where);

/// The area of some cells of a grid, in its CRS, along their borders; cells that meet at a corner only are parts of
/// their own. `cells`: row-major places, each once. Throws as shapesOfLabels does.
MultiPolygon shapeOfCells(std::span<const std::int64_t> cells, const Grid& grid, const std::string& where);

/// The middle of a cell, in the grid's CRS.
Point middleOf(std::int64_t cell, const Grid& grid);

}  // namespace tanhui
