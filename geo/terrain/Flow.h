#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/terrain/Dem.h"

namespace tanhui {

constexpr std::uint8_t kFlowsOut = 0, kNoHeight = 255;
constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

/// Where the water of each cell goes: to one of its eight neighbours (D8: O'Callaghan and Mark 1984, CVGIP 28:323-344).
struct FlowField {
  int cols = 0, rows = 0;
  /// E 1, SE 2, S 4, SW 8, W 16, NW 32, N 64, NE 128; kFlowsOut: off the DEM or into a hollow; kNoHeight.
  std::vector<std::uint8_t> code;

  std::size_t cells() const { return code.size(); }
  /// The next cell down; kNowhere at the end of the path.
  std::size_t next(std::size_t cell) const;
};

/// Steepest drop over distance on the ground; of equal ones the first of E SE S SW W NW N NE. `z`: the heights of the
/// DEM's cells, filled (filledHeights) or not; a cell with no lower neighbour flows out.
FlowField flowField(const Dem& dem, std::span<const double> z);

/// The cells of a field, each after all that flow into it; cells without height are left out.
std::vector<std::size_t> downstreamOrder(const FlowField& flow);

/// How many cells flow through each, itself counted; 0 without height.
std::vector<std::uint32_t> flowCells(const FlowField& flow, std::span<const std::size_t> order);

/// Ground that drains through each cell, its own counted: ha. `cellHa`: of a cell, one entry a row.
std::vector<double> flowHa(const FlowField& flow, std::span<const std::size_t> order, std::span<const double> cellHa);

/// The order of each stream cell by Strahler (1957), Trans. AGU 38(6):913-920: 1 at the heads; one more where two of
/// the highest meet. `stream`: nonzero for cells of a stream; 0 elsewhere.
std::vector<std::uint8_t> strahlerOrder(const FlowField& flow, std::span<const std::size_t> order,
                                        std::span<const std::uint8_t> stream);

}  // namespace tanhui
