#include "geo/zone/RoadBelt.h"

#include <catch2/catch.hpp>

#include "geo/layer/PolygonOverlay.h"
#include "geo/layer/VectorRead.h"
#include "tests/unit/zone/MetricShapes.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// 30 m beyond a road of 12 m, 5 m on cropland.
RoadBeltSpec beltOf(const std::filesystem::path& path) {
  RoadBeltSpec spec;
  spec.name = "林带";
  spec.source.path = path;
  spec.width.metres = 30;
  spec.croplandWidth.metres = 5;
  spec.roadWidth.metres = 12;
  return spec;
}

double beltHa(const RoadBeltSpec& spec, const std::vector<MultiPolygon>& cropland, const char* code = "EPSG:4544") {
  Warnings warnings;
  const auto without = [&](const MultiPolygon& area) { return takeOut(area, cropland, "cropland"); };
  return groundHa(makeRoadBelt(spec, crs(code), without, warnings), crs(code));
}

/// All east of a line through the middle of the road.
std::vector<MultiPolygon> fieldsToTheEast(const TempFolder& folder, const char* code) {
  makeLayer(folder / "fields.gpkg", {},
            {{wktFromMetres("POLYGON", {{0, -900}, {4000, -900}, {4000, 900}, {0, 900}, {0, -900}})}}, kLonLat);
  Warnings warnings;
  VectorSource source;
  source.path = folder / "fields.gpkg";
  return readPolygons(source, crs(code), {}, warnings).shapes;
}

}  // namespace

TEST_CASE("a belt beside a road leaves the road out, and is cut to its limit where it lies on cropland") {
  const auto* code = GENERATE("EPSG:4544", "EPSG:4490");
  const TempFolder folder;
  makeLayer(folder / "road.gpkg", {}, {{wktFromMetres("LINESTRING", {{-3000, 0}, {3000, 0}})}}, kLonLat);
  const RoadBeltSpec spec = beltOf(folder / "road.gpkg");
  // Each side 30 m along 3 km, and half a ring from 6 m to 36 m around the end; 5 m and 11 m on the fields.
  const double open = 2 * 30 * 3000 + kPi / 2 * (36 * 36 - 6 * 6), field = 2 * 5 * 3000 + kPi / 2 * (11 * 11 - 6 * 6);
  CHECK(beltHa(spec, {}, code) == Approx(2 * open / 1e4).epsilon(1e-6));
  CHECK(beltHa(spec, fieldsToTheEast(folder, code), code) == Approx((open + field) / 1e4).epsilon(2e-6));
}

TEST_CASE("a belt beside road land goes around it") {
  const TempFolder folder;
  makeLayer(folder / "road.gpkg", {},
            {{wktFromMetres("POLYGON", {{-500, -10}, {500, -10}, {500, 10}, {-500, 10}, {-500, -10}})}}, kLonLat);
  RoadBeltSpec spec = beltOf(folder / "road.gpkg");
  spec.roadWidth = {};
  CHECK(beltHa(spec, {}) == Approx((2 * (1000 + 20) * 30 + kPi * 30 * 30) / 1e4).epsilon(1e-6));
}

TEST_CASE("widths of a belt go by the road's class, and are nowhere wider on cropland than off it") {
  const TempFolder folder;
  makeLayer(folder / "roads.gpkg", {{"GLDJ"}},
            {{wktFromMetres("LINESTRING", {{1000, -500}, {3000, -500}}), {"国道"}},
             {wktFromMetres("LINESTRING", {{1000, 500}, {3000, 500}}), {"村道"}}},
            kLonLat);
  RoadBeltSpec spec = beltOf(folder / "roads.gpkg");
  spec.roadWidth = {};
  spec.width = {"GLDJ", {{"国道", 30}, {"村道", 2}}, 0};
  spec.croplandWidth = {"GLDJ", {{"国道", 5}, {"村道", 3}}, 0};
  const auto stadium = [](double w) { return 2 * w * 2000 + kPi * w * w; };
  CHECK(beltHa(spec, fieldsToTheEast(folder, "EPSG:4544")) == Approx((stadium(5) + stadium(2)) / 1e4).epsilon(1e-6));
  spec.croplandWidth = {"GLDJ", {{"国道", 5}}, 0};
  CHECK_THROWS_WITH(beltHa(spec, {}), Catch::Contains("村道"));
}

TEST_CASE("a belt of which nothing is left is an error") {
  const TempFolder folder;
  makeLayer(folder / "road.gpkg", {}, {{wktFromMetres("LINESTRING", {{-300, 0}, {300, 0}})}}, kLonLat);
  makeLayer(folder / "out.gpkg", {},
            {{wktFromMetres("POLYGON", {{-900, -900}, {900, -900}, {900, 900}, {-900, 900}, {-900, -900}})}}, kLonLat);
  RoadBeltSpec spec = beltOf(folder / "road.gpkg");
  spec.exclude.emplace_back().path = folder / "out.gpkg";
  CHECK_THROWS_AS(beltHa(spec, {}), Error);
  spec.width.metres = -1;
  CHECK_THROWS_AS(beltHa(spec, {}), Error);
}
