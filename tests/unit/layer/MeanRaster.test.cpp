#include "geo/layer/MeanRaster.h"

#include <cmath>
#include <random>

#include <catch2/catch.hpp>

#include "geo/grid/Transform.h"
#include "geo/layer/RasterLayer.h"
#include "tests/unit/layer/MakeLayer.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

constexpr double kGap = -9999;

Grid square(double x0, double y0, double cell, std::int64_t cells) { return {kGk, x0, y0, cell, cell, cells, cells}; }

/// Values of 0 to 200, one in ten of them none.
std::vector<double> measurements(const Grid& g) {
  std::mt19937 random(7);
  std::vector<double> values(static_cast<std::size_t>(g.cols * g.rows));
  for (double& v : values) v = random() % 10 == 0 ? kGap : static_cast<double>(random() % 2000) / 10;
  return values;
}

MeanRaster written(const TempFolder& folder, const Grid& raster, const std::vector<double>& values, const Grid& grid) {
  makeRaster(folder / "m.tif", raster, values, {.type = GDT_Float64, .nodata = &kGap});
  return {folder / "m.tif", grid, 1};
}

}  // namespace

TEST_CASE("on the grid a cell has its pixel's own value, in any window and beyond the raster none") {
  const TempFolder folder;
  const Grid grid = square(600000, 3200000, 10, 12), raster = square(600020, 3199970, 10, 6);
  const std::vector<double> values = measurements(raster);
  MeanRaster means = written(folder, raster, values, grid);
  std::vector<MeanRaster::Cell> cells;
  const Window window{1, 2, 11, 9};
  means.means(window, cells);
  for (int row = 0; row < window.rows; ++row)
    for (int col = 0; col < window.cols; ++col) {
      const MeanRaster::Cell& cell = cells[static_cast<std::size_t>(row * window.cols + col)];
      const std::int64_t pixelCol = col + window.col - 2, pixelRow = row + window.row - 3;
      const bool inside = pixelCol >= 0 && pixelCol < 6 && pixelRow >= 0 && pixelRow < 6;
      const double value = inside ? values[static_cast<std::size_t>(pixelRow * 6 + pixelCol)] : kGap;
      CHECK(cell.share == (value == kGap ? 0.0 : 1.0));
      if (value != kGap) CHECK(cell.mean == value);
    }
}

// Brute force: each cell is cut into 97 x 97 points.
TEST_CASE("pixels of the grid's CRS are taken by the area that they share with a cell") {
  const TempFolder folder;
  const Grid grid = square(600000, 3200000, 30, 5), raster = square(599993, 3200011, 13.7, 12);
  const std::vector<double> values = measurements(raster);
  MeanRaster means = written(folder, raster, values, grid);
  std::vector<MeanRaster::Cell> cells;
  means.means({0, 0, 5, 5}, cells);
  constexpr int kPoints = 97;
  for (int row = 0; row < 5; ++row)
    for (int col = 0; col < 5; ++col) {
      double share = 0, sum = 0;
      for (int i = 0; i < kPoints; ++i)
        for (int j = 0; j < kPoints; ++j) {
          const double x = grid.x0 + (col + (j + 0.5) / kPoints) * 30, y = grid.y0 - (row + (i + 0.5) / kPoints) * 30;
          const auto c = static_cast<std::int64_t>(std::floor((x - raster.x0) / 13.7)),
                     r = static_cast<std::int64_t>(std::floor((raster.y0 - y) / 13.7));
          if (c >= 12 || r >= 12) continue;
          const double value = values[static_cast<std::size_t>(r * 12 + c)];
          if (value != kGap) share += 1, sum += value;
        }
      const MeanRaster::Cell& cell = cells[static_cast<std::size_t>(row * 5 + col)];
      CHECK(cell.share == Approx(share / (kPoints * kPoints)).margin(0.01));
      if (share > 0) CHECK(cell.mean == Approx(sum / share).margin(2));
    }
}

// What the pixels hold, each of its area in the grid's CRS, is what the cells hold.
TEST_CASE("pixels of another CRS lose nothing and gain nothing") {
  const TempFolder folder;
  const Crs degrees = Crs::parse("EPSG:4490", "test");
  const Transform toDegrees(kGk, degrees, "test"), toGrid(degrees, kGk, "test");
  const Grid grid = square(600000, 3200000, 30, 40);
  const Point corner = toDegrees({600200, 3199800});
  const Grid raster{degrees, corner.x, corner.y, 2.5e-4, 2.5e-4, 25, 25};
  std::vector<double> values = measurements(raster);
  MeanRaster means = written(folder, raster, values, grid);
  std::vector<MeanRaster::Cell> cells;
  means.means({0, 0, 40, 40}, cells);
  double held = 0, covered = 0;
  for (const MeanRaster::Cell& cell : cells) held += cell.share * cell.mean * 900, covered += cell.share * 900;
  double wanted = 0, area = 0;
  for (int r = 0; r < 25; ++r)
    for (int c = 0; c < 25; ++c) {
      const double value = values[static_cast<std::size_t>(r * 25 + c)];
      if (value == kGap) continue;
      const auto at = [&](int col, int row) {
        return toGrid({raster.x0 + col * raster.dx, raster.y0 - row * raster.dy});
      };
      const Point a = at(c, r), b = at(c + 1, r), d = at(c + 1, r + 1), e = at(c, r + 1);
      const double pixel = 0.5 * std::abs((d.x - a.x) * (e.y - b.y) - (e.x - b.x) * (d.y - a.y));
      wanted += pixel * value, area += pixel;
    }
  CHECK(covered == Approx(area).epsilon(1e-9));
  CHECK(held == Approx(wanted).epsilon(1e-9));
}

TEST_CASE("scale and offset of a band are applied to measurements") {
  const TempFolder folder;
  const Grid grid = square(600000, 3200000, 10, 2);
  makeRaster(folder / "m.tif", grid, {100, 200, 300, 400}, {.type = GDT_UInt16});
  {
    const GdalDataset dataset(GDALOpenEx((folder / "m.tif").c_str(), GDAL_OF_UPDATE, nullptr, nullptr, nullptr));
    GDALSetRasterScale(GDALGetRasterBand(dataset.get(), 1), 0.1);
    GDALSetRasterOffset(GDALGetRasterBand(dataset.get(), 1), 5);
  }
  MeanRaster means(folder / "m.tif", grid, 1);
  std::vector<MeanRaster::Cell> cells;
  means.means({0, 0, 2, 2}, cells);
  CHECK(cells[0].mean == Approx(15));
  CHECK(cells[3].mean == Approx(45));
}
