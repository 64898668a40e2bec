#pragma once

#include <span>
#include <vector>

#include "geo/grid/CellArea.h"

namespace tanhui {

/// The true area and sides of the cells of a grid.
class CellSize {
 public:
  /// Throws Error as CellArea does.
  CellSize(const Grid& grid, AreaRule rule);

  /// Hectares of the cells of row `row` of the grid from column `col` on.
  void areas(std::int64_t row, std::int64_t col, std::span<double> out) const;
  /// Ground height over ground width of the cells of a row.
  double aspect(std::int64_t row) const { return aspects_[static_cast<std::size_t>(row)]; }

 private:
  CellArea area_;
  std::vector<double> aspects_;
};

}  // namespace tanhui
