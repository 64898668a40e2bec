#include "app/viewer/canvas/RasterTiles.h"

#include <array>
#include <random>

#include <cpl_string.h>
#include <gdal.h>
#include <catch2/catch.hpp>

#include "app/viewer/canvas/OverviewCache.h"
#include "app/viewer/canvas/SparseRead.h"
#include "app/viewer/model/RasterLook.h"
#include "geo/base/Error.h"
#include "geo/base/Handle.h"
#include "geo/grid/Transform.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/viewer/Support.h"

using namespace tanhui;
using namespace tanhui::viewer;
using tanhui::test::TestRaster;
using tanhui::test::writeRaster;
using tanhui::viewer::test::utm;

namespace {

FloatPixels figures(const TileSource& source, const Tile& tile) {
  return std::get<FloatPixels>(source.open()->read(tile));
}

float at(const FloatPixels& pixels, int col, int row) {
  return pixels
      .values[static_cast<std::size_t>(row) * static_cast<std::size_t>(pixels.width) + static_cast<std::size_t>(col)];
}

/// The figure that a source shows at a place of the map, from its finest level.
float valueAt(const TileSource& source, TileReader& reader, Point p) {
  const Pyramid& pyramid = source.pyramid();
  const int col = static_cast<int>(std::floor((p.x - pyramid.x0) / pyramid.dx)),
            row = static_cast<int>(std::floor((pyramid.y0 - p.y) / pyramid.dy));
  const TileData data = reader.read({0, col / kTilePixels, row / kTilePixels});
  return at(std::get<FloatPixels>(data), col % kTilePixels, row % kTilePixels);
}

struct Raster {
  TempFolder folder;
  std::filesystem::path file = folder.path() / "图.tif";
  explicit Raster(const TestRaster& raster) { writeRaster(file, raster); }
  RasterContent content(int band = 1) const { return {file, band}; }
};

/// Unlike its neighbours everywhere, and its means are known.
double slope(int col, int row) { return col + row * 0.25; }

}  // namespace

TEST_CASE("A tile of the finest level holds the pixels of the file, and nothing beyond its edge") {
  const Raster raster({.cols = 700, .rows = 300, .type = "Float32", .value = slope});
  const auto source = makeRasterTiles(raster.content(), false, utm());
  CHECK(source->pyramid().levels == 3);
  for (const Tile tile : {Tile{0, 0, 0}, Tile{0, 2, 1}}) {
    const FloatPixels pixels = figures(*source, tile);
    REQUIRE(pixels.width == kTilePixels);
    REQUIRE(pixels.height == kTilePixels);
    for (int row = 0; row < kTilePixels; ++row) {
      for (int col = 0; col < kTilePixels; ++col) {
        const int x = tile.x * kTilePixels + col, y = tile.y * kTilePixels + row;
        if (x < 700 && y < 300)
          REQUIRE(at(pixels, col, row) == static_cast<float>(slope(x, y)));
        else
          REQUIRE(std::isnan(at(pixels, col, row)));
      }
    }
  }
}

TEST_CASE("A tile of a coarser level holds means, at the edges of what there is") {
  const Raster raster({.cols = 1003, .rows = 701, .type = "Float32", .value = slope});
  const auto source = makeRasterTiles(raster.content(), false, utm());
  for (int level = 1; level < source->pyramid().levels; ++level) {
    const int step = 1 << level;
    const Tile last{level, (1002 >> level) / kTilePixels, (700 >> level) / kTilePixels};
    const FloatPixels pixels = figures(*source, last);
    for (int row = 0; row < kTilePixels; ++row) {
      for (int col = 0; col < kTilePixels; ++col) {
        const int x0 = (last.x * kTilePixels + col) * step, y0 = (last.y * kTilePixels + row) * step;
        if (x0 >= 1003 || y0 >= 701) {
          REQUIRE(std::isnan(at(pixels, col, row)));
          continue;
        }
        const int x1 = std::min(x0 + step, 1003), y1 = std::min(y0 + step, 701);
        const double mean = slope(x0, y0) + (x1 - x0 - 1) / 2.0 + (y1 - y0 - 1) / 2.0 * 0.25;
        CAPTURE(level, col, row);
        REQUIRE(at(pixels, col, row) == Approx(mean).epsilon(1e-5));
      }
    }
  }
}

TEST_CASE("Nodata is nothing, and means leave it out") {
  const Raster raster(
      {.cols = 512, .rows = 512, .type = "Float32", .hasNodata = true, .nodata = -9999, .value = [](int col, int row) {
         return (col + row) % 2 == 0 && row < 256 ? -9999.0 : 7.0;
       }});
  const auto source = makeRasterTiles(raster.content(), false, utm());
  const FloatPixels fine = figures(*source, {0, 0, 0});
  CHECK(std::isnan(at(fine, 0, 0)));
  CHECK(at(fine, 1, 0) == 7);
  const FloatPixels coarse = figures(*source, {1, 0, 0});
  for (const float value : coarse.values) REQUIRE(value == 7);
}

TEST_CASE("The nodata of ArcGIS, the least number of a double, is nothing") {
  constexpr double kLeast = -1.7976931348623157e308;
  const Raster raster({.type = "Float64", .hasNodata = true, .nodata = kLeast, .value = [](int col, int) {
                         return col == 0 ? kLeast : 3.0;
                       }});
  const auto source = makeRasterTiles(raster.content(), false, utm());
  const FloatPixels pixels = figures(*source, {0, 0, 0});
  CHECK(std::isnan(at(pixels, 0, 0)));
  CHECK(at(pixels, 1, 0) == 3);
}

TEST_CASE("A raster in another CRS lies where it should") {
  // Degrees: the value tells the longitude.
  const Raster raster({.cols = 400,
                       .rows = 300,
                       .x0 = 105.0,
                       .y0 = 29.0,
                       .dx = 0.001,
                       .dy = 0.001,
                       .crs = "EPSG:4490",
                       .type = "Float32",
                       .value = [](int col, int row) { return col + row * 2.0; }});
  const auto source = makeRasterTiles(raster.content(), false, utm());
  const auto reader = source->open();
  const Transform forward(Crs::parse("EPSG:4490", "test"), utm(), "test");
  for (const auto& [col, row] : {std::pair{10, 10}, {200, 150}, {390, 290}, {390, 10}}) {
    const Point p = forward(Point{105.0 + (col + 0.5) * 0.001, 29.0 - (row + 0.5) * 0.001});
    const double value = valueAt(*source, *reader, p);
    CHECK(value == Approx(col + row * 2).margin(2));
  }
  // Beyond the raster there is nothing.
  const Box box = source->pyramid().extent();
  const float corner =
      valueAt(*source, *reader, {box.xmin + source->pyramid().dx / 2, box.ymax - source->pyramid().dy / 2});
  CHECK((std::isnan(corner) || corner < 50));
}

TEST_CASE("A raster turned south up or askew lies where its cells do") {
  const auto value = [](int col, int row) { return 100 * (col / 10) + row / 10; };
  const auto check = [&](std::vector<double> t) {
    const Raster raster({.cols = 80, .rows = 60, .transform = t, .type = "Float32", .value = value});
    const auto source = makeRasterTiles(raster.content(), false, utm());
    const auto reader = source->open();
    for (const auto& [col, row] : {std::pair{5, 5}, {35, 45}, {75, 55}}) {
      const Point p{t[0] + (col + 0.5) * t[1] + (row + 0.5) * t[2], t[3] + (col + 0.5) * t[4] + (row + 0.5) * t[5]};
      CAPTURE(t, col, row);
      CHECK(valueAt(*source, *reader, p) == static_cast<float>(value(col, row)));
    }
  };
  check({600000, 20, 0, 3200000, 0, 20});
  const double c = 20 * std::cos(0.5), s = 20 * std::sin(0.5);
  check({600000, c, s, 3200000, s, -c});
}

TEST_CASE("Classes are never mixed, neither by a level nor by a warp") {
  const Raster raster({.cols = 600, .rows = 600, .type = "Byte", .value = [](int col, int row) {
                         return (col + row) % 2 == 0 ? 10.0 : 50.0;
                       }});
  for (const char* crs : {"EPSG:4544", "EPSG:4490"}) {
    const auto source = makeRasterTiles(raster.content(), true, Crs::parse(crs, "test"));
    for (int level = 0; level < source->pyramid().levels; ++level)
      for (const float v : figures(*source, {level, 0, 0}).values) REQUIRE((std::isnan(v) || v == 10 || v == 50));
  }
}

TEST_CASE("Classes and figures of one file are data of their own") {
  const Raster raster({.cols = 10, .rows = 10});
  CHECK(makeRasterTiles(raster.content(), true, utm())->dataKey() !=
        makeRasterTiles(raster.content(), false, utm())->dataKey());
  const std::string before = makeRasterTiles(raster.content(), true, utm())->dataKey();
  CHECK(makeRasterTiles(raster.content(), true, utm())->dataKey() == before);
  writeRaster(raster.file, {.cols = 20, .rows = 20});
  CHECK(makeRasterTiles(raster.content(), true, utm())->dataKey() != before);
}

TEST_CASE("A picture shows its colours, and nothing beyond") {
  const TempFolder folder;
  const std::string file = (folder.path() / "影像.tif").string();
  {
    const GdalDataset dataset(GDALCreate(GDALGetDriverByName("GTiff"), file.c_str(), 100, 50, 3, GDT_Byte, nullptr));
    double t[6] = {600000, 10, 0, 3200000, 0, -10};
    GDALSetGeoTransform(dataset.get(), t);
    GDALSetProjection(dataset.get(), utm().wkt().c_str());
    for (int band = 1; band <= 3; ++band) GDALFillRaster(GDALGetRasterBand(dataset.get(), band), 60.0 * band, 0);
  }
  const auto source = makePictureTiles({file}, utm());
  const QImage image = std::get<QImage>(source->open()->read({0, 0, 0}));
  CHECK(image.pixel(50, 25) == qRgba(60, 120, 180, 255));
  CHECK(qAlpha(image.pixel(150, 25)) == 0);
  CHECK(source->colour(TileData(image), PictureStyle{}) == image);
  // Grey, from one band.
  const Raster grey({.cols = 100, .rows = 50, .value = [](int, int) { return 99.0; }});
  const auto one = makePictureTiles({grey.file.string()}, utm());
  CHECK(std::get<QImage>(one->open()->read({0, 0, 0})).pixel(5, 5) == qRgba(99, 99, 99, 255));
}

TEST_CASE("What is no raster, or lacks a band, a CRS or a place, is an error that names the file") {
  const Raster good({});
  const Raster nowhere({.crs = ""});
  const auto whereOf = [&](const RasterContent& content) {
    try {
      makeRasterTiles(content, false, utm());
    } catch (const Error& error) {
      return error.where();
    }
    return std::string();
  };
  CHECK(whereOf(good.content()).empty());
  CHECK(whereOf(good.content(2)).find("图.tif") != std::string::npos);
  CHECK(whereOf(nowhere.content()).find("图.tif") != std::string::npos);
  CHECK(whereOf({good.folder.path() / "none.tif", 1}).find("none.tif") != std::string::npos);
  tanhui::test::writeText(good.folder.path() / "text.tif", "not a raster");
  CHECK(whereOf({good.folder.path() / "text.tif", 1}).find("text.tif") != std::string::npos);
}

TEST_CASE("A raster cut off in the middle reads where it is whole and fails with an error where it is not") {
  std::mt19937 noise(1);
  const Raster raster({.cols = 1024,
                       .rows = 1024,
                       .type = "Float32",
                       .value = [&](int, int) { return static_cast<double>(noise() % 10000); },
                       .options = {"COMPRESS=DEFLATE", "TILED=YES"}});
  tanhui::test::truncateFile(raster.file, 0.5);
  const auto source = makeRasterTiles(raster.content(), false, utm());
  const auto reader = source->open();
  int failed = 0, read = 0;
  for (int y = 0; y < 4; ++y) {
    for (int x = 0; x < 4; ++x) {
      try {
        reader->read({0, x, y});
        ++read;
      } catch (const Error& error) {
        CHECK(error.where().find("图.tif") != std::string::npos);
        ++failed;
      }
    }
  }
  CHECK(read > 0);
  CHECK(failed > 0);
}

TEST_CASE("A reader outlives its source") {
  const Raster raster({.cols = 300, .rows = 300, .type = "Float32", .value = slope});
  std::unique_ptr<TileReader> direct = makeRasterTiles(raster.content(), false, utm())->open();
  std::unique_ptr<TileReader> warped =
      makeRasterTiles(raster.content(), false, Crs::parse("EPSG:4490", "test"))->open();
  CHECK(at(std::get<FloatPixels>(direct->read({0, 0, 0})), 3, 4) == 4);
  CHECK(std::get<FloatPixels>(warped->read({0, 0, 0})).width == kTilePixels);
}

TEST_CASE("A difference is nothing of itself, one of two, and what grids share") {
  const Raster a(
      {.cols = 300, .rows = 280, .type = "Float32", .hasNodata = true, .nodata = -1, .value = [](int col, int row) {
         return col == 5 ? -1.0 : slope(col, row);
       }});
  const Raster b({.cols = 300, .rows = 280, .type = "Float32", .value = [](int, int) { return 2.0; }});
  const auto difference = [&](const RasterContent& later, const RasterContent& earlier) {
    const auto source = makeTileSource(DifferenceContent{later, earlier}, RampStyle{}, utm());
    return std::pair{source, figures(*source, {0, 1, 1})};
  };
  for (const float value : difference(a.content(), a.content()).second.values)
    REQUIRE((std::isnan(value) || value == 0));
  const FloatPixels less =
      figures(*makeTileSource(DifferenceContent{a.content(), b.content()}, RampStyle{}, utm()), {0, 0, 0});
  CHECK(at(less, 10, 4) == static_cast<float>(slope(10, 4) - 2));
  CHECK(std::isnan(at(less, 5, 4)));

  // The earlier one has cells twice as wide and ends in the middle.
  const Raster coarse(
      {.cols = 75, .rows = 140, .dx = 20, .dy = 20, .type = "Float32", .value = [](int, int) { return 1.0; }});
  const auto source = makeTileSource(DifferenceContent{b.content(), coarse.content()}, RampStyle{}, utm());
  CHECK(source->pyramid().cols == 300);
  const FloatPixels mixed = figures(*source, {0, 0, 0});
  CHECK(at(mixed, 20, 20) == 1);
  CHECK(std::isnan(at(mixed, 200, 20)));
}

TEST_CASE("A large raster without overviews is looked at, then read through overviews in the cache folder") {
  const Raster raster({.cols = 8200,
                       .rows = 4300,
                       .type = "Byte",
                       .value = [](int col, int row) { return col / 1024 * 16 + row / 1024; },
                       .options = {"TILED=YES", "COMPRESS=DEFLATE"}});
  const auto size = std::filesystem::file_size(raster.file);
  const auto time = std::filesystem::last_write_time(raster.file);
  REQUIRE(wantsOverviews(raster.file));
  REQUIRE(cachedOverviews(raster.file).empty());

  const auto rough = makeRasterTiles(raster.content(), false, utm());
  const Tile root = rough->pyramid().root();
  REQUIRE(root.level >= kSparseLevel);
  const auto checkRoot = [&](const TileSource& source) {
    const FloatPixels pixels = figures(source, root);
    const int step = 1 << root.level;
    int right = 0, all = 0;
    for (int row = 0; row < kTilePixels; ++row) {
      for (int col = 0; col < kTilePixels; ++col) {
        const int x = col * step, y = row * step;
        if (x >= 8200 || y >= 4300) {
          REQUIRE(std::isnan(at(pixels, col, row)));
          continue;
        }
        ++all;
        if (at(pixels, col, row) == static_cast<float>(x / 1024 * 16 + y / 1024)) ++right;
      }
    }
    return static_cast<double>(right) / all;
  };
  CHECK(checkRoot(*rough) > 0.3);  // sixteen patches, each of the block in its middle

  const std::atomic<bool> stop{true};
  CHECK_FALSE(buildOverviews(raster.file, false, stop));
  CHECK(cachedOverviews(raster.file).empty());

  CHECK(buildOverviews(raster.file, false, false));
  CHECK_FALSE(cachedOverviews(raster.file).empty());
  CHECK_FALSE(wantsOverviews(raster.file));
  const auto sharp = makeRasterTiles(raster.content(), false, utm());
  CHECK(sharp->dataKey() != rough->dataKey());
  CHECK(checkRoot(*sharp) > 0.8);  // means at the edges of the patches are of both
  CHECK(figures(*sharp, {0, 3, 3}).values == figures(*rough, {0, 3, 3}).values);

  CHECK(std::filesystem::file_size(raster.file) == size);
  CHECK(std::filesystem::last_write_time(raster.file) == time);
  for (const auto& entry : std::filesystem::directory_iterator(raster.folder.path()))
    CHECK(entry.path() == raster.file);
  // Other processes may be at work in the folder.
  const std::string ownPart = ".part-" + std::to_string(QCoreApplication::applicationPid());
  for (const auto& entry : std::filesystem::directory_iterator(cachedOverviews(raster.file).parent_path()))
    CHECK_FALSE(entry.path().filename().string().starts_with(ownPart));
  // Written anew, it has none again.
  writeRaster(raster.file, {.cols = 4200, .rows = 4300, .options = {"TILED=YES", "COMPRESS=DEFLATE"}});
  CHECK(cachedOverviews(raster.file).empty());
  CHECK(wantsOverviews(raster.file));
}

TEST_CASE("A small raster wants no overviews, and one that is broken says so") {
  const Raster raster({.cols = 1000, .rows = 1000});
  CHECK_FALSE(wantsOverviews(raster.file));
  CHECK_THROWS_AS(wantsOverviews(raster.folder.path() / "none.tif"), Error);
  CHECK_THROWS_AS(buildOverviews(raster.folder.path() / "none.tif", false, false), Error);
}

TEST_CASE("A tile shows no value where the file has none, and figures as measured, with a warp or without") {
  const TempFolder folder;
  const std::filesystem::path file = folder.path() / "量.tif";
  {
    const GdalDataset dataset(
        GDALCreate(GDALGetDriverByName("GTiff"), file.c_str(), 64, 64, 2, GDT_Byte, CPLStringList().List()));
    std::array<double, 6> transform{600000, 10, 0, 3200640, 0, -10};
    REQUIRE(GDALSetGeoTransform(dataset.get(), transform.data()) == CE_None);
    REQUIRE(GDALSetSpatialRef(dataset.get(), utm().handle()) == CE_None);
    GDALRasterBandH band = GDALGetRasterBand(dataset.get(), 1), alpha = GDALGetRasterBand(dataset.get(), 2);
    REQUIRE(GDALSetRasterColorInterpretation(alpha, GCI_AlphaBand) == CE_None);
    REQUIRE(GDALSetRasterScale(band, 0.5) == CE_None);
    REQUIRE(GDALSetRasterOffset(band, 3) == CE_None);
    std::vector<std::uint8_t> values(64 * 64, 20), seen(64 * 64, 255);
    for (std::size_t i = 0; i < seen.size(); ++i)
      if (i % 64 >= 32) seen[i] = 0, values[i] = 200;
    REQUIRE(GDALRasterIO(band, GF_Write, 0, 0, 64, 64, values.data(), 64, 64, GDT_Byte, 0, 0) == CE_None);
    REQUIRE(GDALRasterIO(alpha, GF_Write, 0, 0, 64, 64, seen.data(), 64, 64, GDT_Byte, 0, 0) == CE_None);
  }
  const Crs degrees = Crs::parse("EPSG:4326", "test");
  for (const bool warped : {false, true}) {
    CAPTURE(warped);
    const auto source = makeRasterTiles({file, 1}, false, warped ? degrees : utm());
    const auto reader = source->open();
    const Transform toMap(utm(), warped ? degrees : utm(), "test");
    CHECK(valueAt(*source, *reader, toMap(Point{600100, 3200300})) == Approx(20 * 0.5 + 3));
    CHECK(std::isnan(valueAt(*source, *reader, toMap(Point{600500, 3200300}))));
    const auto codes = makeRasterTiles({file, 1}, true, warped ? degrees : utm());
    CHECK(valueAt(*codes, *codes->open(), toMap(Point{600100, 3200300})) == 20);  // codes are never scaled
  }
  const FoundLayer found = rasterLayer(file.string());
  REQUIRE(std::holds_alternative<RampStyle>(found.layer.style));
  // One value, 13: the hidden 103 is not seen.
  CHECK(std::get<RampStyle>(found.layer.style).range.low <= 13);
  CHECK(std::get<RampStyle>(found.layer.style).range.high > 13);
  CHECK(std::get<RampStyle>(found.layer.style).range.high < 50);
}
