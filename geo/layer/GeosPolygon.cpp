#include "geo/layer/GeosPolygon.h"

namespace tanhui {
namespace {

Geos::Geometry ringToGeos(const Geos& geos, std::span<const Point> ring) {
  GEOSCoordSequence* points =
      GEOSCoordSeq_copyFromBuffer_r(geos.get(), &ring[0].x, static_cast<unsigned>(ring.size()), 0, 0);
  if (points == nullptr) return geos.own(nullptr);
  return geos.own(GEOSGeom_createLinearRing_r(geos.get(), points));  // takes the points over
}

/// GEOS takes the members over, whether it succeeds or not.
std::vector<GEOSGeometry*> release(std::vector<Geos::Geometry>& members) {
  std::vector<GEOSGeometry*> raw;
  for (Geos::Geometry& member : members) raw.push_back(member.release());
  return raw;
}

Geos::Geometry polygonToGeos(const Geos& geos, const PolygonParts& parts, std::size_t begin, std::size_t end) {
  Geos::Geometry exterior = ringToGeos(geos, parts.ring(begin));
  if (exterior == nullptr) return exterior;
  std::vector<Geos::Geometry> holes;
  for (std::size_t i = begin + 1; i < end; ++i) {
    holes.push_back(ringToGeos(geos, parts.ring(i)));
    if (holes.back() == nullptr) return geos.own(nullptr);
  }
  std::vector<GEOSGeometry*> raw = release(holes);
  return geos.own(
      GEOSGeom_createPolygon_r(geos.get(), exterior.release(), raw.data(), static_cast<unsigned>(raw.size())));
}

void appendRing(const Geos& geos, const GEOSGeometry* ring, PolygonParts& out) {
  const GEOSCoordSequence* points = GEOSGeom_getCoordSeq_r(geos.get(), ring);
  unsigned count = 0;
  GEOSCoordSeq_getSize_r(geos.get(), points, &count);
  const std::size_t begin = out.points.size();
  out.points.resize(begin + count);
  if (count > 0) GEOSCoordSeq_copyToBuffer_r(geos.get(), points, &out.points[begin].x, 0, 0);
  out.ringEnds.push_back(static_cast<std::uint32_t>(out.points.size()));
}

}  // namespace

Geos::Geometry toGeos(const Geos& geos, const PolygonParts& parts) {
  std::vector<Geos::Geometry> polygons;
  std::size_t begin = 0;
  for (const std::uint32_t end : parts.partEnds) {
    polygons.push_back(polygonToGeos(geos, parts, begin, end));
    if (polygons.back() == nullptr) return geos.own(nullptr);
    begin = end;
  }
  std::vector<GEOSGeometry*> raw = release(polygons);
  return geos.own(
      GEOSGeom_createCollection_r(geos.get(), GEOS_MULTIPOLYGON, raw.data(), static_cast<unsigned>(raw.size())));
}

Geos::Geometry toGeos(const Geos& geos, const MultiPolygon& shape) {
  PolygonParts parts{shape.points, shape.ringEnds, {}};
  for (std::size_t i = 0; i < parts.ringEnds.size(); ++i) {
    const bool exterior = twiceSignedArea(parts.ring(i)) > 0;
    if (exterior && i > 0) parts.partEnds.push_back(static_cast<std::uint32_t>(i));
  }
  if (!parts.ringEnds.empty()) parts.partEnds.push_back(static_cast<std::uint32_t>(parts.ringEnds.size()));
  return toGeos(geos, parts);
}

void appendGeos(const Geos& geos, const GEOSGeometry* geometry, PolygonParts& out) {
  if (geometry == nullptr || GEOSisEmpty_r(geos.get(), geometry) == 1) return;
  const int type = GEOSGeomTypeId_r(geos.get(), geometry);
  if (type == GEOS_POLYGON) {
    appendRing(geos, GEOSGetExteriorRing_r(geos.get(), geometry), out);
    const int holes = GEOSGetNumInteriorRings_r(geos.get(), geometry);
    for (int i = 0; i < holes; ++i) appendRing(geos, GEOSGetInteriorRingN_r(geos.get(), geometry, i), out);
    out.partEnds.push_back(static_cast<std::uint32_t>(out.ringEnds.size()));
  } else if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) {
    const int members = GEOSGetNumGeometries_r(geos.get(), geometry);
    for (int i = 0; i < members; ++i) appendGeos(geos, GEOSGetGeometryN_r(geos.get(), geometry, i), out);
  }
}

}  // namespace tanhui
