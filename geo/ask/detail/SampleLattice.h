#pragma once

#include <cstdint>
#include <vector>

#include "geo/grid/Grid.h"

namespace tanhui {

/// The middles of every so many cells of a grid, row by row from the north-west.
class SampleLattice {
 public:
  /// `step` cells from one to the next.
  SampleLattice(const Grid& grid, std::int64_t step)
      : grid_(grid), step_(step), cols_(countOf(grid.cols)), rows_(countOf(grid.rows)) {}

  std::int64_t cols() const { return cols_; }
  std::int64_t rows() const { return rows_; }
  std::size_t size() const { return static_cast<std::size_t>(cols_ * rows_); }
  const Grid& grid() const { return grid_; }

  /// Of the grid.
  std::int64_t gridCol(std::int64_t col) const { return step_ / 2 + col * step_; }
  std::int64_t gridRow(std::int64_t row) const { return step_ / 2 + row * step_; }
  double x(std::int64_t col) const { return grid_.x0 + (static_cast<double>(gridCol(col)) + 0.5) * grid_.dx; }
  double y(std::int64_t row) const { return grid_.y0 - (static_cast<double>(gridRow(row)) + 0.5) * grid_.dy; }
  std::size_t place(std::int64_t col, std::int64_t row) const { return static_cast<std::size_t>(row * cols_ + col); }
  std::vector<Point> points() const;
  /// The first column (row) of the lattice at or behind a column (row) of the grid.
  std::int64_t firstFrom(std::int64_t gridPlace) const {
    const std::int64_t behind = gridPlace - step_ / 2;
    return behind <= 0 ? 0 : (behind + step_ - 1) / step_;
  }

 private:
  std::int64_t countOf(std::int64_t cells) const {
    return cells <= step_ / 2 ? 0 : (cells - step_ / 2 - 1) / step_ + 1;
  }

  Grid grid_;
  std::int64_t step_, cols_, rows_;
};

}  // namespace tanhui
