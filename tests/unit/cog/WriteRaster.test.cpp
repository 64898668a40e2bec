#include "geo/cog/WriteRaster.h"

#include <catch2/catch.hpp>

#include <gdal.h>

#include "tests/unit/cog/CogFixture.h"

using namespace tanhui;

namespace {

CogSpec specOf(int cols, int rows) {
  CogSpec spec;
  spec.grid.crs = Crs::parse("EPSG:4544", "test");
  spec.grid.x0 = 500000;
  spec.grid.y0 = 3200000;
  spec.grid.dx = spec.grid.dy = 10;
  spec.grid.cols = cols;
  spec.grid.rows = rows;
  return spec;
}

template <typename T>
std::vector<T> readBack(const std::filesystem::path& file, int band, GDALDataType type, int cols, int rows) {
  GDALAllRegister();
  const GDALDatasetH set = GDALOpen(file.c_str(), GA_ReadOnly);
  REQUIRE(set != nullptr);
  std::vector<T> cells(static_cast<std::size_t>(cols) * static_cast<std::size_t>(rows));
  REQUIRE(GDALRasterIO(GDALGetRasterBand(set, band), GF_Read, 0, 0, cols, rows, cells.data(), cols, rows, type, 0, 0) ==
          CE_None);
  GDALClose(set);
  return cells;
}

}  // namespace

TEST_CASE("a raster in memory is written cell for cell, over the edges of tiles, and leaves no spool") {
  const int cols = kTile + 37, rows = kTile + 5;
  const auto first = makeRaster<float>(cols, rows, [](int col, int row) { return col * 1000 + row; });
  const auto second = makeRaster<float>(cols, rows, [](int col, int row) { return col == row ? NAN : 1.5F; });
  const TemporaryFolder folder;
  CogSpec spec = specOf(cols, rows);
  spec.bands = {{"a", "m"}, {"b", "d"}};
  const std::vector<std::span<const float>> bands = {first.cells, second.cells};
  const auto statistics = writeRaster(spec, bands, folder / "map.tif");
  CHECK(folder.files() == 1);
  CHECK(readBack<float>(folder / "map.tif", 1, GDT_Float32, cols, rows) == first.cells);
  auto expected = second.cells;
  for (float& cell : expected)
    if (std::isnan(cell)) cell = kFloatNodata;
  CHECK(readBack<float>(folder / "map.tif", 2, GDT_Float32, cols, rows) == expected);
  REQUIRE(statistics.size() == 2);
  CHECK(statistics[0].max == (cols - 1) * 1000 + rows - 1);
  CHECK(statistics[1].count == static_cast<std::uint64_t>(cols) * static_cast<std::uint64_t>(rows) -
                                   static_cast<std::uint64_t>(std::min(cols, rows)));
}

TEST_CASE("classes in memory are written with their colours and names") {
  const int cols = 700, rows = 300;
  const auto classes = makeRaster<std::uint8_t>(cols, rows, [](int col, int row) { return (col / 9 + row) % 3; });
  const TemporaryFolder folder;
  CogSpec spec = specOf(cols, rows);
  spec.bands = {{"pattern", ""}};
  spec.classes = {{0x112233, "零"}, {0x445566, "一"}, {0x778899, "二"}};
  const auto counts = writeRaster(spec, classes.cells, folder / "map.tif");
  CHECK(readBack<std::uint8_t>(folder / "map.tif", 1, GDT_Byte, cols, rows) == classes.cells);
  CHECK(counts[1] == static_cast<std::uint64_t>(std::ranges::count(classes.cells, std::uint8_t{1})));
}
