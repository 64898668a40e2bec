#include "geo/network/detail/CorridorWidth.h"

#include <algorithm>
#include <cmath>

namespace tanhui {
namespace {

struct Place {
  double row, col;
};

Place placeOf(const CostSurface& surface, std::int64_t cell) {
  return {static_cast<double>(cell / surface.cols()), static_cast<double>(cell % surface.cols())};
}

/// How far the corridor goes on from a place, in cells, by half cells: looked at in the middle of each.
double reach(const CostSurface& surface, std::span<const std::int64_t> corridor, Place from, double dRow, double dCol) {
  for (int halves = 0;; ++halves) {
    const double way = (halves + 0.5) / 2;
    const auto row = std::llround(from.row + dRow * way), col = std::llround(from.col + dCol * way);
    const bool inside = row >= 0 && row < surface.rows() && col >= 0 && col < surface.cols() &&
                        std::ranges::binary_search(corridor, row * surface.cols() + col);
    if (!inside) return halves / 2.0;
  }
}

/// Cells of the path on each side that give its direction.
constexpr std::size_t kReach = 3;

}  // namespace

double medianWidth(const CostSurface& surface, std::span<const std::int64_t> path,
                   std::span<const std::int64_t> corridor) {
  std::vector<double> widths;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Place before = placeOf(surface, path[i < kReach ? 0 : i - kReach]);
    const Place after = placeOf(surface, path[std::min(i + kReach, path.size() - 1)]);
    const double length = std::hypot(after.row - before.row, after.col - before.col);
    if (length == 0) continue;
    const double dRow = (after.col - before.col) / length, dCol = -(after.row - before.row) / length;
    const Place here = placeOf(surface, path[i]);
    widths.push_back(reach(surface, corridor, here, dRow, dCol) + reach(surface, corridor, here, -dRow, -dCol));
  }
  if (widths.empty()) return 0;
  const auto middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
  std::ranges::nth_element(widths, middle);
  return *middle * surface.cellSize();
}

}  // namespace tanhui
