#include <cmath>

#include <catch2/catch.hpp>

#include "geo/gdal/VectorLayer.h"
#include "geo/grid/CellArea.h"
#include "geo/layer/VectorRead.h"
#include "tests/unit/layer/MakeLayer.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

VectorSource source(const std::filesystem::path& path) {
  VectorSource s;
  s.path = path;
  return s;
}

VectorLayer read(const std::filesystem::path& path, const FieldRequest& fields = {}, const Crs& target = kGk) {
  Warnings warnings;
  return readPolygons(source(path), target, fields, warnings);
}

std::string textFile(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
  return path.string();
}

}  // namespace

TEST_CASE("Every common format gives the same polygons and values") {
  const TempFolder folder;
  struct Format {
    const char *driver, *file;
  };
  const auto [driver, file] =
      GENERATE(Format{"GPKG", "林班.gpkg"}, Format{"ESRI Shapefile", "林班.shp"}, Format{"GeoJSON", "林班.geojson"},
               Format{"SQLite", "林班.sqlite"}, Format{"OpenFileGDB", "林班.gdb"});
  CAPTURE(driver);
  LayerOptions options;
  options.driver = driver;
  options.crs = "EPSG:4490";
  if (std::string(driver) == "GeoJSON") options.crs = "EPSG:4326";
  options.type = wkbPolygon;
  options.layer = "林班";
  makeLayer(folder / file, {{"树种"}, {"年龄", OFTInteger}, {"蓄积", OFTReal}},
            {{"POLYGON((106 29,106.01 29,106.01 29.01,106 29.01,106 29))", {"马尾松", "25", "83.5"}},
             {"POLYGON((106.1 29,106.11 29,106.11 29.01,106.1 29))", {"杉木", kNull, "0"}}},
            options);
  const VectorLayer layer = read(folder / file, {{"树种"}, {"年龄", "蓄积"}}, Crs::parse(options.crs, "test"));
  REQUIRE(layer.shapes.size() == 2);
  CHECK(layer.text[0] == std::vector<std::string>{"马尾松", "杉木"});
  CHECK(layer.number[0][0] == 25);
  CHECK(std::isnan(layer.number[0][1]));
  CHECK(layer.number[1] == std::vector<double>{83.5, 0});
  CHECK(planarArea(layer.shapes[0]) == Approx(1e-4).epsilon(1e-6));  // a FileGDB rounds to 1e-9 degree
  CHECK(planarArea(layer.shapes[1]) == Approx(5e-5).epsilon(1e-6));
  CHECK(layer.shapes[0].box.xmax == Approx(106.01).margin(2e-9));
  CHECK(layer.where(0) == layer.name + ", feature " + std::to_string(layer.fids[0]));
}

TEST_CASE("A source in EPSG:4490 holds longitude, latitude, and lands where the tables say") {
  const TempFolder folder;
  LayerOptions options;
  options.crs = "EPSG:4490";
  makeLayer(folder / "a.gpkg", {}, {{"POLYGON((106.259 29.29,106.26 29.29,106.26 29.291,106.259 29.29))", {}}},
            options);
  const MultiPolygon shape = read(folder / "a.gpkg").shapes.at(0);
  CHECK(shape.points[0].x == Approx(622336.77).margin(0.006));
  CHECK(shape.points[0].y == Approx(3242070.03).margin(0.006));
}

TEST_CASE("Rings are directed by their role: exterior left, holes right") {
  const TempFolder folder;
  // The exterior clockwise, one hole each way.
  makeLayer(
      folder / "a.gpkg", {},
      {{"POLYGON((0 0,0 100,100 100,100 0,0 0),(10 10,20 10,20 20,10 20,10 10),(50 50,50 60,60 60,60 50,50 50))", {}}});
  const MultiPolygon shape = read(folder / "a.gpkg").shapes.at(0);
  CHECK(shape.ringEnds.size() == 3);
  CHECK(planarArea(shape) == Approx(10000 - 200).epsilon(1e-12));
}

TEST_CASE("Curves, heights and collections become plain areas") {
  const TempFolder folder;
  makeLayer(
      folder / "a.gpkg", {},
      {{"CURVEPOLYGON(CIRCULARSTRING(0 -100,100 0,0 100,-100 0,0 -100))", {}},
       {"POLYGON Z((0 0 5,10 0 6,10 10 7,0 10 8,0 0 5))", {}},
       {"GEOMETRYCOLLECTION(POLYGON((0 0,10 0,10 10,0 0)),LINESTRING(0 0,5 5),MULTIPOLYGON(((20 0,30 0,30 10,20 0))))",
        {}},
       {"MULTISURFACE(((40 0,50 0,50 10,40 0)))", {}}});
  Warnings warnings;
  const VectorLayer layer = readPolygons(source(folder / "a.gpkg"), kGk, {}, warnings);
  REQUIRE(layer.shapes.size() == 4);
  CHECK(planarArea(layer.shapes[0]) == Approx(31415.9265).epsilon(2e-5));
  CHECK(planarArea(layer.shapes[1]) == 100);
  CHECK(planarArea(layer.shapes[2]) == 100);
  CHECK(planarArea(layer.shapes[3]) == 50);
  CHECK(told(warnings, "layer.other_kind"));
}

TEST_CASE("Features without geometry or area are told, not lost in silence") {
  const TempFolder folder;
  makeLayer(folder / "a.gpkg", {{"n", OFTInteger}},
            {{"", {"1"}},
             {kSquare, {"2"}},
             {"POLYGON((0 0,100 0,50 0,0 0))", {"3"}},
             {"POLYGON EMPTY", {"4"}},
             {"POINT(1 1)", {"5"}}});
  Warnings warnings;
  const VectorLayer layer = readPolygons(source(folder / "a.gpkg"), kGk, {{}, {"n"}}, warnings);
  CHECK(layer.number[0] == std::vector<double>{2});
  CHECK(layer.fids == std::vector<std::int64_t>{2});
  CHECK(told(warnings, "layer.no_geometry"));
  CHECK(told(warnings, "layer.no_area"));
  CHECK(told(warnings, "layer.other_kind"));
}

TEST_CASE("An edge is densified so that it follows its line of the source") {
  const TempFolder folder;
  LayerOptions options;
  options.crs = "EPSG:4490";
  // One degree along a parallel: its chord in the plane is off by hundreds of metres.
  makeLayer(folder / "a.gpkg", {}, {{"POLYGON((106 29,107 29,107 29.5,106 29.5,106 29))", {}}}, options);
  const MultiPolygon shape = read(folder / "a.gpkg").shapes.at(0);
  const double cells = CellArea({Crs::parse("EPSG:4490", "test"), 106, 29.5, 1, 0.5, 1, 1}, AreaRule::ground).at(0, 0);
  CHECK(geodesicAreaHa(shape.points, shape.ringEnds, kGk) == Approx(cells).epsilon(1e-8));
  CHECK(shape.points.size() > 100);
  CHECK(shape.points.size() < 5000);
}

TEST_CASE("Neighbours keep one border when they are reprojected") {
  const TempFolder folder;
  LayerOptions options;
  options.crs = "EPSG:4490";
  makeLayer(folder / "a.gpkg", {},
            {{"POLYGON((106 29,106.3 29.2,106 29.5,106 29))", {}},
             {"POLYGON((106.3 29.2,106 29,106.6 28.9,106.3 29.2))", {}}},
            options);
  const VectorLayer layer = read(folder / "a.gpkg");
  std::size_t shared = 0;
  for (const Point p : layer.shapes[0].points)
    for (const Point q : layer.shapes[1].points) shared += p == q ? 1u : 0u;
  CHECK(shared > 20);
  const double sum = planarArea(layer.shapes[0]) + planarArea(layer.shapes[1]);
  makeLayer(folder / "b.gpkg", {}, {{"POLYGON((106 29,106.6 28.9,106.3 29.2,106 29.5,106 29))", {}}}, options);
  CHECK(std::abs(planarArea(read(folder / "b.gpkg").shapes[0]) / sum - 1) < 1e-14);
}

TEST_CASE("Without a change of CRS coordinates come through bit for bit") {
  const TempFolder folder;
  makeLayer(folder / "a.gpkg", {},
            {{"POLYGON((36622336.123456789 3242070.987654321,36622436.1 3242070.9,36622400.3 "
              "3242170.7,36622336.123456789 3242070.987654321))",
              {}}},
            {.crs = "EPSG:4524"});
  const MultiPolygon shape = read(folder / "a.gpkg", {}, Crs::parse("EPSG:4524", "test")).shapes.at(0);
  CHECK(shape.points[0] == Point{36622336.123456789, 3242070.987654321});
}

TEST_CASE("A filter leaves features out, fields that it uses need not be asked for") {
  const TempFolder folder;
  const auto* driver = GENERATE("GPKG", "ESRI Shapefile");
  const auto path = folder / (std::string("a") + (std::string(driver) == "GPKG" ? ".gpkg" : ".shp"));
  LayerOptions options;
  options.driver = driver;
  options.type = wkbPolygon;
  makeLayer(path, {{"地类"}, {"n", OFTInteger}},
            {{kSquare, {"0301", "1"}}, {kSquare, {"0000", "2"}}, {kSquare, {"0307K", "3"}}}, options);
  VectorSource s = source(path);
  s.where = "\"地类\" <> '0000'";
  Warnings warnings;
  CHECK(readPolygons(s, kGk, {{}, {"n"}}, warnings).number[0] == std::vector<double>{1, 3});
  s.where = "\"地类\" = '9999'";
  CHECK(caught([&] { readPolygons(s, kGk, {}, warnings); }).id == "layer.filter_empty");
  s.where = "DLBM <> <>";
  CHECK(caught([&] { readPolygons(s, kGk, {}, warnings); }).id == "layer.filter");
}

TEST_CASE("Numbers are read from text as people type it") {
  const TempFolder folder;
  makeLayer(folder / "a.gpkg", {{"蓄积"}},
            {{kSquare, {" 83.5 "}},
             {kSquare, {"１２．５"}},
             {kSquare, {""}},
             {kSquare, {kNull}},
             {kSquare, {"+7"}},
             {kSquare, {"-1e2"}}});
  const std::vector<double> n = read(folder / "a.gpkg", {{}, {"蓄积"}}).number[0];
  CHECK(n[0] == 83.5);
  CHECK(n[1] == 12.5);
  CHECK(std::isnan(n[2]));
  CHECK(std::isnan(n[3]));
  CHECK(n[4] == 7);
  CHECK(n[5] == -100);

  makeLayer(folder / "b.gpkg", {{"蓄积"}}, {{kSquare, {"1"}}, {kSquare, {"约80"}}});
  const Caught error = caught([&] { read(folder / "b.gpkg", {{}, {"蓄积"}}); });
  CHECK(error.id == "layer.not_a_number");
  CHECK(error.args == std::vector<std::string>{"蓄积", "约80"});
  CHECK(error.where == "b.gpkg, feature 2");

  makeLayer(folder / "c.gpkg", {{"蓄积"}, {"年龄"}}, {{kSquare, {"1", "老"}}, {kSquare, {"约80", "5"}}});
  const Caught all = caught([&] { read(folder / "c.gpkg", {{}, {"蓄积", "年龄"}}); });
  CHECK(all.id == "layer.not_numbers");
  CHECK(all.args == std::vector<std::string>{"2", "年龄 = '老' (1), 蓄积 = '约80' (2)"});
}

TEST_CASE("A number field's text is plain, and the feature id can be asked for by its column") {
  const TempFolder folder;
  makeLayer(folder / "a.gpkg", {{"code", OFTReal}, {"big", OFTInteger64}}, {{kSquare, {"1101", "500116000001"}}});
  const VectorLayer layer = read(folder / "a.gpkg", {{"code", "big", "fid"}, {"fid"}});
  CHECK(layer.text[0][0] == "1101");
  CHECK(layer.text[1][0] == "500116000001");
  CHECK(layer.text[2][0] == "1");
  CHECK(layer.number[0][0] == 1);
}

TEST_CASE("A missing field is an error with the nearest name") {
  const TempFolder folder;
  makeLayer(folder / "a.gpkg", {{"优势树种"}, {"DLBM"}}, {{kSquare, {"a", "b"}}});
  Caught error = caught([&] { read(folder / "a.gpkg", {{"优势树钟"}, {}}); });
  CHECK(error.id == "layer.no_field");
  CHECK(error.remedy == "layer.no_field.near");
  CHECK(error.remedyArgs == std::vector<std::string>{"优势树种", "优势树种, DLBM"});
  CHECK(error.kind == ErrorKind::project);
  CHECK(caught([&] { read(folder / "a.gpkg", {{"dlbm"}, {}}); }).id.empty());  // capitals do not matter
  CHECK(caught([&] { read(folder / "a.gpkg", {{"volume"}, {}}); }).remedy == "layer.no_field.remedy");
}

TEST_CASE("A date is no number") {
  const TempFolder folder;
  makeLayer(folder / "a.gpkg", {{"planted", OFTDate}}, {{kSquare, {"2001/05/01"}}});
  CHECK(caught([&] { read(folder / "a.gpkg", {{}, {"planted"}}); }).id == "layer.field_type");
}

TEST_CASE("Bad sources are errors that say what to do") {
  const TempFolder folder;
  makeLayer(folder / "林地小班.gpkg", {}, {{kSquare, {}}});
  Caught error = caught([&] { read(folder / "林地小斑.gpkg"); });
  CHECK(error.id == "layer.no_file");
  CHECK(error.remedyArgs == std::vector<std::string>{"林地小班.gpkg"});

  makeLayer(folder / "empty.gpkg", {}, {});
  CHECK(caught([&] { read(folder / "empty.gpkg"); }).id == "layer.empty");
  makeLayer(folder / "nocrs.shp", {}, {{kSquare, {}}}, {.driver = "ESRI Shapefile", .crs = "", .type = wkbPolygon});
  CHECK(caught([&] { read(folder / "nocrs.shp"); }).id == "layer.no_crs");
  makeLayer(folder / "nocrs.gpkg", {}, {{kSquare, {}}}, {.crs = ""});
  CHECK(caught([&] { read(folder / "nocrs.gpkg"); }).id == "layer.no_crs");
  makeLayer(folder / "lines.gpkg", {}, {{"LINESTRING(0 0,1 1)", {}}}, {.type = wkbLineString});
  CHECK(caught([&] { read(folder / "lines.gpkg"); }).id == "layer.not_polygons");
  makeLayer(folder / "anylines.gpkg", {}, {{"LINESTRING(0 0,1 1)", {}}});
  CHECK(caught([&] { read(folder / "anylines.gpkg"); }).id == "layer.no_polygons");

  CHECK(caught([&] { read(textFile(folder / "a.gpkg", "this is no GeoPackage")); }).id == "layer.cannot_open");
  CHECK(caught([&] { read(textFile(folder / "a.geojson", R"({"type":"FeatureCollection","features":[)")); }).id ==
        "layer.cannot_open");
  std::filesystem::remove(folder / "nocrs.shx");
  error = caught([&] { read(folder / "nocrs.shp"); });
  CHECK(error.id == "layer.shapefile_part");
  CHECK(error.args == std::vector<std::string>{".shx"});

  VectorSource s = source(folder / "林地小班.gpkg");
  s.encoding = "KLINGON";
  Warnings warnings;
  CHECK(caught([&] { readPolygons(s, kGk, {}, warnings); }).id == "layer.encoding");
}

TEST_CASE("A container's layers are listed when none or a wrong one is named") {
  const TempFolder folder;
  makeLayer(folder / "县.gpkg", {}, {{kSquare, {}}}, {.layer = "林地"});
  makeLayer(folder / "县.gpkg", {}, {{kSquare, {}}, {kSquare, {}}}, {.layer = "湿地", .append = true});
  makeLayer(folder / "县.gpkg", {{"style"}}, {{"", {"x"}}}, {.layer = "layer_styles", .type = wkbNone, .append = true});
  Caught error = caught([&] { read(folder / "县.gpkg"); });
  CHECK(error.id == "layer.many_sublayers");
  CHECK(error.remedyArgs == std::vector<std::string>{"林地, 湿地"});
  VectorSource s = source(folder / "县.gpkg");
  s.sublayer = "湿地";
  Warnings warnings;
  const VectorLayer layer = readPolygons(s, kGk, {}, warnings);
  CHECK(layer.shapes.size() == 2);
  CHECK(layer.name == "县.gpkg, 湿地");
  s.sublayer = "草地";
  CHECK(caught([&] { readPolygons(s, kGk, {}, warnings); }).id == "layer.no_sublayer");
}

TEST_CASE("The project states a CRS where the source has none, and overrules with a warning") {
  const TempFolder folder;
  makeLayer(folder / "a.shp", {}, {{"POLYGON((106 29,106.1 29,106.1 29.1,106 29))", {}}},
            {.driver = "ESRI Shapefile", .crs = "", .type = wkbPolygon});
  VectorSource s = source(folder / "a.shp");
  s.crs = "EPSG:4490";
  Warnings warnings;
  CHECK(readPolygons(s, kGk, {}, warnings).shapes.size() == 1);
  CHECK(warnings.empty());
  makeLayer(folder / "b.gpkg", {}, {{kSquare, {}}}, {.crs = "EPSG:4545"});
  s = source(folder / "b.gpkg");
  s.crs = "EPSG:4544";
  CHECK(readPolygons(s, kGk, {}, warnings).shapes[0].points[0].x == 600000);
  CHECK(told(warnings, "layer.crs_overruled"));
}

TEST_CASE("NaN and far-away coordinates name their feature") {
  const TempFolder folder;
  makeLayer(folder / "a.gpkg", {}, {{kSquare}, {kSquare, {}, [](OGRGeometryH polygon) {
                                                  OGR_G_SetPoint_2D(OGR_G_GetGeometryRef(polygon, 0), 1, std::nan(""),
                                                                    0);
                                                }}});
  Caught error = caught([&] { read(folder / "a.gpkg"); });
  CHECK(error.id == "layer.not_finite");
  CHECK(error.where == "a.gpkg, feature 2");

  makeLayer(folder / "b.gpkg", {}, {{"POLYGON((4e7 4e7,5e7 4e7,5e7 5e7,4e7 4e7))", {}}},
            {.crs = "+proj=laea +lat_0=29 +lon_0=106 +ellps=GRS80 +units=m"});
  error = caught([&] { read(folder / "b.gpkg"); });
  CHECK(error.id == "layer.no_image");
  CHECK(error.where == "b.gpkg, feature 1");
}

TEST_CASE("A truncated Shapefile is an error, not a short layer") {
  const TempFolder folder;
  std::vector<FeatureSpec> many(200, FeatureSpec{kSquare, {"松"}});
  makeLayer(folder / "a.shp", {{"树种"}}, many, {.driver = "ESRI Shapefile", .type = wkbPolygon});
  std::filesystem::resize_file(folder / "a.shp", 5000);
  const Caught error = caught([&] { read(folder / "a.shp"); });
  CHECK(error.id == "layer.damaged");
  CHECK(error.kind == ErrorKind::work);
}

TEST_CASE("An attribute table with fewer rows than shapes loses none of them in silence") {
  const TempFolder folder;
  const LayerOptions options{.driver = "ESRI Shapefile", .type = wkbPolygon};
  makeLayer(folder / "one.shp", {{"树种"}}, {{kSquare, {"松"}}}, options);
  makeLayer(folder / "three.shp", {{"树种"}}, {{kSquare, {"松"}}, {kSquare, {"杉"}}, {kSquare, {"柏"}}}, options);
  const auto swapTables = [&](const char* with, const char* of) {
    std::filesystem::copy_file(folder / with, folder / of, std::filesystem::copy_options::overwrite_existing);
  };
  swapTables("three.dbf", "kept.dbf");
  swapTables("one.dbf", "three.dbf");
  const Caught fewer = caught([&] { read(folder / "three.shp"); });
  CHECK(fewer.id == "layer.fewer_rows");
  CHECK(fewer.args == std::vector<std::string>{"1", "3"});
  swapTables("kept.dbf", "one.dbf");
  Warnings warnings;
  CHECK(readPolygons(source(folder / "one.shp"), kGk, {}, warnings).shapes.size() == 1);
  CHECK(told(warnings, "layer.more_rows"));
}

TEST_CASE("A Shapefile's rings keep their area in whatever order and direction they stand") {
  const TempFolder folder;
  const auto square = [](double x, double w, bool clockwise) {
    std::vector<Point> ring = {{x, x}, {x, x + w}, {x + w, x + w}, {x + w, x}, {x, x}};
    if (!clockwise) std::ranges::reverse(ring);
    return ring;
  };
  struct Case {
    std::vector<std::vector<Point>> rings;
    double area;
  };
  // By hand: an exterior is clockwise, a hole is not, and their order is free (ESRI Shapefile description, 1998).
  const std::vector<Case> cases = {{{square(40, 20, false), square(0, 100, true)}, 9600},
                                   {{square(0, 100, true), square(200, 100, true)}, 20000},
                                   {{square(0, 100, true), square(200, 100, false)}, 20000},
                                   {{square(0, 100, true), square(100, 100, false)}, 20000},
                                   {{square(45, 10, true), square(40, 20, false), square(0, 100, true)}, 9700}};
  for (const Case& c : cases) {
    const std::filesystem::path path = folder / "rings.shp";
    makeLayer(path, {}, {{kSquare, {}}}, {.driver = "ESRI Shapefile", .type = wkbPolygon});
    std::string record;
    const auto little = [&record](auto value) { record.append(reinterpret_cast<const char*>(&value), sizeof value); };
    const auto big = [](std::uint32_t value) {
      std::string bytes;
      for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFF);
      return bytes;
    };
    little(std::int32_t{5});
    for (const double side : {0.0, 0.0, 300.0, 300.0}) little(side);
    std::int32_t points = 0;
    little(static_cast<std::int32_t>(c.rings.size()));
    little(static_cast<std::int32_t>(5 * c.rings.size()));
    for (std::size_t i = 0; i < c.rings.size(); ++i, points += 5) little(points);
    for (const auto& ring : c.rings)
      for (const Point p : ring) little(p.x), little(p.y);
    const auto words = static_cast<std::uint32_t>(record.size() / 2);
    std::string shp(100, '\0');
    std::ifstream(path, std::ios::binary).read(shp.data(), 100);
    shp = shp.substr(0, 24) + big(54 + words) + shp.substr(28, 72) + big(1) + big(words) + record;
    const std::string shx = shp.substr(0, 24) + big(54) + shp.substr(28, 72) + big(50) + big(words);
    textFile(path, shp);
    textFile(folder / "rings.shx", shx);
    const VectorLayer layer = read(path);
    REQUIRE(layer.shapes.size() == 1);
    CAPTURE(c.rings.size(), c.rings[0][0].x, c.rings.back()[0].x);
    CHECK(planarArea(layer.shapes[0]) == Approx(c.area).epsilon(1e-12));
  }
}

TEST_CASE("Reading leaves nothing beside the user's files") {
  const TempFolder folder;
  makeLayer(folder / "a.shp", {{"树种"}}, {{kSquare, {"松"}}},
            {.driver = "ESRI Shapefile", .type = wkbPolygon, .creation = {"ENCODING=GB18030"}});
  std::filesystem::remove(folder / "a.cpg");
  makeLayer(folder / "b.gpkg", {}, {{kSquare, {}}});
  {  // in WAL mode, as QGIS leaves it
    const GdalDataset dataset(
        GDALOpenEx((folder / "b.gpkg").c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE, nullptr, nullptr, nullptr));
    OGRLayerH result = GDALDatasetExecuteSQL(dataset.get(), "PRAGMA journal_mode = WAL", nullptr, nullptr);
    GDALDatasetReleaseResultSet(dataset.get(), result);
  }
  const std::vector<std::string> before = folder.names();
  CHECK(read(folder / "a.shp", {{"树种"}, {}}).text[0][0] == "松");
  CHECK(read(folder / "b.gpkg").shapes.size() == 1);
  describeVector(folder / "a.shp");
  describeVector(folder / "b.gpkg");
  CHECK(folder.names() == before);
}

TEST_CASE("Lines come with their parts, fields and CRS") {
  const TempFolder folder;
  makeLayer(folder / "河流.gpkg", {{"order", OFTInteger}},
            {{"LINESTRING(600000 3200000,600100 3200000)", {"1"}},
             {"MULTILINESTRING((600000 3201000,600100 3201000),(600200 3201000,600300 3201000))", {"2"}},
             {"", {"3"}}});
  VectorSource s = source(folder / "河流.gpkg");
  Warnings warnings;
  const LineLayer layer = readLines(s, kGk, {{"order"}, {}}, warnings);
  CHECK(layer.fids == std::vector<std::int64_t>{1, 2, 2});
  CHECK(layer.text[0] == std::vector<std::string>{"1", "2", "2"});
  CHECK(layer.lines[2] == std::vector<Point>{{600200, 3201000}, {600300, 3201000}});
  CHECK(told(warnings, "layer.no_geometry"));
  makeLayer(folder / "面.gpkg", {}, {{kSquare, {}}}, {.type = wkbPolygon});
  CHECK(caught([&] { readLines(source(folder / "面.gpkg"), kGk, {}, warnings); }).id == "layer.not_lines");
}

TEST_CASE("A description tells layers, kinds, fields and samples") {
  const TempFolder folder;
  makeLayer(folder / "县.gpkg", {{"DLBM"}, {"面积", OFTReal}}, {{kSquare, {"0301", "1"}}, {kSquare, {"0301", "2.5"}}},
            {.layer = "图斑", .type = wkbMultiPolygon});
  makeLayer(folder / "县.gpkg", {{"order", OFTInteger}}, {{"LINESTRING(0 0,1 1)", {"1"}}},
            {.layer = "河流", .append = true});
  const std::vector<VectorInfo> infos = describeVector(folder / "县.gpkg");
  REQUIRE(infos.size() == 2);
  CHECK(infos[0].layer == "图斑");
  CHECK(infos[0].crs.sameAs(kGk));
  CHECK(infos[0].features == 2);
  CHECK(infos[0].polygons);
  CHECK_FALSE(infos[0].lines);
  CHECK(infos[0].box.xmax == 600100);
  REQUIRE(infos[0].fields.size() == 2);
  CHECK(infos[0].fields[0].samples == std::vector<std::string>{"0301"});
  CHECK_FALSE(infos[0].fields[0].number);
  CHECK(infos[0].fields[1].number);
  CHECK(infos[0].fields[1].samples == std::vector<std::string>{"1", "2.5"});
  CHECK(infos[1].lines);  // of a layer that may hold anything: told from its features
  CHECK_FALSE(infos[1].polygons);
}
