#pragma once

#include <optional>

#include "geo/grid/Transform.h"

namespace tanhui {

/// True ground distance per map unit, and the direction of true north.
struct GroundScale {
  double metresPerUnit = 1;
  double north = 0;   ///< radians, clockwise from the map's up
  double aspect = 1;  ///< ground height of one map unit over its ground width: 1 for conformal maps
};

/// Measures on the ellipsoid what a map shows: for scale bars, north arrows and coordinates in degrees. Not shared
/// between threads. A map without CRS, or beyond its projection's domain, measures as if it were flat.
class GroundRuler {
 public:
  explicit GroundRuler(const Crs& crs);

  /// Along the middle row of the box, true north in its middle (geodesics: Karney 2013).
  GroundScale scale(const Box& box) const;
  /// Longitude and latitude in degrees on the CRS's own datum; NaN outside its domain.
  Point degrees(Point p) const;

 private:
  Crs crs_, geographic_;
  std::optional<Transform> transform_;
};

}  // namespace tanhui
