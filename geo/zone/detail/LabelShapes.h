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

}  // namespace tanhui
