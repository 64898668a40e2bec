#include "geo/zone/detail/MetricPlane.h"

#include "geo/base/Error.h"

namespace tanhui {
namespace {

Crs planeAround(const Crs& geographic, Point centre) {
  const SpatialReferenceHandle plane(OSRClone(geographic.handle()));
  if (OSRSetProjCS(plane.get(), "metric plane") != OGRERR_NONE ||
      OSRSetTM(plane.get(), centre.y, centre.x, 1, 0, 0) != OGRERR_NONE ||
      OSRSetLinearUnits(plane.get(), SRS_UL_METER, 1) != OGRERR_NONE)
    throw Error(geographic.name(), say("grid.outside_domain", geographic.name()), say("grid.outside_domain.remedy"));
  return Crs::fromHandle(plane.get());
}

template <typename Shape>
void take(Reproject& reproject, Shape& shape, const std::string& where) {
  if (!reproject(shape)) throw Error(where, say("zone.no_image"), say("zone.no_image.remedy"));
}

}  // namespace

MetricPlane::MetricPlane(const Crs& geographic, Point centre, const Crs& out)
    : crs_(planeAround(geographic, centre)),
      in_(geographic, crs_, geographic.name()),
      out_(crs_, out, geographic.name()) {}

void MetricPlane::enter(std::vector<Point>& line, const std::string& where) { take(in_, line, where); }

void MetricPlane::leave(MultiPolygon& shape, const std::string& where) { take(out_, shape, where); }

}  // namespace tanhui
