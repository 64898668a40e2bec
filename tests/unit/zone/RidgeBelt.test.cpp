#include "geo/zone/RidgeBelt.h"

#include <catch2/catch.hpp>

#include <cmath>

#include "tests/support/TestData.h"
#include "tests/unit/zone/MetricShapes.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// 20 m cells around a river that runs north to south for 4 km along x = 500000 of the central meridian, where a metre
/// of the map is one on the ground. East: a ridge 810 m away; west: a plain.
void makeValley(const TempFolder& folder) {
  const auto height = [](int col, int row) {
    const double x = (col + 0.5) * 20 - 4000, down = (600 - row) * 0.005;
    return down + (x < 0 ? 0.01 * -x : 0.4 * (810 - std::abs(810 - std::fmod(x, 1620))));
  };
  writeRaster(
      folder / "dem.tif",
      {.cols = 400, .rows = 600, .x0 = 496000, .y0 = 3206000, .dx = 20, .dy = 20, .type = "Float32", .value = height});
  // Ten metres into the first cell of the hillside's foot, so that both banks drain into the river's cells.
  makeLayer(folder / "river.gpkg", {}, {{"LINESTRING(499990 3202000,499990 3198000)"}});
}

RidgeBeltSpec beltOf(const TempFolder& folder) {
  RidgeBeltSpec spec;
  spec.name = "千里林带";
  spec.source.path = folder / "river.gpkg";
  spec.dem = folder / "dem.tif";
  return spec;
}

double hectares(const RidgeBeltSpec& spec, Warnings& warnings) {
  return groundHa(makeRidgeBelt(spec, crs("EPSG:4544"), warnings), crs("EPSG:4544"));
}

}  // namespace

TEST_CASE("a belt reaches to the first ridge on one bank, and its metres over the plain on the other") {
  const TempFolder folder;
  makeValley(folder);
  Warnings warnings;
  const RidgeBeltSpec spec = beltOf(folder);
  // 4 km of 810 m and of 1,000 m, to half a cell (20 m); around the ends of the line quarter discs on the plain, and
  // the hillside that still drains past the ends is not reached.
  const double plain = 4000 * 1000 + kPi * 1000 * 1000 / 2, hill = 4000 * 810;
  CHECK(hectares(spec, warnings) == Approx((plain + hill) / 1e4).epsilon(0.03));
  CHECK(warnings.empty());
}

TEST_CASE("no belt is wider than its greatest width") {
  const TempFolder folder;
  makeValley(folder);
  Warnings warnings;
  RidgeBeltSpec spec = beltOf(folder);
  spec.gentle = 200;
  spec.most = 400;
  const double plain = 4000 * 200 + kPi * 200 * 200 / 2, hill = 4000 * 400;
  CHECK(hectares(spec, warnings) == Approx((plain + hill) / 1e4).epsilon(0.03));
}

TEST_CASE("what a ridge belt cannot be made of is told") {
  const TempFolder folder;
  makeValley(folder);
  Warnings warnings;
  RidgeBeltSpec spec = beltOf(folder);
  spec.most = 500;
  CHECK_THROWS_AS(hectares(spec, warnings), Error);  // less than the gentle width
  spec = beltOf(folder);
  makeLayer(folder / "far.gpkg", {}, {{"LINESTRING(520000 3202000,520000 3198000)"}});
  spec.source.path = folder / "far.gpkg";
  CHECK_THROWS_AS(hectares(spec, warnings), Error);
  spec = beltOf(folder);
  spec.most = 5000;
  warnings.clear();
  hectares(spec, warnings);
  REQUIRE(warnings.size() == 1);  // the DEM ends before the belt may
  CHECK(warnings[0].what.id == "zone.ridge_dem_partly");
}
