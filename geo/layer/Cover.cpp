#include "geo/layer/Cover.h"

#include "geo/base/Error.h"
#include "geo/layer/PolygonOverlay.h"

namespace tanhui {
namespace {

constexpr double kOutside = 1e-9;

}  // namespace

Cover::Cover(const MultiPolygon& area, std::string where)
    : area_(area),
      where_(std::move(where)),
      whole_(toGeos(geos_, area)),
      prepared_(whole_ ? GEOSPrepare_r(geos_.get(), whole_.get()) : nullptr, Destroy{&geos_}) {
  if (!prepared_)
    throw Error(where_, say("layer.overlay_failed", geos_.lastMessage()), say("layer.overlay_failed.remedy"),
                ErrorKind::work);
}

bool Cover::holds(const MultiPolygon& shape) const {
  if (!shape.box.meets(area_.box)) return false;
  const Geos::Geometry geometry = toGeos(geos_, shape);
  if (geometry && GEOSPreparedCovers_r(geos_.get(), prepared_.get(), geometry.get()) == 1) return true;
  if (geometry && GEOSPreparedIntersects_r(geos_.get(), prepared_.get(), geometry.get()) == 0) return false;
  const double whole = planarArea(shape);
  return whole - planarArea(intersectionOf(shape, area_, where_)) < kOutside * whole;
}

}  // namespace tanhui
