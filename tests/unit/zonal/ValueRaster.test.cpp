#include "geo/zonal/detail/ValueRaster.h"

#include <cmath>
#include <fstream>
#include <numeric>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "tests/support/TempFolder.h"
#include "tests/unit/zonal/MakeFiles.h"

using namespace tanhui;

namespace {

std::vector<double> ramp(std::size_t n) {
  std::vector<double> values(n);
  std::iota(values.begin(), values.end(), 1.0);
  return values;
}

ErrorKind kindOf(const std::filesystem::path& path, int band = 1) {
  try {
    ValueRaster raster(path, band);
    std::vector<double> out;
    const Window all{0, 0, std::min(raster.pieceCols(), static_cast<int>(raster.grid().cols)),
                     std::min(raster.pieceRows(), static_cast<int>(raster.grid().rows))};
    std::vector<CoverageRun> runs;
    for (int row = 0; row < all.rows; ++row) runs.push_back({row, 0, all.cols, 1.0});
    raster.read(all, runs, out);
  } catch (const Error& error) {
    return error.kind();
  }
  FAIL("no error");
  return {};
}

}  // namespace

TEST_CASE("ValueRaster reads every type with its values") {
  const TempFolder folder;
  const std::vector<double> values{0, 1, 2, 3, 100, 255};
  for (const GDALDataType type :
       {GDT_Byte, GDT_UInt16, GDT_Int16, GDT_UInt32, GDT_Int32, GDT_UInt64, GDT_Int64, GDT_Float32, GDT_Float64}) {
    CAPTURE(GDALGetDataTypeName(type));
    const auto path = make::raster(folder.path() / "r.tif", 3, 2, values, {.type = type});
    ValueRaster raster(path, 1);
    std::vector<double> out;
    const std::vector<CoverageRun> runs{{0, 0, 3, 1.0}, {1, 0, 3, 1.0}};
    raster.read({0, 0, 3, 2}, runs, out);
    for (std::size_t i = 0; i < values.size(); ++i) CHECK(out[i] == values[i]);
    CHECK(std::isnan(raster.band().nodata()));
  }
}

TEST_CASE("ValueRaster reads large integers as doubles") {
  const TempFolder folder;
  const auto path = make::raster(folder.path() / "r.tif", 1, 1, {4294967295.0}, {.type = GDT_UInt32});
  ValueRaster raster(path, 1);
  CHECK_FALSE(raster.fitsFloat());
  std::vector<double> out;
  const std::vector<CoverageRun> runs{{0, 0, 1, 1.0}};
  raster.read({0, 0, 1, 1}, runs, out);
  CHECK(out[0] == 4294967295.0);
}

TEST_CASE("ValueRaster knows nodata as the pixels carry it") {
  const TempFolder folder;
  const auto nodataOf = [&](double declared, GDALDataType type) {
    const auto path = make::raster(folder.path() / "n.tif", 1, 1, {1}, {.type = type, .nodata = declared});
    return ValueRaster(path, 1).band().nodata();
  };
  CHECK(nodataOf(-9999, GDT_Float32) == -9999);
  CHECK(nodataOf(0.1, GDT_Float32) == static_cast<double>(0.1F));
  CHECK(nodataOf(0.1, GDT_Float64) == 0.1);
  CHECK(nodataOf(-3.4028234663852886e38, GDT_Float32) == -3.4028234663852886e38);
  CHECK(nodataOf(255, GDT_Byte) == 255);
  CHECK(std::isnan(nodataOf(std::nan(""), GDT_Float32)));
}

TEST_CASE("ValueRaster reads the same through strips, tiles, compression and raw files") {
  const TempFolder folder;
  const int cols = 150, rows = 90;
  const auto values = ramp(std::size_t{cols} * rows);
  const std::vector<make::RasterSpec> specs{
      {},
      {.options = {"COMPRESS=DEFLATE"}},
      {.options = {"TILED=YES", "BLOCKXSIZE=32", "BLOCKYSIZE=16"}},
      {.options = {"TILED=YES", "BLOCKXSIZE=64", "BLOCKYSIZE=64", "COMPRESS=LZW"}},
      {.driver = "ENVI"},
      {.type = GDT_Float64, .options = {"ENDIANNESS=BIG"}},
  };
  int index = 0;
  for (const make::RasterSpec& spec : specs) {
    CAPTURE(index);
    const auto path = make::raster(folder.path() / fmt::format("r{}.tif", index++), cols, rows, values, spec);
    ValueRaster raster(path, 1);
    std::vector<double> out;
    // A run in the middle and one at the far end: what lies between may stay unread.
    const std::vector<CoverageRun> runs{{10, 20, 60, 1.0}, {80, 140, 150, 0.5}};
    raster.read({0, 0, cols, rows}, runs, out);
    for (const CoverageRun& run : runs)
      for (int col = run.colBegin; col < run.colEnd; ++col)
        REQUIRE(out[static_cast<std::size_t>(run.row * cols + col)] == run.row * cols + col + 1);
  }
}

TEST_CASE("ValueRaster turns a south-up file, and its pieces, north-up") {
  const TempFolder folder;
  const auto path = make::raster(folder.path() / "s.tif", 2, 3, {5, 6, 3, 4, 1, 2},
                                 {.transform = {make::kWest, 10, 0, make::kNorth - 30, 0, 10}});
  ValueRaster raster(path, 1);
  CHECK(raster.grid().y0 == make::kNorth);
  std::vector<float> out;
  const std::vector<CoverageRun> all{{0, 0, 2, 1.0}, {1, 0, 2, 1.0}, {2, 0, 2, 1.0}};
  raster.read({0, 0, 2, 3}, all, out);
  CHECK(std::vector<float>(out.begin(), out.begin() + 6) == std::vector<float>{1, 2, 3, 4, 5, 6});
  const std::vector<CoverageRun> last{{0, 1, 2, 1.0}};
  raster.read({0, 2, 2, 1}, last, out);
  CHECK(out[1] == 6);
}

TEST_CASE("ValueRaster hides what the file's mask hides") {
  const TempFolder folder;
  const auto path = make::raster(folder.path() / "m.tif", 3, 1, {1, 2, 3});
  {
    CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", "YES");
    const GdalDataset dataset(GDALOpen(path.c_str(), GA_Update));
    make::need(GDALCreateDatasetMaskBand(dataset.get(), GMF_PER_DATASET) == CE_None);
    std::array<std::uint8_t, 3> seen{255, 0, 255};
    GDALRasterBandH mask = GDALGetMaskBand(GDALGetRasterBand(dataset.get(), 1));
    make::need(GDALRasterIO(mask, GF_Write, 0, 0, 3, 1, seen.data(), 3, 1, GDT_Byte, 0, 0) == CE_None);
    CPLSetThreadLocalConfigOption("GDAL_TIFF_INTERNAL_MASK", nullptr);
  }
  ValueRaster raster(path, 1);
  std::vector<float> out;
  const std::vector<CoverageRun> runs{{0, 0, 3, 1.0}};
  raster.read({0, 0, 3, 1}, runs, out);
  CHECK(out[0] == 1);
  CHECK(std::isnan(out[1]));
  CHECK(out[2] == 3);
}

TEST_CASE("ValueRaster never takes a missing end of a file for zeros") {
  const TempFolder folder;
  const auto values = ramp(200 * 200);
  const auto cut = [&](const char* name, const make::RasterSpec& spec) {
    const auto path = make::raster(folder.path() / name, 200, 200, values, spec);
    make::truncate(path, std::filesystem::file_size(path) * 6 / 10);
    return path;
  };
  CHECK(kindOf(cut("raw.bil", {.driver = "ENVI"})) == ErrorKind::work);
  CHECK(kindOf(cut("strips.tif", {})) == ErrorKind::work);
  CHECK(kindOf(cut("tiles.tif", {.options = {"TILED=YES", "BLOCKXSIZE=32", "BLOCKYSIZE=32"}})) == ErrorKind::work);
}

TEST_CASE("ValueRaster reports a damaged compressed block") {
  const TempFolder folder;
  const auto path = make::raster(folder.path() / "d.tif", 200, 200, ramp(200 * 200), {.options = {"COMPRESS=DEFLATE"}});
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(std::filesystem::file_size(path) / 2));
    for (int i = 0; i < 300; ++i) file.put('\x55');
  }
  CHECK(kindOf(path) == ErrorKind::work);
}

TEST_CASE("ValueRaster refuses what has no place on a north-up grid or no real values") {
  const TempFolder folder;
  const auto file = [&](const char* name, const make::RasterSpec& spec) {
    return make::raster(folder.path() / name, 2, 2, {1, 2, 3, 4}, spec);
  };
  const auto good = file("good.tif", {});
  CHECK(kindOf(good, 2) == ErrorKind::project);
  CHECK(kindOf(good, 0) == ErrorKind::project);
  CHECK_THROWS_AS(ValueRaster(file("rotated.tif", {.transform = {0, 7, 7, 0, 7, -7}}), 1), Error);
  CHECK_THROWS_AS(ValueRaster(file("nowhere.tif", {.epsg = 0}), 1), Error);
  CHECK_THROWS_AS(ValueRaster(file("complex.tif", {.type = GDT_CFloat32}), 1), Error);
  CHECK_THROWS_AS(ValueRaster(folder.path() / "missing.tif", 1), Error);
}
