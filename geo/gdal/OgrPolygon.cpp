#include "geo/gdal/OgrPolygon.h"

#include <algorithm>
#include <span>
#include <vector>

#include "geo/gdal/PolygonParts.h"

namespace tanhui {
namespace {

using Ring = std::span<const Point>;

struct Polygon {
  Ring outer;
  Box box;
  std::vector<Ring> holes;
};

bool inside(Ring ring, Point p) {
  bool in = false;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Point a = ring[i], b = ring[i + 1];
    if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) in = !in;
  }
  return in;
}

/// A hole may touch its exterior at single vertices, so most of its edge middles decide.
bool holds(const Polygon& polygon, Ring hole) {
  std::size_t in = 0;
  for (std::size_t i = 0; i + 1 < hole.size(); ++i)
    in += inside(polygon.outer, {(hole[i].x + hole[i + 1].x) / 2, (hole[i].y + hole[i + 1].y) / 2}) ? 1U : 0U;
  return 2 * in > hole.size() - 1;
}

/// Exteriors with their holes, told apart by direction; a hole goes to the smallest exterior around it.
std::vector<Polygon> polygonsOf(const MultiPolygon& shape) {
  std::vector<Polygon> polygons;
  std::vector<Ring> holes;
  std::size_t begin = 0;
  for (const std::uint32_t end : shape.ringEnds) {
    const Ring ring(shape.points.data() + begin, end - begin);
    begin = end;
    if (ring.size() < 4) continue;
    if (twiceSignedArea(ring) >= 0)
      polygons.push_back({ring, boxOf(ring), {}});
    else
      holes.push_back(ring);
  }
  for (const Ring& hole : holes) {
    const Box box = boxOf(hole);
    std::vector<Polygon*> around;
    for (Polygon& polygon : polygons)
      if (polygon.box.holds(box)) around.push_back(&polygon);
    if (around.size() > 1) std::erase_if(around, [&](const Polygon* polygon) { return !holds(*polygon, hole); });
    const auto home = std::min_element(around.begin(), around.end(), [](const Polygon* a, const Polygon* b) {
      return twiceSignedArea(a->outer) < twiceSignedArea(b->outer);
    });
    if (home != around.end()) (*home)->holes.push_back(hole);
  }
  return polygons;
}

void addRing(OGRGeometryH polygon, Ring ring) {
  OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing);
  OGR_G_SetPointCount(line, static_cast<int>(ring.size()));
  for (std::size_t i = 0; i < ring.size(); ++i) OGR_G_SetPoint_2D(line, static_cast<int>(i), ring[i].x, ring[i].y);
  OGR_G_AddGeometryDirectly(polygon, line);
}

}  // namespace

OgrGeometry ogrMultiPolygon(const MultiPolygon& shape) {
  OgrGeometry multi(OGR_G_CreateGeometry(wkbMultiPolygon));
  for (const Polygon& polygon : polygonsOf(shape)) {
    OGRGeometryH one = OGR_G_CreateGeometry(wkbPolygon);
    addRing(one, polygon.outer);
    for (const Ring& hole : polygon.holes) addRing(one, hole);
    OGR_G_AddGeometryDirectly(multi.get(), one);
  }
  return multi;
}

}  // namespace tanhui
