#include "geo/layer/RasterLayer.h"

#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/coverage/Coverage.h"
#include "geo/grid/CellArea.h"
#include "geo/grid/Transform.h"
#include "tests/unit/layer/MakeLayer.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

Grid grid(double x0, double y0, double cell, std::int64_t cols, std::int64_t rows) {
  return {kGk, x0, y0, cell, cell, cols, rows};
}

std::vector<double> randomClasses(const Grid& g, int classes, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::vector<double> values(static_cast<std::size_t>(g.cols * g.rows));
  for (double& v : values) v = static_cast<double>(random() % static_cast<unsigned>(classes));
  return values;
}

using Cell = std::map<std::int32_t, double>;

std::vector<Cell> cells(RasterLayer& layer, const Window& window) {
  ClassFractions fractions;
  layer.fractions(window, fractions);
  std::vector<Cell> out;
  REQUIRE(fractions.begin.size() == static_cast<std::size_t>(window.cells()) + 1);
  for (std::size_t i = 0; i + 1 < fractions.begin.size(); ++i) {
    Cell cell;
    std::int32_t before = std::numeric_limits<std::int32_t>::min();
    for (std::uint32_t k = fractions.begin[i]; k < fractions.begin[i + 1]; ++k) {
      const auto [value, fraction] = fractions.parts[k];
      CHECK(value > before);  // ascending, none twice
      CHECK(fraction > 0);
      before = value;
      cell[value] = fraction;
    }
    out.push_back(cell);
  }
  return out;
}

double total(const Cell& cell) {
  double sum = 0;
  for (const auto& [value, fraction] : cell) sum += fraction;
  return sum;
}

}  // namespace

TEST_CASE("A raster on the grid gives its values cell by cell") {
  const TempFolder folder;
  const Grid own = grid(600000, 3200000, 10, 5, 4);
  std::vector<double> values(20);
  std::iota(values.begin(), values.end(), 1);
  const double nodata = 7;
  makeRaster(folder / "地类.tif", own, values, {.nodata = &nodata});
  // The grid reaches farther, two cells to the west and one to the north.
  RasterLayer layer(folder / "地类.tif", grid(599980, 3200010, 10, 20, 20));
  CHECK(layer.onGrid());
  CHECK(layer.nodata() == 7);
  std::vector<std::int32_t> out;
  layer.values({0, 0, 4, 3}, out);
  CHECK(out == std::vector<std::int32_t>{7, 7, 7, 7, 7, 7, 1, 2, 7, 7, 6, 7});
  layer.values({6, 4, 3, 2}, out);
  CHECK(out == std::vector<std::int32_t>{20, 7, 7, 7, 7, 7});
  const std::vector<Cell> parts = cells(layer, {2, 1, 2, 2});
  CHECK(parts == std::vector<Cell>{{{1, 1.0}}, {{2, 1.0}}, {{6, 1.0}}, {}});
}

TEST_CASE("Equal size does not make a raster lie on the grid") {
  const TempFolder folder;
  const Grid own = grid(600000, 3200000, 10, 5, 4);
  makeRaster(folder / "a.tif", own, std::vector<double>(20, 1));
  CHECK(RasterLayer(folder / "a.tif", own).onGrid());
  Grid other = own;
  other.x0 += 5;
  CHECK_FALSE(RasterLayer(folder / "a.tif", other).onGrid());
  other = own;
  other.dx = other.dy = 10.001;
  CHECK_FALSE(RasterLayer(folder / "a.tif", other).onGrid());
  other = own;
  other.crs = Crs::parse("EPSG:4545", "test");
  CHECK_FALSE(RasterLayer(folder / "a.tif", other).onGrid());
}

TEST_CASE("Finer pixels give area-weighted fractions, checked by hand") {
  const TempFolder folder;
  // 10 m pixels on cells of 25 m: a cell holds 2.5 x 2.5 pixels.
  makeRaster(folder / "a.tif", grid(0, 50, 10, 5, 5), {1, 1, 2, 3, 3,  //
                                                       1, 1, 2, 3, 3,  //
                                                       4, 4, 5, 6, 6,  //
                                                       7, 7, 8, 9, 9,  //
                                                       7, 7, 8, 9, 9});
  RasterLayer layer(folder / "a.tif", grid(0, 50, 25, 2, 2));
  const std::vector<Cell> parts = cells(layer, {0, 0, 2, 2});
  CHECK(parts[0].at(1) == Approx(0.64).epsilon(1e-14));
  CHECK(parts[0].at(2) == Approx(0.16).epsilon(1e-14));
  CHECK(parts[0].at(4) == Approx(0.16).epsilon(1e-14));
  CHECK(parts[0].at(5) == Approx(0.04).epsilon(1e-14));
  CHECK(parts[3].at(9) == Approx(0.64).epsilon(1e-14));
  CHECK(parts[3].at(5) == Approx(0.04).epsilon(1e-14));
}

TEST_CASE("Coarser pixels are split among cells") {
  const TempFolder folder;
  makeRaster(folder / "a.tif", grid(0, 60, 30, 2, 2), {1, 2, 3, 4});
  RasterLayer layer(folder / "a.tif", grid(0, 60, 20, 3, 3));
  const std::vector<Cell> parts = cells(layer, {0, 0, 3, 3});
  CHECK(parts[0] == Cell{{1, 1.0}});
  CHECK(parts[1].at(1) == Approx(0.5));
  CHECK(parts[4].size() == 4);
  CHECK(parts[4].at(3) == Approx(0.25));
  CHECK(parts[8] == Cell{{4, 1.0}});
}

TEST_CASE("Any raster of the same CRS conserves area: rectangles against polygons") {
  const TempFolder folder;
  int name = 0;
  rc::check([&] {
    const double pixel = *rc::gen::inRange(3, 400) / 10.0;
    const Grid own = grid(36600000 + *rc::gen::inRange(-500, 500) / 10.0, 3200000 + *rc::gen::inRange(-500, 500) / 10.0,
                          pixel, *rc::gen::inRange(1, 30), *rc::gen::inRange(1, 30));
    const Grid target = grid(36600000, 3200000, 10, 12, 12);
    const std::vector<double> values = randomClasses(own, 4);
    const double nodata = 3;
    const auto path = folder / (std::to_string(name++) + ".tif");
    makeRaster(path, own, values, {.nodata = &nodata});
    RasterLayer layer(path, target);
    if (layer.onGrid()) RC_DISCARD("on the grid");
    std::vector<Cell> expected(144);
    Coverage coverage;
    for (int r = 0; r < own.rows; ++r)
      for (int c = 0; c < own.cols; ++c) {
        const auto value = static_cast<std::int32_t>(values[static_cast<std::size_t>(r * own.cols + c)]);
        if (value == 3) continue;
        const Box b = own.box({c, r, 1, 1});
        const MultiPolygon square{
            {{b.xmin, b.ymin}, {b.xmax, b.ymin}, {b.xmax, b.ymax}, {b.xmin, b.ymax}, {b.xmin, b.ymin}}, {5}, b};
        for (const CoverageRun& run : coverage(square, target, target.all()))
          for (int col = run.colBegin; col < run.colEnd; ++col)
            expected[static_cast<std::size_t>(run.row) * 12 + static_cast<std::size_t>(col)][value] += run.fraction;
      }
    const std::vector<Cell> got = cells(layer, target.all());
    for (std::size_t i = 0; i < 144; ++i) {
      RC_ASSERT(total(got[i]) <= 1.0 + 1e-15);
      for (const auto& [value, fraction] : expected[i]) {
        const auto found = got[i].find(value);
        RC_ASSERT(std::abs((found != got[i].end() ? found->second : 0) - fraction) < 1e-8);
      }
    }
  });
}

TEST_CASE("A raster of another CRS fills cells to 1 and keeps each class's ground area") {
  const TempFolder folder;
  const Crs degrees = Crs::parse("EPSG:4490", "test");
  const Grid own{degrees, 106.1, 29.3, 0.0005, 0.0005, 100, 100};
  const std::vector<double> values = randomClasses(own, 5);
  makeRaster(folder / "a.tif", own, values);
  Box box;
  const Transform toGk(degrees, kGk, "test");
  for (const Point p : {Point{106.1, 29.3}, {106.15, 29.3}, {106.15, 29.25}, {106.1, 29.25}}) box.add(toGk(p));
  const Grid target = makeGrid(kGk, {box.xmin - 100, box.ymin - 100, box.xmax + 100, box.ymax + 100}, 37, "test");
  RasterLayer layer(folder / "a.tif", target);
  CHECK_FALSE(layer.onGrid());

  const std::vector<Cell> got = cells(layer, target.all());
  const CellArea cellArea(target, AreaRule::ground), pixelArea(own, AreaRule::ground);
  std::map<std::int32_t, double> ground, expected;
  double least = 1;
  for (int r = 0; r < target.rows; ++r)
    for (int c = 0; c < target.cols; ++c) {
      const Cell& cell = got[static_cast<std::size_t>(r * target.cols + c)];
      for (const auto& [value, fraction] : cell) ground[value] += fraction * cellArea.at(c, r);
      const Point centre = {target.x0 + (c + 0.5) * 37, target.y0 - (r + 0.5) * 37};
      Point lonLat = centre;
      toGk.inverse(std::span(&lonLat, 1));
      const bool deep = lonLat.x > 106.101 && lonLat.x < 106.149 && lonLat.y > 29.251 && lonLat.y < 29.299;
      if (deep) least = std::min(least, total(cell));
    }
  CHECK(least > 1 - 1e-12);
  for (int r = 0; r < own.rows; ++r)
    for (int c = 0; c < own.cols; ++c)
      expected[static_cast<std::int32_t>(values[static_cast<std::size_t>(r * own.cols + c)])] += pixelArea.at(c, r);
  // Pixel edges are chords: 50 m of a parallel bulge by 0.03 mm.
  for (const auto& [value, area] : expected) CHECK(ground[value] == Approx(area).epsilon(1e-6));
}

TEST_CASE("A window gives what the whole gives, in another CRS too") {
  const TempFolder folder;
  const auto* code = GENERATE("EPSG:4544", "EPSG:4490");
  const Crs crs = Crs::parse(code, "test");
  const Grid own =
      crs.geographic() ? Grid{crs, 106.1, 29.3, 0.0003, 0.0003, 60, 60} : Grid{crs, 606905, 3243020, 33, 33, 60, 60};
  makeRaster(folder / "a.tif", own, randomClasses(own, 3));
  const Grid target = grid(606900, 3243100, 20, 64, 64);
  RasterLayer layer(folder / "a.tif", target);
  const std::vector<Cell> whole = cells(layer, target.all()), part = cells(layer, {16, 32, 16, 16});
  bool any = false;
  for (std::size_t r = 0; r < 16; ++r)
    for (std::size_t c = 0; c < 16; ++c) {
      CHECK(part[r * 16 + c] == whole[(32 + r) * 64 + 16 + c]);
      any = any || !part[r * 16 + c].empty();
    }
  CHECK(any);
}

TEST_CASE("South-up rasters are read the right way round") {
  const TempFolder folder;
  makeRaster(folder / "a.tif", grid(0, 20, 10, 2, 2), {3, 4, 1, 2}, {.transform = {0, 10, 0, 0, 0, 10}});
  RasterLayer layer(folder / "a.tif", grid(0, 20, 10, 2, 2));
  CHECK(layer.ownGrid().y0 == 20);
  std::vector<std::int32_t> out;
  layer.values({0, 0, 2, 2}, out);
  CHECK(out == std::vector<std::int32_t>{1, 2, 3, 4});
  layer.values({0, 1, 2, 1}, out);
  CHECK(out == std::vector<std::int32_t>{3, 4});
}

TEST_CASE("Real rasters may hold classes: NaN and odd nodata are no value, halves are an error") {
  const TempFolder folder;
  const Grid own = grid(0, 20, 10, 2, 2);
  const double nan = std::nan(""), huge = -3.4028234663852886e38;
  const std::int32_t none = std::numeric_limits<std::int32_t>::min();
  std::vector<std::int32_t> out;
  {
    makeRaster(folder / "nan.tif", own, {1, nan, 2, 255}, {.type = GDT_Float32, .nodata = &nan});
    RasterLayer layer(folder / "nan.tif", own);
    CHECK(layer.hasNodata());
    layer.values(own.all(), out);
    CHECK(out == std::vector<std::int32_t>{1, none, 2, 255});
  }
  {
    makeRaster(folder / "huge.tif", own, {1, huge, -9999, nan}, {.type = GDT_Float32, .nodata = &huge});
    RasterLayer layer(folder / "huge.tif", own);
    layer.values(own.all(), out);
    CHECK(out == std::vector<std::int32_t>{1, none, -9999, none});
  }
  makeRaster(folder / "half.tif", own, {1, 2, 3, 2.5}, {.type = GDT_Float64});
  const Caught error = caught([&] {
    RasterLayer layer(folder / "half.tif", own);
    layer.values(own.all(), out);
  });
  CHECK(error.id == "layer.raster_not_classes");
}

TEST_CASE("Values of all integer types come through") {
  const TempFolder folder;
  const Grid own = grid(0, 10, 10, 3, 1);
  std::vector<std::int32_t> out;
  struct Case {
    GDALDataType type;
    std::vector<double> values;
  };
  for (const Case& c :
       {Case{GDT_Byte, {0, 1, 255}}, Case{GDT_Int16, {-32768, 0, 32767}}, Case{GDT_UInt16, {0, 1, 65535}},
        Case{GDT_Int32, {-2147483647, 0, 2147483647}}, Case{GDT_UInt32, {0, 1, 2147483647}}}) {
    const auto path = folder / (std::string(GDALGetDataTypeName(c.type)) + ".tif");
    makeRaster(path, own, c.values, {.type = c.type});
    RasterLayer layer(path, own);
    layer.values(own.all(), out);
    CHECK(std::vector<double>(out.begin(), out.end()) == c.values);
  }
  makeRaster(folder / "large.tif", own, {0, 1, 4e9}, {.type = GDT_UInt32});
  CHECK(caught([&] {
          RasterLayer layer(folder / "large.tif", own);
          layer.values(own.all(), out);
        }).id == "layer.raster_not_classes");
}

TEST_CASE("A histogram counts every pixel but nodata") {
  const TempFolder folder;
  const Grid own = grid(0, 3000, 10, 300, 300);
  std::vector<double> values = randomClasses(own, 3);
  values[5] = -4;
  const double nodata = 0;
  makeRaster(folder / "a.tif", own, values, {.type = GDT_Int16, .nodata = &nodata});
  std::map<std::int32_t, std::int64_t> expected;
  for (const double v : values) ++expected[static_cast<std::int32_t>(v)];
  expected.erase(0);
  const CellArea area(own, AreaRule::ground);
  const auto counts = RasterLayer(folder / "a.tif", own).histogram(&area);
  REQUIRE(counts.size() == expected.size());
  CHECK(counts.front().value == -4);
  std::map<std::int32_t, double> hectares;
  for (int r = 0; r < 300; ++r)
    for (int c = 0; c < 300; ++c)
      hectares[static_cast<std::int32_t>(values[static_cast<std::size_t>(r * 300 + c)])] += area.at(c, r);
  for (const auto& count : counts) {
    CHECK(count.pixels == expected.at(count.value));
    CHECK(count.areaHa == Approx(hectares.at(count.value)).epsilon(1e-12));
  }
}

TEST_CASE("Bad rasters are errors that say what to do") {
  const TempFolder folder;
  const Grid own = grid(0, 20, 10, 2, 2);
  const auto id = [&](const std::filesystem::path& path) { return caught([&] { rasterGrid(path); }).id; };
  CHECK(id(folder / "missing.tif") == "layer.no_file");
  std::ofstream(folder / "text.tif") << "no raster";
  CHECK(id(folder / "text.tif") == "layer.raster_open");
  Grid nowhere = own;
  nowhere.crs = Crs();
  makeRaster(folder / "nocrs.tif", nowhere, {1, 2, 3, 4});
  CHECK(id(folder / "nocrs.tif") == "layer.raster_crs");
  makeRaster(folder / "rotated.tif", own, {1, 2, 3, 4}, {.transform = {0, 7, 7, 20, 7, -7}});
  CHECK(id(folder / "rotated.tif") == "layer.raster_rotated");
  CHECK(caught([&] { RasterLayer(folder / "nocrs.tif", own, 2); }).id == "layer.raster_band");
  makeRaster(folder / "complex.tif", own, {1, 2, 3, 4}, {.type = GDT_CFloat32});
  CHECK(id(folder / "complex.tif") == "layer.raster_complex");
}

TEST_CASE("A tiny file that claims 10^15 pixels is an error, not an allocation") {
  const TempFolder folder;
  std::ofstream(folder / "bomb.vrt") << R"(<VRTDataset rasterXSize="33554432" rasterYSize="33554432">
<SRS>EPSG:4544</SRS><GeoTransform>0,1,0,0,0,-1</GeoTransform><VRTRasterBand dataType="Byte" band="1"/></VRTDataset>)";
  CHECK(caught([&] { rasterGrid(folder / "bomb.vrt"); }).id == "layer.raster_size");
}

TEST_CASE("A truncated raster fails when its pixels are read, never as zeros") {
  const TempFolder folder;
  const Grid own = grid(0, 5120, 10, 512, 512);
  makeRaster(folder / "a.tif", own, randomClasses(own, 200), {.creation = {"COMPRESS=DEFLATE", "TILED=YES"}});
  std::filesystem::resize_file(folder / "a.tif", std::filesystem::file_size(folder / "a.tif") * 2 / 3);
  const Caught error = caught([&] {
    RasterLayer layer(folder / "a.tif", own);
    std::vector<std::int32_t> out;
    layer.values(own.all(), out);
  });
  CHECK((error.id == "layer.raster_damaged" || error.id == "layer.raster_open"));
  CHECK(error.where == (folder / "a.tif").string());

  // The directory intact, a block not: GDAL opens it.
  makeRaster(folder / "b.tif", own, randomClasses(own, 200), {.creation = {"COMPRESS=DEFLATE", "TILED=YES"}});
  {
    std::fstream file(folder / "b.tif", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(folder / "b.tif") / 2));
    file << std::string(2000, '\x55');
  }
  const Caught broken = caught([&] {
    RasterLayer layer(folder / "b.tif", own);
    std::vector<std::int32_t> out;
    layer.values(own.all(), out);
  });
  CHECK(broken.id == "layer.raster_damaged");
  CHECK(broken.kind == ErrorKind::work);
}

TEST_CASE("Reading a raster leaves nothing beside it") {
  const TempFolder folder;
  const Grid own = grid(0, 2560, 10, 256, 256);
  makeRaster(folder / "a.tif", own, randomClasses(own, 5));
  {
    RasterLayer layer(folder / "a.tif", grid(5, 2560, 25, 50, 50));
    layer.histogram();
    cells(layer, {0, 0, 50, 50});
  }
  CHECK(folder.names() == std::vector<std::string>{"a.tif"});
}
