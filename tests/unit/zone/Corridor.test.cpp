#include "geo/zone/Corridor.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "geo/grid/CellArea.h"
#include "geo/grid/Transform.h"
#include "geo/zone/detail/MetricPlane.h"
#include "tests/unit/layer/MakeLayer.h"
#include "tests/unit/zone/MetricShapes.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

VectorSource sourceAt(const std::filesystem::path& path) {
  VectorSource source;
  source.path = path;
  return source;
}

CorridorSpec spec(const std::filesystem::path& path, double width) {
  CorridorSpec s;
  s.name = "corridor";
  s.source.path = path;
  s.width.metres = width;
  return s;
}

VectorLayer make(const CorridorSpec& s, const Crs& target = crs("EPSG:4544")) {
  Warnings warnings;
  return makeCorridor(s, target, warnings);
}

}  // namespace

TEST_CASE("A straight river's corridor has the area of a stadium, in true metres in any CRS") {
  const auto* code = GENERATE("EPSG:4544", "EPSG:4490", "EPSG:3857", "EPSG:4524", "EPSG:32648");
  CAPTURE(code);
  const TempFolder folder;
  makeLayer(folder / "河流.gpkg", {}, {{wktFromMetres("LINESTRING", {{-3000, -2000}, {3000, 2000}})}}, kLonLat);
  const double length = std::hypot(6000, 4000), width = 500;
  const double ha = groundHa(make(spec(folder / "河流.gpkg", width), crs(code)), crs(code));
  CHECK(ha == Approx((2 * width * length + kPi * width * width) / 1e4).epsilon(1e-6));
}

TEST_CASE("A winding river's corridor is all that lies within the width, and nothing else") {
  const TempFolder folder;
  std::vector<Point> river;
  for (int i = 0; i <= 120; ++i) river.push_back({i * 50.0, 300 * std::sin(2 * kPi * i / 30)});
  makeLayer(folder / "a.gpkg", {}, {{wktFromMetres("LINESTRING", river)}}, kLonLat);
  const double width = 400, step = 10;
  const auto distance2 = [](Point p, Point a, Point b) {
    const double ux = b.x - a.x, uy = b.y - a.y, vx = p.x - a.x, vy = p.y - a.y;
    const double t = std::clamp((ux * vx + uy * vy) / (ux * ux + uy * uy), 0.0, 1.0);
    return (vx - t * ux) * (vx - t * ux) + (vy - t * uy) * (vy - t * uy);
  };
  std::size_t inside = 0;  // of places on a lattice: brute force
  for (double y = -800 + step / 2; y < 800; y += step)
    for (double x = -500 + step / 2; x < 6500; x += step)
      for (std::size_t i = 0; i + 1 < river.size(); ++i)
        if (distance2({x, y}, river[i], river[i + 1]) <= width * width) {
          ++inside;
          break;
        }
  const double expected = static_cast<double>(inside) * step * step / 1e4;
  CHECK(groundHa(make(spec(folder / "a.gpkg", width)), crs("EPSG:4544")) == Approx(expected).epsilon(1e-3));
}

TEST_CASE("A spring's corridor is a disc, a bend's has its outer quarter of one") {
  const TempFolder folder;
  const double w = 150;
  makeLayer(folder / "spring.gpkg", {}, {{wktFromMetres("LINESTRING", {{0, 0}, {0.01, 0}})}}, kLonLat);
  CHECK(groundHa(make(spec(folder / "spring.gpkg", w)), crs("EPSG:4544")) ==
        Approx((kPi * w * w + 2 * w * 0.01) / 1e4).epsilon(1e-6));
  makeLayer(folder / "bend.gpkg", {}, {{wktFromMetres("LINESTRING", {{-3000, 0}, {0, 0}, {0, 2000}})}}, kLonLat);
  CHECK(groundHa(make(spec(folder / "bend.gpkg", w)), crs("EPSG:4544")) ==
        Approx((2 * w * 5000 - w * w + 1.25 * kPi * w * w) / 1e4).epsilon(1e-6));
}

TEST_CASE("A bending river's corridor has the exact area, in one piece or cut at each corner") {
  const TempFolder folder;
  // On a circle of 3 km, 24 edges: each corner turns by t, has a fan of t w^2 / 2 outside and twice a kite of
  // w^2 tan(t / 2) / 2 inside.
  const double r = 3000, w = 700, t = 0.06;
  std::vector<Point> river;
  std::vector<FeatureSpec> edges;
  for (int i = 0; i <= 24; ++i) {
    river.push_back({r * std::cos(t * i), r * std::sin(t * i)});
    if (i > 0) edges.push_back({wktFromMetres("LINESTRING", {river[river.size() - 2], river.back()})});
  }
  makeLayer(folder / "one.gpkg", {}, {{wktFromMetres("LINESTRING", river)}}, kLonLat);
  makeLayer(folder / "cut.gpkg", {}, edges, kLonLat);
  const double exact = 2 * w * 24 * 2 * r * std::sin(t / 2) + kPi * w * w + 23 * (t / 2 - std::tan(t / 2)) * w * w;
  for (const char* file : {"one.gpkg", "cut.gpkg"}) {
    CAPTURE(file);
    const VectorLayer corridor = make(spec(folder / file, w));
    CHECK(groundHa(corridor, crs("EPSG:4544")) == Approx(exact / 1e4).epsilon(1e-6));
    CHECK(corridor.shapes[0].points.size() < 2500);  // a few hundred a disc, whatever its size
  }
}

TEST_CASE("A river across a wide county keeps its width from end to end") {
  // 90 km along a meridian-centred line from west to east: at its ends one plane would make it 3.1e-5 too wide.
  const TempFolder folder;
  const Crs degrees = crs("EPSG:4490");
  const double lat = 29.2, w = 200;
  makeLayer(folder / "a.gpkg", {}, {{fmt::format("LINESTRING(105.7 {0},106.7 {0})", lat)}}, kLonLat);
  // A line of longitude and latitude along a parallel: between the parallels w north and south of it, an annulus of the
  // ellipsoid, less what its curvature makes of a metre across (none to first order), and two half discs.
  const double phi = lat * kPi / 180, e2 = 0.00669438002290;
  const double n = 6378137 / std::sqrt(1 - e2 * std::sin(phi) * std::sin(phi));
  const double length = kPi / 180 * n * std::cos(phi);
  CHECK(groundHa(make(spec(folder / "a.gpkg", w), degrees), degrees) ==
        Approx((2 * w * length + kPi * w * w) / 1e4).epsilon(1e-6));
}

TEST_CASE("Crossing and repeated rivers do not count twice") {
  const TempFolder folder;
  const std::string east = wktFromMetres("LINESTRING", {{-3000, 0}, {3000, 0}}),
                    north = wktFromMetres("LINESTRING", {{0, -3000}, {0, 3000}});
  makeLayer(folder / "a.gpkg", {}, {{east}, {north}, {east}}, kLonLat);
  const double w = 200, one = 2 * w * 6000 + kPi * w * w;
  CHECK(groundHa(make(spec(folder / "a.gpkg", w)), crs("EPSG:4544")) ==
        Approx((2 * one - 4 * w * w) / 1e4).epsilon(1e-6));
}

TEST_CASE("A water's corridor reaches out from its bank, the water is in it or not") {
  const TempFolder folder;
  makeLayer(folder / "湖.gpkg", {}, {{wktFromMetres("POLYGON", {{0, 0}, {2000, 0}, {2000, 1000}, {0, 1000}, {0, 0}})}},
            kLonLat);
  CorridorSpec s = spec(folder / "湖.gpkg", 300);
  const double strip = 2 * 300 * (2000 + 1000) + kPi * 300 * 300;
  CHECK(groundHa(make(s), crs("EPSG:4544")) == Approx((strip + 2e6) / 1e4).epsilon(1e-6));
  s.water = false;
  const VectorLayer strips = make(s);
  CHECK(groundHa(strips, crs("EPSG:4544")) == Approx(strip / 1e4).epsilon(1e-6));
  CHECK(strips.shapes[0].ringEnds.size() == 2);
}

TEST_CASE("Widths go by class, a class without one is an error that lists all") {
  const TempFolder folder;
  std::vector<FeatureSpec> rivers;
  for (int i = 0; i < 4; ++i)
    rivers.push_back({wktFromMetres("LINESTRING", {{0, 10000.0 * i}, {5000, 10000.0 * i}}), {std::to_string(i + 1)}});
  makeLayer(folder / "a.gpkg", {{"order", OFTInteger}}, rivers, kLonLat);
  CorridorSpec s = spec(folder / "a.gpkg", 0);
  s.width.field = "order";
  s.width.table = {{"1", 1000}, {"2", 500}, {"3", 200}, {"4", 0}};
  double expected = 0;
  for (const double w : {1000., 500., 200.}) expected += (2 * w * 5000 + kPi * w * w) / 1e4;
  CHECK(groundHa(make(s), crs("EPSG:4544")) == Approx(expected).epsilon(1e-6));

  s.width.table = {{"1", 1000}, {"2", 500}};
  const Caught error = caught([&] { make(s); });
  CHECK(error.id == "zone.no_width");
  CHECK(error.args == std::vector<std::string>{"order", "'3', '4'"});
  s.width.metres = 100;  // for all others
  CHECK_NOTHROW(make(s));
  s.width.field = "ordre";
  CHECK(caught([&] { make(s); }).id == "layer.no_field");
  CHECK(caught([&] { make(spec(folder / "a.gpkg", 0)); }).id == "zone.width");
  CHECK(caught([&] { make(spec(folder / "a.gpkg", -5)); }).id == "zone.width");
}

TEST_CASE("Lines and water polygons in one file make one corridor, water takes the width of its river") {
  const TempFolder folder;
  makeLayer(folder / "水系.gpkg", {{"order"}}, {{wktFromMetres("LINESTRING", {{-5000, 0}, {5000, 0}}), {"1"}}},
            {.layer = "河流", .crs = "EPSG:4490", .type = wkbLineString});
  makeLayer(folder / "水系.gpkg", {},
            {{wktFromMetres("POLYGON", {{-5000, -400}, {5000, -400}, {5000, 400}, {-5000, 400}, {-5000, -400}})},
             {wktFromMetres("POLYGON", {{0, 20000}, {1000, 20000}, {1000, 21000}, {0, 21000}, {0, 20000}})}},
            {.layer = "水面", .crs = "EPSG:4490", .type = wkbPolygon, .append = true});
  CorridorSpec s = spec(folder / "水系.gpkg", 0);
  s.width.field = "order";
  s.width.table = {{"1", 600}};
  Warnings warnings;
  const VectorLayer layer = makeCorridor(s, crs("EPSG:4544"), warnings);
  // 600 m from the bank, which lies 400 m off the line; the lake that no river runs through is only water.
  const double river = 10000 * 800 + 2 * 600 * (10000 + 800) + kPi * 600 * 600;
  CHECK(groundHa(layer, crs("EPSG:4544")) == Approx((river + 1e6) / 1e4).epsilon(1e-6));
  CHECK(told(warnings, "zone.water_alone"));
  s.source.sublayer = "河流";
  CHECK(groundHa(make(s), crs("EPSG:4544")) == Approx((2 * 600 * 10000 + kPi * 600 * 600) / 1e4).epsilon(1e-6));
  s.source.sublayer = "湖泊";
  CHECK(caught([&] { make(s); }).id == "layer.no_sublayer");
}

TEST_CASE("Lines and polygons mixed in one layer are both taken") {
  const TempFolder folder;
  makeLayer(folder / "a.geojson", {},
            {{wktFromMetres("LINESTRING", {{0, 0}, {5000, 0}})},
             {wktFromMetres("POLYGON", {{0, 9000}, {1000, 9000}, {1000, 10000}, {0, 10000}, {0, 9000}})}},
            {.driver = "GeoJSON", .crs = "EPSG:4326"});
  Warnings warnings;
  const VectorLayer layer = makeCorridor(spec(folder / "a.geojson", 100), crs("EPSG:4544"), warnings);
  const double expected = 2 * 100 * 5000 + kPi * 1e4 + 1e6 + 4 * 100 * 1000 + kPi * 1e4;
  CHECK(groundHa(layer, crs("EPSG:4544")) == Approx(expected / 1e4).epsilon(1e-6));
  CHECK_FALSE(told(warnings, "layer.other_kind"));
}

TEST_CASE("Excluded layers are taken out exactly") {
  const TempFolder folder;
  makeLayer(folder / "a.gpkg", {}, {{wktFromMetres("LINESTRING", {{-5000, 0}, {5000, 0}})}}, kLonLat);
  // Two fields that overlap each other, one across the corridor's rim, and one far away.
  makeLayer(folder / "永久基本农田.gpkg", {},
            {{wktFromMetres("POLYGON", {{0, -100}, {400, -100}, {400, 100}, {0, 100}, {0, -100}})},
             {wktFromMetres("POLYGON", {{200, -100}, {600, -100}, {600, 100}, {200, 100}, {200, -100}})},
             {wktFromMetres("POLYGON", {{2000, 400}, {3000, 400}, {3000, 800}, {2000, 800}, {2000, 400}})},
             {wktFromMetres("POLYGON", {{0, 9000}, {400, 9000}, {400, 9100}, {0, 9000}})}},
            kLonLat);
  CorridorSpec s = spec(folder / "a.gpkg", 500);
  const Crs gk = crs("EPSG:4544");
  const double whole = groundHa(make(s), gk);
  s.exclude = {sourceAt(folder / "永久基本农田.gpkg")};
  CHECK(whole - groundHa(make(s), gk) == Approx((600 * 200 + 1000 * 100) / 1e4).epsilon(1e-5));
  s.exclude[0].where = "fid = 1";
  CHECK(whole - groundHa(make(s), gk) == Approx(400 * 200 / 1e4).epsilon(1e-5));

  makeLayer(folder / "all.gpkg", {},
            {{wktFromMetres("POLYGON", {{-9000, -9000}, {9000, -9000}, {9000, 9000}, {-9000, 9000}, {-9000, -9000}})}},
            kLonLat);
  s.exclude = {sourceAt(folder / "all.gpkg")};
  CHECK(caught([&] { make(s); }).id == "zone.empty");
  s.exclude = {sourceAt(folder / "missing.gpkg")};
  CHECK(caught([&] { make(s); }).id == "layer.no_file");
}

TEST_CASE("A layer wider than one metric plane keeps its widths everywhere") {
  const TempFolder folder;
  // Two short rivers 2,700 km apart, and one of 1,100 km along the 40th parallel.
  const auto river = [](double lon, double lat) {
    return fmt::format("LINESTRING({} {},{} {})", lon, lat, lon, lat + 0.1);
  };
  makeLayer(folder / "a.gpkg", {}, {{river(95, 30)}, {river(122, 30)}}, kLonLat);
  const Crs degrees = crs("EPSG:4490");
  const auto stadium = [&](double lengthHa, double w) { return lengthHa * 2 * w / 1e4 + kPi * w * w / 1e4; };
  const double metres = 11085.3;  // 0.1 degree of the meridian at 30.05 N on GRS 80: M = 6351.4 km
  CHECK(groundHa(make(spec(folder / "a.gpkg", 1000), degrees), degrees) ==
        Approx(2 * stadium(metres, 1000)).epsilon(1e-5));

  std::string along = "LINESTRING(";
  for (int i = 0; i <= 130; ++i) along += fmt::format("{}{} 40", i > 0 ? "," : "", 100 + i * 0.1);
  makeLayer(folder / "b.gpkg", {}, {{along + ")"}}, kLonLat);
  const double parallel = 13 * kPi / 180 * 6378137 / std::sqrt(1 - 0.00669438 * std::pow(std::sin(40 * kPi / 180), 2)) *
                          std::cos(40 * kPi / 180);
  CHECK(groundHa(make(spec(folder / "b.gpkg", 2000), degrees), degrees) ==
        Approx(stadium(parallel, 2000)).epsilon(1e-4));
}

TEST_CASE("Self-crossing water and doubled points are mended") {
  const TempFolder folder;
  makeLayer(folder / "a.gpkg", {},
            {{wktFromMetres("POLYGON", {{0, 0}, {1000, 1000}, {1000, 0}, {0, 1000}, {0, 0}})},
             {wktFromMetres("LINESTRING", {{5000, 0}, {5000, 0}, {6000, 0}})}},
            kLonLat);
  Warnings warnings;
  CHECK_NOTHROW(makeCorridor(spec(folder / "a.gpkg", 50), crs("EPSG:4544"), warnings));
  CHECK(told(warnings, "layer.repaired"));
}
