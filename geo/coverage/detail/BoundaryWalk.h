#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

#include "geo/coverage/MultiPolygon.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// A point as the cell that holds it, relative to a window, and the place in that cell: u eastward, v southward, both
/// in [0, 1). Split this way a place is known to 1e-16 of a cell wherever the cell lies, and is the same in every
/// window.
struct CellPoint {
  std::int64_t col, row;
  double u, v;
};

/// A place across one row on its upper or lower side, or at an end of an edge.
///
/// Every v is a whole multiple of 2^-52. Differences of such numbers, and their sums while they stay below 2, are
/// exact, so what a boundary adds to a row on its way down it takes away to the last bit on its way up.
inline double quantizeV(double v) { return (v + 1.0) - 1.0; }

/// Turns coordinates into CellPoints of a window.
class CellFrame {
 public:
  CellFrame(const Grid& grid, const Window& window)
      : x_(grid.x0, grid.dx),
        y_(-grid.y0, grid.dy),
        col_(window.col),
        row_(window.row),
        cols_(window.cols),
        rows_(window.rows) {
    // One cell of slack: the exact decision is taken in cells.
    const Box box = grid.box(window);
    north_ = box.ymax + grid.dy, south_ = box.ymin - grid.dy, east_ = box.xmax + grid.dx;
  }

  CellPoint locate(Point p) const {
    CellPoint c{};
    x_.locate(p.x, c.col, c.u);
    y_.locate(-p.y, c.row, c.v);
    c.v = quantizeV(c.v);
    if (c.v >= 1) c.v = 0, ++c.row;
    c.col -= col_, c.row -= row_;
    return c;
  }

  /// True when the edge can add nothing to the window: it is level, or passes above, below or to the right.
  bool misses(Point a, Point b) const {
    return a.y == b.y || (a.y > north_ && b.y > north_) || (a.y < south_ && b.y < south_) ||
           (a.x > east_ && b.x > east_);
  }

  int cols() const { return cols_; }
  int rows() const { return rows_; }

 private:
  /// One direction of the grid. The whole cells are taken off with a cell size split in two, so that the products are
  /// exact and the remainder keeps all its digits.
  class Axis {
   public:
    Axis(double origin, double size)
        : origin_(origin),
          high_(std::bit_cast<double>(std::bit_cast<std::uint64_t>(size) & ~((std::uint64_t{1} << 27) - 1))),
          low_(size - high_),
          perUnit_(1 / size) {}

    void locate(double x, std::int64_t& cell, double& place) const {
      constexpr double kFar = 1e12;  // cells; what lies beyond is moved there, so that the index cannot overflow
      const double distance = x - origin_;
      const double guess = distance * perUnit_;
      if (!(guess > -kFar && guess < kFar)) {
        cell = static_cast<std::int64_t>(guess > 0 ? kFar : -kFar);
        place = 0;
        return;
      }
      cell = static_cast<std::int64_t>(guess);
      cell -= guess < static_cast<double>(cell);
      const auto whole = static_cast<double>(cell);
      place = (((distance - whole * high_) - whole * low_) + roundedOff(x, distance)) * perUnit_;
      if (place < 0) place += 1, --cell;
      if (place >= 1) place = std::max(0.0, place - 1), ++cell;
    }

   private:
    /// What x - origin lost in rounding (Knuth's exact difference): the two may have different exponents.
    double roundedOff(double x, double distance) const {
      const double virtualOrigin = x - distance;
      return (x - (distance + virtualOrigin)) + (virtualOrigin - origin_);
    }

    double origin_, high_, low_, perUnit_;
  };

  Axis x_, y_;
  std::int64_t col_, row_;
  int cols_, rows_;
  double north_ = 0, south_ = 0, east_ = 0;
};

/// Cuts a boundary into pieces that each lie in one cell of the window, and hands them to a sink:
///
///   sink.piece(row, col, sign, u0, v0, u1, v1)   v0 < v1; sign +1 where the boundary runs south (the inside lies to
///   the
///                                                east of it), -1 where it runs north
///   sink.left(row, sign, v0, v1)                 the same for what lies west of the window, where only v matters
///
/// What lies east, north or south of the window and what runs level is left out: it adds nothing to a sweep from west
/// to east. A cut is computed once and shared by the pieces on its two sides, and each edge is cut from its upper end
/// whatever its direction, so that two polygons with a common edge get the same pieces bit for bit. No cut depends on
/// the window.
template <typename Sink>
class BoundaryWalk {
 public:
  BoundaryWalk(const CellFrame& frame, Sink& sink)
      : frame_(frame), sink_(sink), cols_(frame.cols()), rows_(frame.rows()) {}

  void walk(const MultiPolygon& shape) {
    std::uint32_t begin = 0;
    for (const std::uint32_t end : shape.ringEnds) {
      ring(shape.points.data() + begin, shape.points.data() + end);
      begin = end;
    }
  }

  /// One edge, between places that are located.
  void line(const CellPoint& from, const CellPoint& to) {
    if (from.row < to.row || (from.row == to.row && from.v < to.v)) {
      edge(from, to, 1);
    } else {
      edge(to, from, -1);
    }
  }

 private:
  void ring(const Point* first, const Point* last) {
    CellPoint from{};
    bool located = false;
    for (const Point* p = first; last - p > 1; ++p) {
      if (frame_.misses(p[0], p[1])) {
        located = false;
        continue;
      }
      if (!located) from = frame_.locate(p[0]);
      const CellPoint to = frame_.locate(p[1]);
      located = true;
      line(from, to);
      from = to;
    }
  }

  /// An edge from its upper end to its lower, row by row.
  void edge(const CellPoint& top, const CellPoint& bottom, int sign) {
    if (top.row == bottom.row) {
      if (top.row >= 0 && top.row < rows_) acrossRow(top, bottom, sign);
      return;
    }
    const std::int64_t firstRow = std::max<std::int64_t>(top.row, 0);
    const std::int64_t lastRow = std::min<std::int64_t>(bottom.row, rows_ - 1);
    if (firstRow > lastRow || (top.col >= cols_ && bottom.col >= cols_)) return;
    const double height = static_cast<double>(bottom.row - top.row) + (bottom.v - top.v);
    const double width = static_cast<double>(bottom.col - top.col) + (bottom.u - top.u);
    const double slope = width / height;
    CellPoint from = firstRow == top.row ? top : rowCut(top, bottom, slope, firstRow);
    for (std::int64_t row = firstRow; row <= lastRow; ++row) {
      CellPoint to = row == bottom.row ? bottom : rowCut(top, bottom, slope, row + 1);
      const CellPoint next = to;
      if (row < bottom.row) to.row = row, to.v = 1;
      acrossRow(from, to, sign);
      from = next;
    }
  }

  /// Where the edge meets the upper side of a row. Reckoned from the nearer end: an error of the slope then leans the
  /// two halves opposite ways, and the area between two long edges keeps its digits.
  static CellPoint rowCut(const CellPoint& top, const CellPoint& bottom, double slope, std::int64_t row) {
    const double down = static_cast<double>(row - top.row) - top.v;
    const double up = static_cast<double>(bottom.row - row) + bottom.v;
    const bool fromTop = down <= up;
    const double u = fromTop ? top.u + down * slope : bottom.u - up * slope;
    auto whole = static_cast<std::int64_t>(u);
    whole -= u < static_cast<double>(whole);
    return {(fromTop ? top.col : bottom.col) + whole, row, u - static_cast<double>(whole), 0};
  }

  /// The part of an edge inside one row, column by column. `from` is above `to`.
  void acrossRow(const CellPoint& from, const CellPoint& to, int sign) {
    if (from.col >= cols_ && to.col >= cols_) return;
    const int row = static_cast<int>(from.row);
    if (from.col < 0 && to.col < 0) {
      left(row, sign, from.v, to.v);
    } else if (from.col == to.col) {
      piece(row, from.col, sign, from.u, from.v, to.u, to.v);
    } else if (from.col < to.col) {
      eastward(row, from, to, sign);
    } else {
      westward(row, from, to, sign);
    }
  }

  void eastward(int row, const CellPoint& from, const CellPoint& to, int sign) {
    const double run = static_cast<double>(to.col - from.col) + (to.u - from.u);
    const double fall = (to.v - from.v) / run;
    const auto atWestSideOf = [&](std::int64_t col) {
      return std::min(to.v, quantizeV(from.v + (static_cast<double>(col - from.col) - from.u) * fall));
    };
    std::int64_t col = from.col;
    double u = from.u, v = from.v;
    if (col < 0) {
      const double enters = atWestSideOf(0);
      left(row, sign, v, enters);
      col = 0, u = 0, v = enters;
    }
    for (; col < to.col && col < cols_; ++col) {
      const double leaves = atWestSideOf(col + 1);
      piece(row, col, sign, u, v, 1, leaves);
      u = 0, v = leaves;
    }
    if (col < cols_) piece(row, col, sign, u, v, to.u, to.v);
  }

  void westward(int row, const CellPoint& from, const CellPoint& to, int sign) {
    const double run = static_cast<double>(from.col - to.col) + (from.u - to.u);
    const double fall = (to.v - from.v) / run;
    const auto atWestSideOf = [&](std::int64_t col) {
      return std::min(to.v, quantizeV(from.v + (static_cast<double>(from.col - col) + from.u) * fall));
    };
    std::int64_t col = from.col;
    double u = from.u, v = from.v;
    if (col >= cols_) col = cols_ - 1, u = 1, v = atWestSideOf(cols_);
    for (; col > to.col && col >= 0; --col) {
      const double leaves = atWestSideOf(col);
      piece(row, col, sign, u, v, 0, leaves);
      u = 1, v = leaves;
    }
    if (col >= 0) {
      piece(row, col, sign, u, v, to.u, to.v);
    } else {
      left(row, sign, v, to.v);
    }
  }

  void piece(int row, std::int64_t col, int sign, double u0, double v0, double u1, double v1) {
    if (v0 < v1) sink_.piece(row, static_cast<int>(col), sign, u0, v0, u1, v1);
  }
  void left(int row, int sign, double v0, double v1) {
    if (v0 < v1) sink_.left(row, sign, v0, v1);
  }

  const CellFrame& frame_;
  Sink& sink_;
  std::int64_t cols_, rows_;
};

}  // namespace tanhui
