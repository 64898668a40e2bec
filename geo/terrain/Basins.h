#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/terrain/Flow.h"

namespace tanhui {

constexpr std::uint32_t kNoBasin = 0xFFFFFFFFu;

/// The basins of outlets, each without those that lie upstream of it.
struct Basins {
  std::vector<std::uint32_t> of;    ///< of each cell: the first outlet on its path; kNoBasin: none
  std::vector<std::uint32_t> into;  ///< of each outlet: the next one on its path; kNoBasin: none
};

/// `outlets`: cells, each once. Throws Error naming the second of two outlets in one cell, by its number from 1, and
/// one in a cell without height.
Basins basinsOf(const FlowField& flow, std::span<const std::size_t> order, std::span<const std::size_t> outlets);

/// Whether the basin of one outlet lies upstream of another's.
bool liesUpstream(const Basins& basins, std::uint32_t upper, std::uint32_t lower);

/// The cell through which most cells flow, among those at most `reach` cells away in either direction: where a point
/// that was drawn beside a river on the map meets it. The nearest of equal ones, then the first.
std::size_t snapToFlow(const FlowField& flow, std::span<const std::uint32_t> cells, std::size_t cell, int reach);

}  // namespace tanhui
