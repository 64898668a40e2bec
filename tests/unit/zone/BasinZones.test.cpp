#include "geo/zone/BasinZones.h"

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/coverage/MultiPolygon.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

/// A valley of 21 x 30 cells of 10 m that falls to the south: sides of 1 m a cell, the floor 0.1 m a cell.
void writeValley(const fs::path& file) {
  test::TestRaster raster{.cols = 21, .rows = 30, .x0 = 600000, .y0 = 3200300, .dx = 10, .dy = 10};
  raster.type = "Float32";
  raster.value = [](int col, int row) { return 200 + std::abs(col - 10) - 0.1 * row; };
  test::writeRaster(file, raster);
}

void writeOutlets(const fs::path& file, const std::vector<std::pair<std::string, std::string>>& places) {
  fs::remove(file);
  test::TestLayer layer{.fields = {"code"}};
  for (const auto& [wkt, code] : places) layer.features.push_back({wkt, {code}});
  test::writeLayer(file, layer);
}

BasinLayer basinsIn(const TempFolder& folder) {
  writeValley(folder.path() / "dem.tif");
  BasinSpec spec{.name = "basins", .dem = folder.path() / "dem.tif", .outlets = {}, .id = "code", .label = {}};
  spec.outlets.path = folder.path() / "outlets.gpkg";
  Warnings warnings;
  return makeBasins(spec, Crs::parse("EPSG:4544", "test"), warnings);
}

}  // namespace

TEST_CASE("basins part the ground between their outlets and know which lies below") {
  const TempFolder folder;
  // On the floor in row 9, and 20 m beside it in row 24, where it is moved to the floor: the cell of most flow at most
  // five cells away, which is the floor in row 29.
  writeOutlets(folder.path() / "outlets.gpkg",
               {{"POINT (600105 3200205)", "upper"}, {"POINT (600125 3200055)", "lower"}});
  const BasinLayer basins = basinsIn(folder);
  REQUIRE(basins.ids == std::vector<std::string>{"upper", "lower"});
  CHECK(basins.downstream == std::vector<std::string>{"lower", ""});
  // Together all cells of the valley, less those that leave it over the southern edge beside the floor.
  const double upper = planarArea(basins.polygons.shapes[0]), lower = planarArea(basins.polygons.shapes[1]);
  CHECK(upper > 0);
  CHECK(lower > 0);
  CHECK(upper + lower <= 21 * 30 * 100);
  CHECK(upper == std::round(upper / 100) * 100);  // whole cells
}

TEST_CASE("the order of outlets is no matter") {
  const TempFolder folder;
  writeOutlets(folder.path() / "outlets.gpkg",
               {{"POINT (600105 3200205)", "upper"}, {"POINT (600105 3200055)", "lower"}});
  const BasinLayer one = basinsIn(folder);
  writeOutlets(folder.path() / "outlets.gpkg",
               {{"POINT (600105 3200055)", "lower"}, {"POINT (600105 3200205)", "upper"}});
  const BasinLayer other = basinsIn(folder);
  CHECK(planarArea(one.polygons.shapes[0]) == planarArea(other.polygons.shapes[1]));
  CHECK(planarArea(one.polygons.shapes[1]) == planarArea(other.polygons.shapes[0]));
}

TEST_CASE("an outlet beside the DEM and two in one cell are refused") {
  const TempFolder folder;
  writeOutlets(folder.path() / "outlets.gpkg", {{"POINT (700000 3200205)", "far"}});
  CHECK_THROWS_WITH(basinsIn(folder), Catch::Contains("feature 1") && Catch::Contains("no height"));
  writeOutlets(folder.path() / "outlets.gpkg", {{"POINT (600105 3200205)", "a"}, {"POINT (600115 3200205)", "b"}});
  CHECK_THROWS_WITH(basinsIn(folder), Catch::Contains("1 and 2"));
}
