#pragma once

#include <span>
#include <vector>

#include "geo/grid/Grid.h"

namespace tanhui {

/// Ground area per map area (the inverse of a projection's areal scale) all over a projected grid, without asking PROJ
/// for each cell: exact at the nodes of a lattice, biquadratic (Lagrange) between them, and integrated over each cell,
/// not taken at its centre. The lattice is refined along x and along y until a finer one changes nothing above 1e-10
/// relative, so that it follows what the projection does: Mercator needs nodes along y only, an equal-area one none.
class ScaleLattice {
 public:
  /// Throws Error when the grid leaves the projection's domain or the scale is not smooth in it.
  explicit ScaleLattice(const Grid& grid);

  /// factor x (mean ground m2 per square map unit) for cells [col, col + out.size()) of a row.
  void row(std::int64_t col, std::int64_t row, double factor, std::span<double> out) const;

 private:
  void direct(std::int64_t col, std::int64_t row, double factor, std::span<double> out) const;
  double node(int i, int j) const {
    return nodes_[static_cast<std::size_t>(j) * columns() + static_cast<std::size_t>(i)];
  }
  std::size_t columns() const { return static_cast<std::size_t>(2 * patchesX_ + 1); }

  double cols_, rows_;           ///< of the grid, after splitting
  int splitX_ = 1, splitY_ = 1;  ///< a cell wider than a quarter of a patch is taken as the mean of so many parts
  int patchesX_ = 1, patchesY_ = 1;
  std::vector<double> nodes_;  ///< (2 patchesX + 1) x (2 patchesY + 1), row-major from the north-west corner
};

}  // namespace tanhui
