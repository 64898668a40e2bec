#include "geo/terrain/Basins.h"

#include <algorithm>
#include <ranges>
#include <tuple>

#include "geo/base/Error.h"

namespace tanhui {

Basins basinsOf(const FlowField& flow, std::span<const std::size_t> order, std::span<const std::size_t> outlets) {
  std::vector<std::uint32_t> outletAt(flow.cells(), kNoBasin);
  for (std::uint32_t i = 0; i < outlets.size(); ++i) {
    std::uint32_t& at = outletAt[outlets[i]];
    if (at != kNoBasin)
      throw Error("outlets", say("terrain.outlet_twice", at + 1, i + 1), say("terrain.outlet.remedy"));
    if (flow.code[outlets[i]] == kNoHeight)
      throw Error("outlets", say("terrain.outlet_nowhere", i + 1), say("terrain.outlet.remedy"));
    at = i;
  }
  Basins basins{std::vector<std::uint32_t>(flow.cells(), kNoBasin),
                std::vector<std::uint32_t>(outlets.size(), kNoBasin)};
  for (const std::size_t cell : std::views::reverse(order)) {
    const std::size_t next = flow.next(cell);
    const std::uint32_t below = next == kNowhere ? kNoBasin : basins.of[next];
    const std::uint32_t own = outletAt[cell];
    basins.of[cell] = own == kNoBasin ? below : own;
    if (own != kNoBasin) basins.into[own] = below;
  }
  return basins;
}

bool liesUpstream(const Basins& basins, std::uint32_t upper, std::uint32_t lower) {
  for (std::uint32_t at = basins.into[upper]; at != kNoBasin; at = basins.into[at])
    if (at == lower) return true;
  return false;
}

std::size_t snapToFlow(const FlowField& flow, std::span<const std::uint32_t> cells, std::size_t cell, int reach) {
  const int row = static_cast<int>(cell / static_cast<std::size_t>(flow.cols)),
            col = static_cast<int>(cell % static_cast<std::size_t>(flow.cols));
  std::size_t best = cell;
  std::tuple<std::int64_t, int> least{-std::int64_t{cells[cell]}, 0};  // most flow first, then the nearest
  for (int r = std::max(0, row - reach); r <= std::min(flow.rows - 1, row + reach); ++r)
    for (int c = std::max(0, col - reach); c <= std::min(flow.cols - 1, col + reach); ++c) {
      const std::size_t at =
          static_cast<std::size_t>(r) * static_cast<std::size_t>(flow.cols) + static_cast<std::size_t>(c);
      const std::tuple<std::int64_t, int> here{-std::int64_t{cells[at]}, (r - row) * (r - row) + (c - col) * (c - col)};
      if (here < least) least = here, best = at;
    }
  return best;
}

}  // namespace tanhui
