#pragma once

#include <cstdint>
#include <vector>

#include "geo/grid/Grid.h"

namespace tanhui {

/// An area: exterior rings run counter-clockwise (x right, y up), holes clockwise, so the interior is always on the
/// left and the signed ring areas add up to the area. Rings are closed: the last point repeats the first.
struct MultiPolygon {
  std::vector<Point> points;
  std::vector<std::uint32_t> ringEnds;  ///< one past the last point of each ring, in `points`
  Box box;

  bool empty() const { return points.empty(); }
};

/// An area inside one ring of at least one point, as drawn: closed, in whichever direction it runs.
MultiPolygon closedRing(std::vector<Point> points);

/// Planar area in squared CRS units, by the shoelace formula about the first point (exact in 8-digit coordinates).
double planarArea(const MultiPolygon& shape);

}  // namespace tanhui
