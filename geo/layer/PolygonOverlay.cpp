#include "geo/layer/PolygonOverlay.h"

#include <vector>

#include "geo/base/Error.h"
#include "geo/layer/GeosPolygon.h"
#include "geo/layer/Repair.h"

namespace tanhui {
namespace {

/// Throws when a call of GEOS gave nothing.
Geos::Geometry checked(const Geos& geos, Geos::Geometry geometry, const std::string& where) {
  if (!geometry)
    throw Error(where, say("layer.overlay_failed", geos.lastMessage()), say("layer.overlay_failed.remedy"),
                ErrorKind::work);
  return geometry;
}

MultiPolygon polygonsOf(const Geos& geos, const GEOSGeometry* geometry) {
  PolygonParts parts;
  appendGeos(geos, geometry, parts);
  return directed(parts);
}

using BinaryOperation = GEOSGeometry* (*)(GEOSContextHandle_t, const GEOSGeometry*, const GEOSGeometry*);

MultiPolygon combine(BinaryOperation operation, const MultiPolygon& a, const MultiPolygon& b,
                     const std::string& where) {
  const Geos geos;
  const Geos::Geometry first = checked(geos, toGeos(geos, a), where), second = checked(geos, toGeos(geos, b), where);
  const Geos::Geometry result = checked(geos, geos.own(operation(geos.get(), first.get(), second.get())), where);
  return polygonsOf(geos, result.get());
}

}  // namespace

MultiPolygon unionOf(std::span<const MultiPolygon> shapes, const std::string& where) {
  const Geos geos;
  std::vector<Geos::Geometry> owned;
  for (const MultiPolygon& shape : shapes) owned.push_back(checked(geos, toGeos(geos, shape), where));
  std::vector<GEOSGeometry*> parts;
  for (Geos::Geometry& part : owned) parts.push_back(part.release());
  const Geos::Geometry all =
      checked(geos,
              geos.own(GEOSGeom_createCollection_r(geos.get(), GEOS_GEOMETRYCOLLECTION, parts.data(),
                                                   static_cast<unsigned>(parts.size()))),
              where);
  const Geos::Geometry united = checked(geos, geos.own(GEOSUnaryUnion_r(geos.get(), all.get())), where);
  return polygonsOf(geos, united.get());
}

MultiPolygon intersectionOf(const MultiPolygon& a, const MultiPolygon& b, const std::string& where) {
  return combine(GEOSIntersection_r, a, b, where);
}

MultiPolygon differenceOf(const MultiPolygon& a, const MultiPolygon& b, const std::string& where) {
  return combine(GEOSDifference_r, a, b, where);
}

struct MeetsArea::Prepared {
  Prepared(const MultiPolygon& area, std::string name)
      : where(std::move(name)), box(area.box), whole(checked(geos, toGeos(geos, area), where)) {
    prepared = GEOSPrepare_r(geos.get(), whole.get());
    if (prepared == nullptr) fail();
  }
  ~Prepared() { GEOSPreparedGeom_destroy_r(geos.get(), prepared); }
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

  [[noreturn]] void fail() const {
    throw Error(where, say("layer.overlay_failed", geos.lastMessage()), say("layer.overlay_failed.remedy"),
                ErrorKind::work);
  }

  Geos geos;
  std::string where;
  Box box;
  Geos::Geometry whole;
  const GEOSPreparedGeometry* prepared = nullptr;
};

MeetsArea::MeetsArea(const MultiPolygon& area, std::string where)
    : prepared_(area.empty() ? nullptr : std::make_unique<const Prepared>(area, std::move(where))) {}

MeetsArea::~MeetsArea() = default;

bool MeetsArea::operator()(const MultiPolygon& shape) const {
  if (prepared_ == nullptr || !shape.box.meets(prepared_->box)) return false;
  const Geos& geos = prepared_->geos;
  const Geos::Geometry other = checked(geos, toGeos(geos, shape), prepared_->where);
  const char meets = GEOSPreparedIntersects_r(geos.get(), prepared_->prepared, other.get());
  if (meets == 2) prepared_->fail();
  return meets == 1;
}

MultiPolygon takeOut(const MultiPolygon& area, std::span<const MultiPolygon> others, const std::string& where) {
  const MeetsArea meets(area, where);
  std::vector<MultiPolygon> meeting;
  for (const MultiPolygon& other : others)
    if (meets(other)) meeting.push_back(other);
  return meeting.empty() ? area : differenceOf(area, unionOf(meeting, where), where);
}

}  // namespace tanhui
