#include "geo/grid/Grid.h"

#include <limits>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/base/Error.h"

using namespace tanhui;

namespace {
const Crs kGk = Crs::parse("EPSG:4544", "test");
}

TEST_CASE("A grid holds its box with edges on whole cells") {
  const Grid grid = makeGrid(kGk, {622336.77, 3242069.97, 622400, 3242100}, 10, "test");
  CHECK(grid.x0 == 622330);
  CHECK(grid.y0 == 3242100);
  CHECK(grid.cols == 7);
  CHECK(grid.rows == 4);
  CHECK(grid.box().xmax == 622400);
  CHECK(grid.box().ymin == 3242060);
}

TEST_CASE("An ulp beyond a cell edge adds no row of cells") {
  const double third = 1.0 / 3600;
  const Grid grid = makeGrid(Crs::parse("EPSG:4490", "test"),
                             {381600 * third, 104400 * third, 381700 * third, 104500 * third}, third, "test");
  CHECK(grid.cols == 100);
  CHECK(grid.rows == 100);
}

TEST_CASE("A point has a grid of one cell") {
  const Grid grid = makeGrid(kGk, {100, 100, 100, 100}, 10, "test");
  CHECK(grid.cols == 1);
  CHECK(grid.rows == 1);
}

TEST_CASE("Any box lies within its grid, which is no larger than it must be") {
  CHECK(rc::check([] {
    const double x = *rc::gen::inRange(-40000000, 40000000) / 7.0, y = *rc::gen::inRange(-9000000, 9000000) / 7.0;
    const Box box{x, y, x + *rc::gen::inRange(0, 100000) / 3.0, y + *rc::gen::inRange(0, 100000) / 3.0};
    const double cell = *rc::gen::inRange(1, 5000) / 10.0;
    const Grid grid = makeGrid(kGk, box, cell, "test");
    const Box held = grid.box();
    const double ulp = 1e-8;
    RC_ASSERT(held.xmin <= box.xmin + ulp && held.ymin <= box.ymin + ulp);
    RC_ASSERT(held.xmax >= box.xmax - ulp && held.ymax >= box.ymax - ulp);
    RC_ASSERT(held.xmin > box.xmin - cell - ulp && held.ymax < box.ymax + cell + ulp);
  }));
}

TEST_CASE("Impossible grids are errors") {
  const auto id = [](const Box& box, double cell) -> std::string {
    try {
      makeGrid(kGk, box, cell, "project.toml");
    } catch (const Error& error) {
      return error.problem().id;
    }
    return "";
  };
  const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
  CHECK(id({0, 0, 10, 10}, 0) == "grid.cell_size");
  CHECK(id({0, 0, 10, 10}, -1) == "grid.cell_size");
  CHECK(id({0, 0, 10, 10}, nan) == "grid.cell_size");
  CHECK(id({}, 10) == "grid.empty_box");
  CHECK(id({0, 0, inf, 10}, 10) == "grid.empty_box");
  CHECK(id({0, 0, nan, 10}, 10) == "grid.empty_box");
  CHECK(id({0, 0, 4e9, 10}, 1) == "grid.too_large");
  CHECK(id({0, 0, 2e9, 10}, 1).empty());
}

TEST_CASE("Grids are the same to a millionth of a cell") {
  const Grid grid{kGk, 600000, 3200000, 10, 10, 4000, 4000};
  CHECK(grid.sameAs(grid));
  Grid other = grid;
  other.x0 += 1e-6;
  CHECK(grid.sameAs(other));
  other.x0 += 10;  // as large, shifted by a cell
  CHECK_FALSE(grid.sameAs(other));
  other = grid;
  other.dy = 10.00001;  // drifts by 0.4 cells over the rows
  CHECK_FALSE(grid.sameAs(other));
  other = grid;
  other.crs = Crs::parse("EPSG:4545", "test");
  CHECK_FALSE(grid.sameAs(other));
}

TEST_CASE("A coarser grid keeps the corner and holds the grid with less than a cell to spare") {
  const Grid grid{.crs = {}, .x0 = 600010, .y0 = 3201005, .dx = 20, .dy = 10, .cols = 1986, .rows = 1950};
  for (int level = 0; level <= 12; ++level) {
    const Grid coarse = coarser(grid, level);
    CHECK(coarse.x0 == grid.x0);
    CHECK(coarse.y0 == grid.y0);
    CHECK(coarse.dx == 20 * std::pow(2, level));
    CHECK(coarse.dy == 10 * std::pow(2, level));
    CHECK(coarse.box().holds(grid.box()));
    CHECK(coarse.box().xmax - grid.box().xmax < coarse.dx);
    CHECK(grid.box().ymin - coarse.box().ymin < coarse.dy);
  }
  CHECK(coarser(grid, 0).sameAs(grid));
  CHECK(coarser(grid, 3).cols == 249);
}
