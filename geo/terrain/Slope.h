#pragma once

#include <span>
#include <vector>

#include "geo/terrain/Dem.h"

namespace tanhui {

/// Slope and aspect of one row of a DEM by Horn (1981), Proc. IEEE 69(1):14-47: weights 1 2 1 over the eight
/// neighbours. `north` and `south` are the rows beside `row`; empty at the rim of the DEM. A neighbour without a height
/// is put on a line through two others: of its column, of its row, through the cell; else at the cell's own height. All
/// spans are as long as `row`, so a DEM of any size is read three rows at a time. slope: degrees from the horizontal;
/// aspect: degrees clockwise from the grid's north, the way down, NaN where it is flat. NaN where there is no height.
void hornRow(std::span<const float> north, std::span<const float> row, std::span<const float> south,
             const CellMetres& size, std::span<float> slope, std::span<float> aspect);

struct SlopeAspect {
  std::vector<float> slope, aspect;  ///< as hornRow; row-major
};
SlopeAspect slopeAspect(const Dem& dem);

}  // namespace tanhui
