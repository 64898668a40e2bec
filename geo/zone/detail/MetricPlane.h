#pragma once

#include "geo/coverage/MultiPolygon.h"
#include "geo/layer/Reproject.h"

namespace tanhui {

/// A plane in true metres around a place: transverse Mercator on the datum of a geographic CRS. Along its meridian a
/// metre is a metre exactly, x away from it to (x / earth's radius)^2 / 2.
class MetricPlane {
 public:
  /// Metres east and west of the meridian up to which one plane serves: to 3.1e-7, and to a third of it in the mean.
  static constexpr double kReach = 5000;

  /// `geographic`: of the coordinates that come in. `out`: where shapes are brought back to.
  MetricPlane(const Crs& geographic, Point centre, const Crs& out);

  const Crs& crs() const { return crs_; }

  /// In place, edges densified. Throw Error (where = `where`) when a point does not transform.
  void enter(std::vector<Point>& line, const std::string& where);
  void leave(MultiPolygon& shape, const std::string& where);

 private:
  Crs crs_;
  Reproject in_, out_;
};

}  // namespace tanhui
