#include "geo/terrain/Dem.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

TestRaster heights() {
  TestRaster raster{.cols = 8, .rows = 6, .x0 = 600000, .y0 = 3200000, .dx = 10, .dy = 20, .type = "Float32"};
  raster.value = [](int col, int row) { return 100 + col + 10 * row; };
  return raster;
}

}  // namespace

TEST_CASE("A DEM is read where a box meets it, with a rim") {
  const TempFolder folder;
  writeRaster(folder.path() / "dem.tif", heights());
  const Dem whole = readDem(folder.path() / "dem.tif");
  CHECK(whole.cols() == 8);
  CHECK(whole.z[9] == 111);
  // Columns 2 and 3, row 1; with a rim of one cell columns 1 to 4, rows 0 to 2.
  const Dem part = readDem(folder.path() / "dem.tif", {600021, 3199961, 600039, 3199979}, 1);
  CHECK(part.cols() == 4);
  CHECK(part.rows() == 3);
  CHECK(part.z.front() == 101);
  CHECK(part.grid.x0 == 600010);
  CHECK(part.grid.y0 == 3200000);
  CHECK(demBytes(demGrid(folder.path() / "dem.tif"), {600021, 3199961, 600039, 3199979}, 1) == 4 * 12);
  CHECK_THROWS_WITH(readDem(folder.path() / "dem.tif", {500000, 3199000, 500010, 3199010}),
                    Catch::Contains("not reach"));
}

TEST_CASE("No value is no height, scale and offset are applied") {
  const TempFolder folder;
  TestRaster raster = heights();
  raster.type = "Int16", raster.hasNodata = true, raster.nodata = 100;
  writeRaster(folder.path() / "dem.tif", raster);
  CHECK(std::isnan(readDem(folder.path() / "dem.tif").z[0]));
  raster.nodata = -1, raster.value = [](int, int) { return -1; };
  writeRaster(folder.path() / "empty.tif", raster);
  CHECK_THROWS_WITH(readDem(folder.path() / "empty.tif"), Catch::Contains("no cell"));
}

TEST_CASE("Heights that no ground has are refused") {
  const TempFolder folder;
  TestRaster raster = heights();
  raster.value = [](int, int) { return -32768; };
  writeRaster(folder.path() / "dem.tif", raster);
  CHECK_THROWS_WITH(readDem(folder.path() / "dem.tif"), Catch::Contains("-32768"));
  raster.crs = "";
  writeRaster(folder.path() / "nowhere.tif", raster);
  CHECK_THROWS_AS(readDem(folder.path() / "nowhere.tif"), Error);
}

TEST_CASE("Cells have their size on the ground") {
  Grid grid{Crs::parse("EPSG:4490", "test"), 106, 29.5, 1.0 / 3600, 1.0 / 3600, 100, 100};
  // On the GRS 80 ellipsoid at 29.486 N (row 50): N = a / sqrt(1 - e2 sin2), M = a (1 - e2) / (1 - e2 sin2)^1.5; the
  // width is N cos(lat) and the height M, times one second of arc.
  const double lat = (29.5 - 50.5 / 3600) * 3.14159265358979323846 / 180, a = 6378137, e2 = 0.0066943800229;
  const double w = 1 - e2 * std::sin(lat) * std::sin(lat), second = 3.14159265358979323846 / 180 / 3600;
  const CellMetres size = cellMetres(grid)[50];
  CHECK(size.width == Approx(a / std::sqrt(w) * std::cos(lat) * second).epsilon(1e-7));
  CHECK(size.height == Approx(a * (1 - e2) / std::pow(w, 1.5) * second).epsilon(1e-7));
  // Web Mercator draws everything larger by about 1 / cos(lat).
  grid = {Crs::parse("EPSG:3857", "test"), 11800000, 3440000, 30, 30, 10, 10};
  CHECK(cellMetres(grid)[0].width == Approx(30 * std::cos(std::atan(std::sinh(3440000 / 6378137.0)))).epsilon(0.005));
  CHECK_THROWS_AS(cellMetres(Grid()), Error);
}
