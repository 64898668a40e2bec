#pragma once

#include "geo/coverage/MultiPolygon.h"
#include "geo/layer/Reproject.h"

namespace tanhui {

/// A plane in true metres around a place: transverse Mercator on the datum of a geographic CRS. Within 250 km of its
/// meridian a metre is a metre to 8e-4; along the meridian, exactly.
class MetricPlane {
 public:
  /// Half the extent from west to east, in metres, up to which one plane serves.
  static constexpr double kReach = 250000;

  /// `geographic`: of the coordinates that come in. `out`: where shapes are brought back to.
  MetricPlane(const Crs& geographic, Point centre, const Crs& out);

  const Crs& crs() const { return crs_; }

  /// In place, edges densified. Throw Error (where = `where`) when a point does not transform.
  void enter(MultiPolygon& shape, const std::string& where);
  void enter(std::vector<Point>& line, const std::string& where);
  void leave(MultiPolygon& shape, const std::string& where);

 private:
  Crs crs_;
  Reproject in_, out_;
};

/// Whether one plane serves for all of a box of longitude and latitude.
bool fitsOnePlane(const Crs& geographic, const Box& lonLat);

}  // namespace tanhui
