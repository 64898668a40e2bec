#pragma once

#include <memory>
#include <span>
#include <vector>

#include "geo/grid/Grid.h"

namespace tanhui {

/// How the area of a cell is taken: "ground" on the ellipsoid, or "map" = cell size squared in map units.
enum class AreaRule { ground, map };

/// Area of cells in hectares, true on the ellipsoid in any CRS (to 1e-9 relative).
/// Geographic grids: the authalic closed form (Snyder 1987, eq 3-12), which depends on the row only.
/// Projected grids: map area divided by the areal scale of the projection at the cell (see ScaleLattice in the .cpp).
/// The area of a cell does not depend on the window it is asked in. Thread-safe after construction.
class CellArea {
 public:
  /// Throws Error when part of the grid lies outside the domain of its projection, when the areal scale there is not
  /// smooth, and for AreaRule::map on a geographic grid.
  CellArea(const Grid& grid, AreaRule rule);

  /// Areas in ha of the cells of one row of a window, west to east; out.size() == w.cols.
  void row(const Window& w, int rowInWindow, std::span<double> out) const;
  double at(std::int64_t col, std::int64_t row) const;

  class Rule;  ///< one per kind of grid

 private:
  std::shared_ptr<const Rule> rule_;
};

/// Area in ha of polygon rings on the ellipsoid: geodesic, with the edges densified so that they follow the straight
/// lines of the map (an edge of a map is no geodesic). `rings` as in MultiPolygon: exteriors (counter-clockwise)
/// positive, holes negative. Independent of CellArea: the closure check compares the two.
double geodesicAreaHa(std::span<const Point> points, std::span<const std::uint32_t> ringEnds, const Crs& crs);

}  // namespace tanhui
