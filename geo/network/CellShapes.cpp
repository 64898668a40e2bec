#include "geo/network/CellShapes.h"

#include <algorithm>
#include <map>

namespace tanhui {
namespace {

/// A corner of cells: row of its line of corners, then column.
using Corner = std::pair<std::int64_t, std::int64_t>;
using Ring = std::vector<Corner>;

/// Sides of cells with other ground beyond, each from corner to corner with the cells on its left.
class Border {
 public:
  Border(std::span<const std::int64_t> cells, std::int64_t cols) {
    for (const std::int64_t cell : cells) {
      const std::int64_t row = cell / cols, col = cell % cols;
      const auto holds = [&](std::int64_t r, std::int64_t c) {
        return c >= 0 && c < cols && std::ranges::binary_search(cells, r * cols + c);
      };
      if (!holds(row - 1, col)) add({row, col + 1}, {row, col});
      if (!holds(row, col - 1)) add({row, col}, {row + 1, col});
      if (!holds(row + 1, col)) add({row + 1, col}, {row + 1, col + 1});
      if (!holds(row, col + 1)) add({row + 1, col + 1}, {row, col + 1});
    }
  }

  /// All sides as closed rings that touch themselves nowhere.
  std::vector<Ring> rings() {
    std::vector<Ring> rings;
    while (!next_.empty()) trace(rings);
    return rings;
  }

 private:
  void add(Corner from, Corner to) { next_.emplace(from, to); }

  /// Takes a side that begins at a corner; where two do, the one that turns left.
  Corner take(Corner from, Corner before) {
    auto [first, last] = next_.equal_range(from);
    if (std::next(first) != last) {
      const Corner left = {from.first - (from.second - before.second), from.second + (from.first - before.first)};
      if (first->second != left) ++first;
    }
    const Corner to = first->second;
    next_.erase(first);
    return to;
  }

  /// Goes along the border until it is back; what closes on the way is a ring of its own.
  void trace(std::vector<Ring>& rings) {
    Ring way = {next_.begin()->first};
    for (Corner before = way.front(); !way.empty();) {
      const Corner to = take(way.back(), before);
      before = way.back();
      const auto met = std::ranges::find(way, to);
      if (met == way.end()) {
        way.push_back(to);
        continue;
      }
      rings.emplace_back(met, way.end());
      way.erase(met + 1, way.end());
      if (way.size() == 1) way.clear();
    }
  }

  std::multimap<Corner, Corner> next_;
};

/// Without the corners on straight lines.
Ring corners(const Ring& ring) {
  Ring kept;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Corner& before = ring[(i + ring.size() - 1) % ring.size()];
    const Corner& after = ring[(i + 1) % ring.size()];
    if (before.first != after.first && before.second != after.second) kept.push_back(ring[i]);
  }
  return kept;
}

}  // namespace

MultiPolygon shapeOfCells(std::span<const std::int64_t> cells, const Grid& grid) {
  MultiPolygon shape;
  for (const Ring& ring : Border(cells, grid.cols).rings()) {
    Ring closed = corners(ring);
    closed.push_back(closed.front());
    for (const auto& [row, col] : closed) {
      const Point p{grid.x0 + static_cast<double>(col) * grid.dx, grid.y0 - static_cast<double>(row) * grid.dy};
      shape.points.push_back(p);
      shape.box.add(p);
    }
    shape.ringEnds.push_back(static_cast<std::uint32_t>(shape.points.size()));
  }
  return shape;
}

Point middleOf(std::int64_t cell, const Grid& grid) {
  return {grid.x0 + (static_cast<double>(cell % grid.cols) + 0.5) * grid.dx,
          grid.y0 - (static_cast<double>(cell / grid.cols) + 0.5) * grid.dy};
}

}  // namespace tanhui
