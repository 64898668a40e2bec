#include "datasets/demo/Arcs.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "datasets/demo/Shapes.h"
#include "geo/base/Handle.h"

using namespace tanhui;
using namespace tanhui::demo;

namespace {

constexpr int kSideCells = 10;

/// Labels 0..3, many of which touch corner to corner only.
Raster<int> labels(const std::vector<int>& values) {
  Raster<int> raster(kSideCells);
  for (int i = 0; i < raster.size(); ++i) raster[i] = values[static_cast<std::size_t>(i)];
  return raster;
}

Raster<int> randomLabels() {
  return labels(*rc::gen::container<std::vector<int>>(kSideCells * kSideCells, rc::gen::inRange(0, 4)));
}

Geos::Geometry toGeos(const Geos& geos, const Shape& shape) {
  const auto ring = [&](const Ring& vertices) {
    GEOSCoordSequence* points = GEOSCoordSeq_create_r(geos.get(), static_cast<unsigned>(vertices.size()), 2);
    for (std::size_t i = 0; i < vertices.size(); ++i) {
      const Point p = mapPoint(vertices[i]);
      GEOSCoordSeq_setXY_r(geos.get(), points, static_cast<unsigned>(i), p.x, p.y);
    }
    return GEOSGeom_createLinearRing_r(geos.get(), points);
  };
  std::vector<GEOSGeometry*> polygons;
  for (const auto& polygon : shape) {
    std::vector<GEOSGeometry*> holes;
    for (std::size_t k = 1; k < polygon.size(); ++k) holes.push_back(ring(polygon[k]));
    polygons.push_back(
        GEOSGeom_createPolygon_r(geos.get(), ring(polygon[0]), holes.data(), static_cast<unsigned>(holes.size())));
  }
  return geos.own(GEOSGeom_createCollection_r(geos.get(), GEOS_MULTIPOLYGON, polygons.data(),
                                              static_cast<unsigned>(polygons.size())));
}

double geosArea(const Geos& geos, const GEOSGeometry* g) {
  double size = -1;
  REQUIRE(GEOSArea_r(geos.get(), g, &size) == 1);
  return size;
}

}  // namespace

TEST_CASE("traced borders touch only at their ends") {
  CHECK(rc::check("random labels", [] { RC_ASSERT(arcsInConflict(traceArcs(randomLabels())).empty()); }));
}

TEST_CASE("a lone cell gives one closed border with its corners cut") {
  std::vector<int> values(100, 0);
  values[44] = 1;
  const std::vector<Arc> arcs = traceArcs(labels(values));
  REQUIRE(arcs.size() == 1);
  CHECK(arcs[0].line.size() == 5);
  CHECK(arcs[0].line.front() == arcs[0].line.back());
  const std::array<int, 2> group = {-1, 0};
  const double cell = kSide / kSideCells;
  CHECK(area(buildShapes(arcs, group, 1)[0]) == cell * cell / 2);  // the diamond of its edges' middles
}

TEST_CASE("smooth borders still make valid polygons that fill the square") {
  CHECK(rc::check("random labels, any tolerance", [] {
    const Raster<int> raster = randomLabels();
    const double tolerance = *rc::gen::inRange(0, 4000);
    const std::vector<Arc> arcs = smoothArcs(traceArcs(raster), tolerance);
    RC_ASSERT(arcsInConflict(arcs).empty());
    const std::array<int, 4> group = {-1, 0, 1, 2}, whole = {-1, 0, 0, 0};
    const std::vector<Shape> parts = buildShapes(arcs, group, 3);
    const Geos geos;
    double sum = 0;
    for (const Shape& part : parts) {
      const Geos::Geometry g = toGeos(geos, part);
      RC_ASSERT(GEOSisValid_r(geos.get(), g.get()) == 1);
      RC_ASSERT(geosArea(geos, g.get()) == Approx(area(part)).epsilon(1e-12));
      sum += area(part);
    }
    const Shape together = buildShapes(arcs, whole, 1)[0];
    const Geos::Geometry g = toGeos(geos, together);
    RC_ASSERT(GEOSisValid_r(geos.get(), g.get()) == 1);
    RC_ASSERT(geosArea(geos, g.get()) == Approx(sum).epsilon(1e-12));
  }));
}

TEST_CASE("arcs that cross or overlap are found") {
  const auto arc = [](std::vector<Vertex> line) { return Arc{std::move(line), 0, 1}; };
  CHECK(arcsInConflict(std::vector{arc({{0, 0}, {10, 10}}), arc({{0, 10}, {10, 0}})}).size() == 2);
  CHECK(arcsInConflict(std::vector{arc({{0, 0}, {10, 0}}), arc({{5, 0}, {5, 9}})}).size() == 2);
  CHECK(arcsInConflict(std::vector{arc({{0, 0}, {10, 0}}), arc({{0, 0}, {20, 0}})}).size() == 2);
  CHECK(arcsInConflict(std::vector{arc({{0, 0}, {10, 0}}), arc({{0, 0}, {-20, 0}})}).empty());
  CHECK(arcsInConflict(std::vector{arc({{0, 0}, {10, 0}}), arc({{10, 0}, {10, 9}})}).empty());
}
