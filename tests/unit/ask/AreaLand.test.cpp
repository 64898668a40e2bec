#include "geo/ask/AreaLand.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/support/TestModel.h"

using namespace tanhui;
using test::addLand, test::emptyModel, test::square;

TEST_CASE("land in a shape is exact at its border, and a map's sum over it is one of hectares") {
  Model model = emptyModel();
  model.areaRule = AreaRule::map;
  addLand(model, "paddy", {square(600000, 3200000, 500)});
  // 150 m from the corner of the field on: 50 x 50 m of it, the rest unmapped.
  const std::vector<LedgerLine> land = landIn(model, square(600450, 3200450, 150));
  REQUIRE(land.size() == 2);
  CHECK(land[0].stratum == kUnmapped);
  CHECK(land[0].areaHa == Approx(2.25 - 0.25).epsilon(1e-12));
  CHECK(land[1].areaHa == Approx(0.25).epsilon(1e-12));

  FloatMap map;
  map.value = {{7, 40}};
  const MapSum sum = sumOver(map, 0, land);
  CHECK(sum.sum == Approx(0.25 * 40).epsilon(1e-12));  // what is unmapped adds nothing, whatever stands in the table
  CHECK(sum.areaHa == Approx(0.25).epsilon(1e-12));
}

TEST_CASE("a raster's sum over an area is its mean there times the ground that has data") {
  const TempFolder folder;
  const auto file = folder.path() / "r.tif";
  // Cells of 10 m: 3, 7 and none. The shape holds the first, half the second and a third that has no data.
  test::writeRaster(file,
                    {.cols = 3, .rows = 1, .y0 = 3200010, .hasNodata = true, .nodata = 255, .value = [](int col, int) {
                       return col == 2 ? 255.0 : 3.0 + 4 * col;
                     }});
  const auto strip = test::polygon({{600000, 3200000}, {600015, 3200000}, {600015, 3200010}, {600000, 3200010}});
  const MapSum sum = sumOver(file, 1, strip, 0.03);
  CHECK(sum.areaHa == Approx(0.03).epsilon(1e-12));
  CHECK(sum.sum == Approx((3 * 1 + 7 * 0.5) / 1.5 * 0.03).epsilon(1e-12));
  const MapSum none = sumOver(file, 1, test::square(600021, 3200001, 5), 0.0025);
  CHECK(none.sum == 0);
  CHECK(none.areaHa == 0);
}
