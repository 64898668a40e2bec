#pragma once

#include <span>
#include <vector>

#include "geo/grid/Grid.h"

namespace tanhui {

/// How the area of a cell is taken: "ground" on the ellipsoid, or "map" = cell size squared in map units.
enum class AreaRule { ground, map };

/// Area of cells in hectares, true on the ellipsoid in any CRS (to 1e-9 relative).
/// Geographic grids: the authalic closed form (Snyder 1987, eq 3-12), which depends on the row only.
/// Projected grids: map area divided by the areal scale of the projection (PROJ factors) at the cell.
/// Thread-safe after construction.
class CellArea {
 public:
  CellArea(const Grid& grid, AreaRule rule);

  /// Areas in ha of the cells of one row of a window, west to east; out.size() == w.cols.
  void row(const Window& w, int rowInWindow, std::span<double> out) const;
  double at(std::int64_t col, std::int64_t row) const;

 private:
  // the builder of this room chooses the members
};

/// Area in ha of polygon rings on the ellipsoid: geodesic, with the edges densified so that they follow the straight
/// lines of the map (an edge of a map is no geodesic). `rings` as in MultiPolygon: exteriors positive, holes negative
/// whatever their direction in the file. Independent of CellArea: the closure check compares the two.
double geodesicAreaHa(std::span<const Point> points, std::span<const std::uint32_t> ringEnds, const Crs& crs);

}  // namespace tanhui
