#pragma once

#include <stdexcept>
#include <vector>

#include "geo/base/Handle.h"
#include "geo/coverage/MultiPolygon.h"

namespace tanhui {

/// GEOS overlay as the independent route to areas.
class GeosArea {
 public:
  using Shape = Geos::Geometry;

  Shape shape(const MultiPolygon& from) const {
    std::vector<GEOSGeometry*> parts, holes;
    GEOSGeometry* exterior = nullptr;
    const auto closePart = [&] {
      if (exterior != nullptr) {
        parts.push_back(GEOSGeom_createPolygon_r(c(), exterior, holes.data(), static_cast<unsigned>(holes.size())));
      }
      holes.clear();
    };
    std::uint32_t begin = 0;
    for (const std::uint32_t end : from.ringEnds) {
      MultiPolygon ring;
      ring.points.assign(from.points.begin() + begin, from.points.begin() + end);
      ring.ringEnds = {end - begin};
      if (planarArea(ring) > 0) {
        closePart();
        exterior = linearRing(ring.points);
      } else {
        holes.push_back(linearRing(ring.points));
      }
      begin = end;
    }
    closePart();
    return checked(
        GEOSGeom_createCollection_r(c(), GEOS_MULTIPOLYGON, parts.data(), static_cast<unsigned>(parts.size())));
  }
  Shape box(const Box& b) const { return checked(GEOSGeom_createRectangle_r(c(), b.xmin, b.ymin, b.xmax, b.ymax)); }

  Shape intersection(const Shape& a, const Shape& b) const {
    return checked(GEOSIntersection_r(c(), a.get(), b.get()));
  }
  Shape difference(const Shape& a, const Shape& b) const { return checked(GEOSDifference_r(c(), a.get(), b.get())); }

  double area(const Shape& shape) const {
    double area = 0;
    if (GEOSArea_r(c(), shape.get(), &area) != 1) throw std::runtime_error("GEOS: " + geos_.lastMessage());
    return area;
  }
  bool valid(const Shape& shape) const { return GEOSisValid_r(c(), shape.get()) == 1; }

 private:
  GEOSContextHandle_t c() const { return geos_.get(); }

  Shape checked(GEOSGeometry* g) const {
    if (g == nullptr) throw std::runtime_error("GEOS: " + geos_.lastMessage());
    return geos_.own(g);
  }
  GEOSGeometry* linearRing(const std::vector<Point>& points) const {
    GEOSCoordSequence* seq = GEOSCoordSeq_create_r(c(), static_cast<unsigned>(points.size()), 2);
    for (unsigned i = 0; i < points.size(); ++i) GEOSCoordSeq_setXY_r(c(), seq, i, points[i].x, points[i].y);
    return GEOSGeom_createLinearRing_r(c(), seq);
  }

  Geos geos_;
};

}  // namespace tanhui
