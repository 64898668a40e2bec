#include "geo/grid/GroundRuler.h"

#include <geodesic.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace tanhui {

GroundRuler::GroundRuler(const Crs& crs) : crs_(crs) {
  if (!crs.known()) return;
  geographic_ = crs.geographicPart();
  transform_.emplace(crs_, geographic_, crs.name());
}

Point GroundRuler::degrees(Point p) const {
  if (!transform_) return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
  const Point q = (*transform_)(p);
  const double toDegrees = geographic_.radiansPerUnit() * 180 / std::numbers::pi;
  return {q.x * toDegrees, q.y * toDegrees};
}

GroundScale GroundRuler::scale(const Box& box) const {
  const GroundScale flat{crs_.known() && !crs_.geographic() ? crs_.metresPerUnit() : 1.0, 0, 1};
  if (!transform_) return flat;
  const Point centre{(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2};
  const double step = (box.xmax - box.xmin) / 4;
  const Point west = degrees({centre.x - step, centre.y}), east = degrees({centre.x + step, centre.y});
  const Point middle = degrees(centre), up = degrees({centre.x, centre.y + step});

  const Crs::Ellipsoid ellipsoid = crs_.ellipsoid();
  geod_geodesic geodesic;
  geod_init(&geodesic, ellipsoid.semiMajor, ellipsoid.flattening);
  double across = 0, along = 0, azimuth = 0;
  geod_inverse(&geodesic, west.y, west.x, east.y, east.x, &across, nullptr, nullptr);
  geod_inverse(&geodesic, middle.y, middle.x, up.y, up.x, &along, &azimuth, nullptr);
  if (!(across > 0) || !(along > 0)) return flat;
  return {across / (2 * step), -azimuth * std::numbers::pi / 180, 2 * along / across};
}

}  // namespace tanhui
