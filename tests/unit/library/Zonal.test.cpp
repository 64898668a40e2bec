#include <cmath>

#include <catch2/catch.hpp>

#include "geo/tanhui.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

namespace tanhui::library {

TEST_CASE("the library's zonal statistics of two cells are those one sums by hand") {
  const TempFolder folder;
  const auto raster = folder.path() / "r.tif", zones = folder.path() / "z.gpkg";
  // Cells of 10 m with 3 and 7; the zone holds all of the first and half of the second.
  test::writeRaster(raster, {.cols = 2, .rows = 1, .y0 = 3200010, .value = [](int col, int) { return 3 + 4 * col; }});
  test::writeLayer(zones, {.fields = {"code", "name"},
                           .features = {{test::rectangle(600000, 3200000, 600015, 3200010), {"A", "甲"}}}});
  ZonalRequest request{.raster = raster, .zones = zones, .id = "code", .label = "name"};
  request.statistics = {"count", "sum", "mean", "stdev"};
  const ZonalTable table = zonal(request);
  CHECK(table.columns == request.statistics);
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0].id == "A");
  CHECK(table.rows[0].label == "甲");
  const double mean = 6.5 / 1.5;  // 1 x 3 + 0.5 x 7 over 1.5 cells
  const double variance = ((3 - mean) * (3 - mean) + 0.5 * (7 - mean) * (7 - mean)) / 1.5;
  const std::vector<double> expected = {1.5, 6.5, mean, std::sqrt(variance)};
  for (std::size_t i = 0; i < expected.size(); ++i)
    CHECK(table.rows[0].values[i] == Approx(expected[i]).epsilon(1e-12));

  // One field for both; none at all.
  request.id = "name";
  CHECK(zonal(request).rows[0].id == "甲");
  request.id.clear(), request.label.clear();
  CHECK(zonal(request).rows[0].label.empty());
  request.statistics = {"median"};
  CHECK_THROWS_AS(zonal(request), Error);
}

}  // namespace tanhui::library
