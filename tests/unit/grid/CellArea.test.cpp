#include "geo/grid/CellArea.h"

#include <array>
#include <cmath>
#include <numeric>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/grid/Transform.h"
#include "tests/unit/grid/Codes.h"

using namespace tanhui;
using tanhui::test::crs;

namespace {

double geodesicHa(const Grid& grid) {
  const Box b = grid.box();
  const std::array<Point, 5> ring = {
      {{b.xmin, b.ymin}, {b.xmax, b.ymin}, {b.xmax, b.ymax}, {b.xmin, b.ymax}, {b.xmin, b.ymin}}};
  const std::array<std::uint32_t, 1> ends = {5};
  return geodesicAreaHa(ring, ends, grid.crs);
}

double sumHa(const Grid& grid) {
  const CellArea area(grid, AreaRule::ground);
  std::vector<double> row(static_cast<std::size_t>(grid.cols));
  double sum = 0;
  for (int r = 0; r < grid.rows; ++r) {
    area.row(grid.all(), r, row);
    sum += std::accumulate(row.begin(), row.end(), 0.0);
  }
  return sum;
}

/// About 40 x 40 km around 106.2 E, 29.2 N in a CRS, in 400 x 400 cells.
Grid district(const char* code) {
  const Crs c = crs(code);
  const Point centre = Transform(crs("EPSG:4490"), c, "test")({106.2, 29.2});
  const double cell = c.geographic() ? 0.001 : 100 / c.metresPerUnit();
  return {c, centre.x - 200 * cell, centre.y + 200 * cell, cell, cell, 400, 400};
}

}  // namespace

TEST_CASE("Cells add up to the geodesic area of their region in any CRS") {
  const auto* code = GENERATE("EPSG:4544", "EPSG:4545", "EPSG:4524", "EPSG:4490", "EPSG:3857", "EPSG:32648",
                              "EPSG:2380", "+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=GRS80 +units=m",
                              "+proj=laea +lat_0=29 +lon_0=106 +ellps=GRS80 +units=m",
                              "+proj=lcc +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +ellps=GRS80 +units=us-ft",
                              "+proj=longlat +R=6371000");
  CAPTURE(code);
  const Grid grid = district(code);
  const double geodesic = geodesicHa(grid);
  CHECK(std::abs(sumHa(grid) / geodesic - 1) < 1e-8);
}

TEST_CASE("The world's cells add up to the ellipsoid") {
  // WGS 84: 510 065 621.724 km2 (Moritz 2000 gives the same for GRS 80 to 1e-9).
  const Grid world{crs("EPSG:4326"), -180, 90, 1, 1, 360, 180};
  CHECK(sumHa(world) == Approx(51006562172.409).epsilon(1e-12));
}

TEST_CASE("A geographic cell is the integral of M N cos(latitude)") {
  const Grid grid{crs("EPSG:4490"), 106, 30, 1, 1, 1, 1};
  const double a = 6378137, f = 1 / 298.257222101, e2 = f * (2 - f), degree = 3.14159265358979324 / 180;
  const int steps = 2000;
  double simpson = 0;
  for (int i = 0; i <= steps; ++i) {
    const double latitude = (29 + static_cast<double>(i) / steps) * degree,
                 w2 = 1 - e2 * std::pow(std::sin(latitude), 2);
    const double weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
    simpson += weight * a * a * (1 - e2) * std::cos(latitude) / (w2 * w2);
  }
  simpson *= degree / steps / 3 * degree / 1e4;
  CHECK(CellArea(grid, AreaRule::ground).at(0, 0) == Approx(simpson).epsilon(1e-12));
}

TEST_CASE("Thin rows lose no digits") {
  // Rows of 1e-7 degree: their sum over 1e-4 degree against one row of it.
  const Grid fine{crs("EPSG:4490"), 106, 29, 1e-7, 1e-7, 1, 1000}, one{crs("EPSG:4490"), 106, 29, 1e-7, 1e-4, 1, 1};
  const double whole = CellArea(one, AreaRule::ground).at(0, 0);
  CHECK(std::abs(sumHa(fine) / whole - 1) < 1e-12);
  CHECK(std::abs(CellArea(fine, AreaRule::ground).at(0, 500) / (whole / 1000) - 1) < 1e-8);
}

TEST_CASE("The areal scale of EPSG:4544 is as published") {
  struct Row {
    double longitude, percent;
  };
  constexpr std::array<Row, 5> table = {
      {{105.5, 0.006}, {106.0, 0.023}, {106.25, 0.036}, {106.4, 0.046}, {106.62, 0.061}}};
  const Transform toGk(crs("EPSG:4490"), crs("EPSG:4544"), "test");
  for (const Row& row : table) {
    const Point p = toGk({row.longitude, 29.3});
    const Grid grid{crs("EPSG:4544"), p.x - 5, p.y + 5, 10, 10, 1, 1};
    CHECK((0.01 / CellArea(grid, AreaRule::ground).at(0, 0) - 1) * 100 == Approx(row.percent).margin(0.00051));
  }
}

TEST_CASE("Scales agree with PROJ's own factors") {
  const Crs c = crs("EPSG:4544");
  const ProjContext context(proj_context_create());
  const ProjHandle gk(proj_create(context.get(), "+proj=tmerc +lon_0=105 +x_0=500000 +ellps=GRS80"));
  const Grid grid{c, 400000, 3400000, 10, 10, 30000, 30000};
  const CellArea area(grid, AreaRule::ground);
  const Transform toGround(c, c.geographicPart(), "test");
  CHECK(rc::check([&] {
    const std::int64_t col = *rc::gen::inRange(0, 30000), row = *rc::gen::inRange(0, 30000);
    const Point p =
        toGround({grid.x0 + (static_cast<double>(col) + 0.5) * 10, grid.y0 - (static_cast<double>(row) + 0.5) * 10});
    const PJ_FACTORS factors = proj_factors(gk.get(), proj_coord(proj_torad(p.x), proj_torad(p.y), 0, 0));
    RC_ASSERT(std::abs(area.at(col, row) * factors.areal_scale / 0.01 - 1) < 1e-9);
  }));
}

TEST_CASE("The area of a cell does not depend on the window") {
  const Grid grid = district("EPSG:3857");
  const CellArea area(grid, AreaRule::ground);
  std::vector<double> whole(400), part(123);
  area.row({0, 17, 400, 1}, 0, whole);
  area.row({77, 10, 123, 20}, 7, part);
  for (std::size_t i = 0; i < part.size(); ++i) {
    CHECK(part[i] == whole[77 + i]);
    CHECK(part[i] == area.at(77 + static_cast<std::int64_t>(i), 17));
  }
}

TEST_CASE("Large cells are integrated, not taken at their centre") {
  const Crs c = crs("EPSG:3857");
  const Grid one{c, 11700000, 3500000, 200000, 200000, 1, 1};
  CHECK(std::abs(CellArea(one, AreaRule::ground).at(0, 0) / geodesicHa(one) - 1) < 1e-8);
}

TEST_CASE("Web Mercator is refined along y from Antarctica to the Arctic") {
  // Its cells against the same band of latitudes in degrees: another rule altogether.
  const Crs mercator = crs("EPSG:3857"), degrees = crs("EPSG:4326");
  const Grid tall{mercator, 2000000, 18000000, 40000, 40000, 10, 900};
  const Transform toGround(mercator, degrees, "test");
  const Point southWest = toGround({2000000, -18000000}), northEast = toGround({2400000, 18000000});
  const Grid band{degrees, southWest.x, northEast.y, northEast.x - southWest.x, northEast.y - southWest.y, 1, 1};
  CHECK(std::abs(sumHa(tall) / sumHa(band) - 1) < 1e-9);
}

TEST_CASE("Edges between parallels and meridians measure as the closed form says, long or short") {
  for (const double degrees : {0.0004, 0.01, 0.2, 3.0}) {
    CAPTURE(degrees);
    const Grid cell{crs("EPSG:4490"), 106, 60, degrees, degrees, 1, 1};
    CHECK(geodesicHa(cell) ==
          Approx(CellArea(cell, AreaRule::ground).at(0, 0)).epsilon(degrees < 0.001 ? 1e-6 : 1e-10));
  }
}

TEST_CASE("Map area is the cell size squared, in metres only") {
  CHECK(CellArea(district("EPSG:4544"), AreaRule::map).at(3, 4) == 1.0);
  CHECK(CellArea({crs("EPSG:2263"), 0, 0, 100, 100, 1, 1}, AreaRule::map).at(0, 0) == Approx(0.0929034).epsilon(1e-5));
  CHECK_THROWS_AS(CellArea(district("EPSG:4490"), AreaRule::map), Error);
}

TEST_CASE("A grid outside the domain of its projection is an error") {
  CHECK_THROWS_AS(
      CellArea({crs("+proj=laea +lat_0=29 +lon_0=106 +ellps=GRS80"), -2e7, 2e7, 1e6, 1e6, 40, 40}, AreaRule::ground),
      Error);
  CHECK_THROWS_AS(CellArea(Grid{}, AreaRule::ground), Error);
}

TEST_CASE("Geodesic area: holes count negative, wherever they lie in the list") {
  const std::vector<Point> points = {{600000, 3200000}, {604000, 3200000}, {604000, 3204000}, {600000, 3204000},
                                     {600000, 3200000}, {601000, 3201000}, {601000, 3202000}, {602000, 3202000},
                                     {602000, 3201000}, {601000, 3201000}};
  const std::vector<std::uint32_t> both = {5, 10};
  const Crs c = crs("EPSG:4544");
  const double outer = geodesicAreaHa(std::span(points).first(5), std::span(both).first(1), c);
  const double net = geodesicAreaHa(points, both, c);
  CHECK(outer == Approx(1600).epsilon(1e-3));
  CHECK(outer - net == Approx(100).epsilon(1e-3));
  CHECK(outer - net != Approx(100).epsilon(1e-5));  // the scale counts
}
