#include "app/viewer/canvas/VectorShapes.h"

#include <random>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "app/viewer/canvas/VectorDraw.h"
#include "geo/base/Error.h"
#include "geo/grid/Transform.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using tanhui::test::rectangle;
using tanhui::test::TestLayer;
using tanhui::test::writeLayer;
using tanhui::viewer::test::utm;

namespace {

VectorShapes shapesOf(const TestLayer& layer, const VectorContent& fields = {}, const Crs& crs = utm(),
                      const char* name = "层.gpkg") {
  const TempFolder folder;
  writeLayer(folder.path() / name, layer);
  VectorContent content = fields;
  content.source.path = folder.path() / name;
  return readShapes(content, crs);
}

/// Ring by ring, each edge: the textbook's way.
bool evenOdd(const std::vector<std::vector<Point>>& rings, Point p) {
  int crossings = 0;
  for (const std::vector<Point>& ring : rings)
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const Point low = ring[i].y <= ring[i + 1].y ? ring[i] : ring[i + 1];
      const Point high = ring[i].y <= ring[i + 1].y ? ring[i + 1] : ring[i];
      if (p.y < low.y || p.y >= high.y) continue;
      const double cross = (high.x - low.x) * (p.y - low.y) - (high.y - low.y) * (p.x - low.x);
      if (cross > 0) ++crossings;
    }
  return crossings % 2 == 1;
}

std::string wktOf(const std::vector<std::vector<Point>>& rings) {
  std::string out = "POLYGON (";
  for (std::size_t r = 0; r < rings.size(); ++r) {
    out += r == 0 ? "(" : ", (";
    for (std::size_t i = 0; i < rings[r].size(); ++i)
      out += fmt::format("{}{:.17g} {:.17g}", i == 0 ? "" : ", ", rings[r][i].x, rings[r][i].y);
    out += ")";
  }
  return out + ")";
}

}  // namespace

TEST_CASE("The area under a point is the one that an even-odd count finds, the smallest first") {
  std::mt19937 random(3);
  std::uniform_real_distribution<double> place(0, 1000), reach(5, 200);
  std::vector<std::vector<std::vector<Point>>> polygons;
  TestLayer layer;
  for (int i = 0; i < 80; ++i) {
    // A star, and a hole in some of them.
    const Point c{600000 + place(random), 3200000 + place(random)};
    const double size = reach(random);
    std::vector<std::vector<Point>> rings(1);
    for (int k = 0; k < 11; ++k) {
      const double r = size * (k % 2 == 0 ? 1 : 0.45), t = k * 2 * M_PI / 11;
      rings[0].push_back({c.x + r * std::cos(t), c.y + r * std::sin(t)});
    }
    rings[0].push_back(rings[0].front());
    if (i % 3 == 0) {
      const double h = size * 0.2;
      rings.push_back(
          {{c.x - h, c.y - h}, {c.x - h, c.y + h}, {c.x + h, c.y + h}, {c.x + h, c.y - h}, {c.x - h, c.y - h}});
    }
    layer.features.push_back({wktOf(rings), {}});
    polygons.push_back(std::move(rings));
  }
  const VectorShapes shapes = shapesOf(layer);
  REQUIRE(shapes.shapes.size() == polygons.size());
  const auto boxArea = [&](std::size_t i) {
    const Box& b = shapes.shapes[i].box;
    return (b.xmax - b.xmin) * (b.ymax - b.ymin);
  };
  int hits = 0;
  for (int n = 0; n < 5000; ++n) {
    const Point p{600000 + place(random), 3200000 + place(random)};
    int expected = -1;
    for (std::size_t i = 0; i < polygons.size(); ++i)
      if (evenOdd(polygons[i], p) && (expected < 0 || boxArea(i) < boxArea(static_cast<std::size_t>(expected))))
        expected = static_cast<int>(i);
    REQUIRE(shapes.at(p) == expected);
    if (expected >= 0) ++hits;
  }
  CHECK(hits > 1000);
}

TEST_CASE("A Shapefile in GBK gives its Chinese names, and ids find their shapes") {
  const VectorShapes shapes =
      shapesOf({.name = "图斑",
                .fields = {"BSM", "名称"},
                .features = {{rectangle(0, 0, 10, 10), {"a1", "龙泉村"}}, {rectangle(20, 0, 30, 10), {"a2", "岷江镇"}}},
                .encoding = "CP936"},
               {.source = {}, .idField = "BSM", .label = "名称", .zoneLayer = {}}, utm(), "图斑.shp");
  REQUIRE(shapes.labels == std::vector<std::string>{"龙泉村", "岷江镇"});
  CHECK(shapes.find("a2") == 1);
  CHECK(shapes.find("a3") == -1);
  CHECK(shapes.at({25, 5}) == 1);
  CHECK(shapes.at({15, 5}) == -1);
}

TEST_CASE("A multipolygon is one shape, and its holes are not in it") {
  const VectorShapes shapes = shapesOf(
      {.features = {{"MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0), (4 4, 6 4, 6 6, 4 6, 4 4)), ((20 0, 30 0, 30 10, "
                     "20 10, 20 0)))",
                     {}}}});
  REQUIRE(shapes.shapes.size() == 1);
  CHECK(shapes.shapes[0].endPart - shapes.shapes[0].firstPart == 3);
  CHECK(shapes.at({2, 2}) == 0);
  CHECK(shapes.at({5, 5}) == -1);
  CHECK(shapes.at({15, 5}) == -1);
  CHECK(shapes.at({25, 5}) == 0);
  CHECK(shapes.box.xmax == 30);
}

TEST_CASE("Points, lines and arcs are read as what they are") {
  const VectorShapes shapes = shapesOf({.features = {{"POINT (5 5)", {}},
                                                     {"MULTIPOINT ((1 1), (2 2))", {}},
                                                     {"LINESTRING (0 0, 5 5, 10 0)", {}},
                                                     {"MULTILINESTRING ((0 0, 1 1), (5 5, 6 6))", {}},
                                                     {"CIRCULARSTRING (0 0, 1 1, 2 0)", {}},
                                                     {"CURVEPOLYGON (CIRCULARSTRING (0 0, 4 0, 4 4, 0 4, 0 0))", {}},
                                                     {"POLYGON Z ((0 0 7, 9 0 7, 9 9 7, 0 9 7, 0 0 7))", {}}}});
  using Kind = VectorShapes::Kind;
  REQUIRE(shapes.shapes.size() == 7);
  const std::vector<Kind> kinds{Kind::points, Kind::points, Kind::lines, Kind::lines,
                                Kind::lines,  Kind::areas,  Kind::areas};
  const std::vector<std::uint32_t> parts{1, 2, 1, 2, 1, 1, 1};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    CAPTURE(i);
    CHECK(shapes.shapes[i].kind == kinds[i]);
    CHECK(shapes.shapes[i].endPart - shapes.shapes[i].firstPart == parts[i]);
  }
  CHECK(shapes.part(shapes.shapes[4].firstPart).second - shapes.part(shapes.shapes[4].firstPart).first > 5);
}

TEST_CASE("Features in another CRS come in the map's") {
  const Crs lonlat = Crs::parse("EPSG:4490", "test");
  const VectorShapes shapes =
      shapesOf({.crs = "EPSG:4490", .features = {{rectangle(105.9, 28.9, 105.91, 28.91), {}}}}, {}, utm());
  REQUIRE(shapes.shapes.size() == 1);
  const Point expected = Transform(lonlat, utm(), "test")(Point{105.9, 28.9});
  CHECK(shapes.points[0].x == Approx(expected.x).epsilon(1e-12));
  CHECK(shapes.points[0].y == Approx(expected.y).epsilon(1e-12));
  CHECK(shapes.at(Transform(lonlat, utm(), "test")(Point{105.905, 28.905})) == 0);
}

TEST_CASE("Without a CRS of the map shapes stay in their own") {
  const VectorShapes shapes =
      shapesOf({.crs = "EPSG:4490", .features = {{rectangle(105, 28, 106, 29), {}}}}, {}, Crs());
  CHECK(shapes.box.xmin == 105);
}

TEST_CASE("What has no place keeps ids and labels with their shapes") {
  const VectorShapes shapes = shapesOf({.fields = {"code", "name"},
                                        .features = {{"", {"1", "none"}},
                                                     {rectangle(0, 0, 1, 1), {"2", "two"}},
                                                     {"POLYGON EMPTY", {"3", "empty"}},
                                                     {"GEOMETRYCOLLECTION EMPTY", {"4", "nothing"}},
                                                     {"LINESTRING (123456789.5 0, 1 1)", {"5", "not a number"}},
                                                     {rectangle(5, 5, 6, 6), {"6", "six"}}}},
                                       {.source = {}, .idField = "code", .label = "name", .zoneLayer = {}});
  REQUIRE(shapes.shapes.size() == 2);
  CHECK(shapes.ids == std::vector<std::string>{"2", "6"});
  CHECK(shapes.labels == std::vector<std::string>{"two", "six"});
  CHECK(shapes.at({5.5, 5.5}) == 1);
  CHECK(shapes.partEnds.size() == 2);
  CHECK(shapes.points.size() == 10);
}

TEST_CASE("A feature beyond the projection is left out, the others stay") {
  const VectorShapes shapes =
      shapesOf({.crs = "EPSG:4490",
                .fields = {"code"},
                .features = {{rectangle(-75, 95, -74, 96), {"far"}}, {rectangle(105, 28, 106, 29), {"near"}}}},
               {.source = {}, .idField = "code", .label = {}, .zoneLayer = {}}, utm(), "层.geojson");
  REQUIRE(shapes.ids.size() == shapes.shapes.size());
  CHECK(shapes.find("near") >= 0);
  for (const Point& p : shapes.points) REQUIRE(std::isfinite(p.x));
}

TEST_CASE("A layer, a file or a CRS that is not there is an error that names the file") {
  const TempFolder folder;
  writeLayer(folder.path() / "a.gpkg", {.features = {{rectangle(0, 0, 1, 1), {}}}});
  writeLayer(folder.path() / "no crs.shp", {.crs = "", .features = {{rectangle(0, 0, 1, 1), {}}}});
  const auto whereOf = [&](const char* file, const char* layer) {
    try {
      readShapes({sourceOf(folder.path() / file, layer), {}, {}, {}}, utm());
    } catch (const Error& error) {
      return error.where();
    }
    return std::string();
  };
  CHECK(whereOf("a.gpkg", "missing").find("a.gpkg") != std::string::npos);
  CHECK(whereOf("b.gpkg", "").find("b.gpkg") != std::string::npos);
  CHECK(whereOf("no crs.shp", "").find("no crs.shp") != std::string::npos);
  tanhui::test::truncateFile(folder.path() / "a.gpkg", 0.3);
  CHECK(whereOf("a.gpkg", "").find("a.gpkg") != std::string::npos);
}

TEST_CASE("A layer shows what its project takes of it: the features of its filter, where its CRS says") {
  const TestLayer works{.crs = "",
                        .fields = {"kind"},
                        .features = {{rectangle(105, 28, 106, 29), {"mine"}}, {rectangle(107, 28, 108, 29), {"farm"}}}};
  VectorContent fields;
  fields.source.where = "kind = 'farm'";
  fields.source.crs = "EPSG:4490";
  fields.label = "kind";
  const VectorShapes shapes = shapesOf(works, fields, Crs::parse("EPSG:4490", "test"), "works.shp");
  CHECK(shapes.labels == std::vector<std::string>{"farm"});
  CHECK(shapes.box == Box{107, 28, 108, 29});
  fields.source.where = "size = 1";
  CHECK_THROWS_AS(shapesOf(works, fields, utm(), "works.shp"), Error);
}

TEST_CASE("A layer without features is read and drawn") {
  const VectorShapes shapes =
      shapesOf({.fields = {"name"}}, {.source = {}, .idField = {}, .label = "name", .zoneLayer = {}});
  CHECK(shapes.shapes.empty());
  CHECK(shapes.at({0, 0}) == -1);
  QImage image(20, 20, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  const ViewState view{{0, 0}, 1, QSize(20, 20), 1};
  CHECK(drawShapes(painter, shapes, {}, view, false));
  drawLabels(painter, shapes, view);
  CHECK(qAlpha(image.pixel(10, 10)) == 0);
}

TEST_CASE("Areas are filled but for their holes, small ones are dots, and the stop flag ends the drawing") {
  TestLayer layer;
  layer.features.push_back({"POLYGON ((0 0, 100 0, 100 100, 0 100, 0 0), (40 40, 60 40, 60 60, 40 60, 40 40))", {}});
  layer.features.push_back({rectangle(150, 50, 150.1, 50.1), {}});
  for (int i = 0; i < 600; ++i) layer.features.push_back({rectangle(200, 0, 201, 1), {}});
  const VectorShapes shapes = shapesOf(layer);
  QImage image(200, 100, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  VectorStyle style;
  style.filled = true;
  style.fill = 0x00FF00;
  const ViewState view{{100, 50}, 1, QSize(200, 100), 1};
  CHECK(drawShapes(painter, shapes, style, view, false));
  CHECK((image.pixel(20, 50) & 0xFFFFFF) == 0x00FF00);
  CHECK(qAlpha(image.pixel(50, 50)) == 0);
  CHECK(qAlpha(image.pixel(150, 50)) + qAlpha(image.pixel(149, 50)) + qAlpha(image.pixel(150, 49)) +
            qAlpha(image.pixel(149, 49)) >
        0);
  CHECK(qAlpha(image.pixel(130, 50)) == 0);
  CHECK_FALSE(drawShapes(painter, shapes, style, view, true));
}
