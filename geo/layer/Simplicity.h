#pragma once

#include <vector>

#include "geo/gdal/PolygonParts.h"

namespace tanhui {

/// Proves cheaply that polygons are valid: no two segments meet but neighbours at their common point, no spike, holes
/// inside their exterior and apart, parts apart. Most parcels are proven so in well under a microsecond; what is not
/// proven may still be valid (a hole that touches its exterior in a point, say), and is for GEOS to judge.
class SimplicityProof {
 public:
  /// Rings closed, finite, without repeated points, of four points or more.
  bool operator()(const PolygonParts& parts);

 private:
  struct Segment {
    double xmin, xmax, ymin, ymax;
    Point a, b;
    std::uint32_t ring, index;  ///< of the segment in its ring
  };
  void gather(const PolygonParts& parts);
  bool noSpikes(const PolygonParts& parts) const;
  bool noneMeet(const PolygonParts& parts);
  bool wellNested(const PolygonParts& parts);

  std::vector<Segment> segments_;
  std::vector<Box> boxes_;  ///< of each ring
};

/// The side of line ab on which c lies, +1 left, -1 right, 0 on it or too near to tell in double precision.
/// Shewchuk 1997, orient2d, the static filter.
int sideOf(Point a, Point b, Point c);

}  // namespace tanhui
