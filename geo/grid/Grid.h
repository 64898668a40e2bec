#pragma once

#include <algorithm>
#include <cstdint>

#include "geo/grid/Crs.h"

namespace tanhui {

struct Point {
  double x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

/// A closed rectangle in CRS units. Empty when xmin > xmax.
struct Box {
  double xmin = 1, ymin = 1, xmax = -1, ymax = -1;

  bool empty() const { return xmin > xmax; }
  bool meets(const Box& o) const {
    return !empty() && !o.empty() && xmin <= o.xmax && o.xmin <= xmax && ymin <= o.ymax && o.ymin <= ymax;
  }
  bool holds(const Box& o) const { return xmin <= o.xmin && o.xmax <= xmax && ymin <= o.ymin && o.ymax <= ymax; }
  void add(Point p) {
    if (empty()) {
      *this = {p.x, p.y, p.x, p.y};
      return;
    }
    xmin = std::min(xmin, p.x), ymin = std::min(ymin, p.y), xmax = std::max(xmax, p.x), ymax = std::max(ymax, p.y);
  }
  void add(const Box& o) {
    if (!o.empty()) add(Point{o.xmin, o.ymin}), add(Point{o.xmax, o.ymax});
  }
  friend bool operator==(const Box&, const Box&) = default;
};

/// A rectangle of cells: columns [col, col + cols), rows [row, row + rows); row 0 is the northernmost.
struct Window {
  std::int64_t col = 0, row = 0;
  int cols = 0, rows = 0;

  std::int64_t cells() const { return std::int64_t{cols} * rows; }
  friend bool operator==(const Window&, const Window&) = default;
};

/// A north-up raster grid: x of the west edge, y of the north edge, positive cell sizes in CRS units.
struct Grid {
  Crs crs;
  double x0 = 0, y0 = 0;
  double dx = 1, dy = 1;
  std::int64_t cols = 0, rows = 0;

  Box box() const { return box({0, 0, static_cast<int>(cols), static_cast<int>(rows)}); }
  Box box(const Window& w) const {
    const auto west = static_cast<double>(w.col), north = static_cast<double>(w.row);
    return {x0 + west * dx, y0 - (north + w.rows) * dy, x0 + (west + w.cols) * dx, y0 - north * dy};
  }
  Window all() const { return {0, 0, static_cast<int>(cols), static_cast<int>(rows)}; }
  /// Same origin, cell size and CRS, to a millionth of a cell.
  bool sameAs(const Grid& other) const;
};

/// The grid with cells 2^level as wide and as high: same north-west corner, just enough cells to hold all of `grid`
/// (the last column and row may reach beyond it). Level 0 is the grid itself.
Grid coarser(const Grid& grid, int level);

/// The smallest grid of square cells that holds the box, its edges on whole multiples of the cell size (so that two
/// runs over neighbouring districts line up). Throws Error when it would exceed 2^31 - 1 rows or columns.
Grid makeGrid(const Crs& crs, const Box& box, double cellSize, const std::string& where);

}  // namespace tanhui
