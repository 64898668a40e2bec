#include "geo/coverage/Coverage.h"

#include <catch2/catch.hpp>

#include "tests/unit/coverage/Shapes.h"

using namespace tanhui;
using namespace tanhui::shapes;

namespace {

using Matrix = std::vector<std::vector<double>>;

/// The fractions as a matrix, north row first. Also checks what holds for all runs: order, no overlap, inside the
/// window.
Matrix fractions(const MultiPolygon& shape, const Grid& grid, const Window& window) {
  Coverage coverage;
  Matrix matrix(static_cast<std::size_t>(window.rows), std::vector<double>(static_cast<std::size_t>(window.cols)));
  int row = -1, col = 0;
  for (const CoverageRun& run : coverage(shape, grid, window)) {
    if (run.row != row) row = run.row, col = 0;
    REQUIRE(run.row >= row);
    REQUIRE(run.row < window.rows);
    REQUIRE(run.colBegin >= col);
    REQUIRE(run.colBegin < run.colEnd);
    REQUIRE(run.colEnd <= window.cols);
    REQUIRE(run.fraction > 0);
    REQUIRE(run.fraction <= 1);
    for (int c = run.colBegin; c < run.colEnd; ++c) {
      matrix[static_cast<std::size_t>(run.row)][static_cast<std::size_t>(c)] = run.fraction;
    }
    col = run.colEnd;
  }
  return matrix;
}

void checkEqual(const Matrix& got, const Matrix& want, double margin = 1e-15) {
  REQUIRE(got.size() == want.size());
  for (std::size_t r = 0; r < want.size(); ++r) {
    REQUIRE(got[r].size() == want[r].size());
    for (std::size_t c = 0; c < want[r].size(); ++c) {
      INFO("row " << r << ", col " << c);
      CHECK(got[r][c] == Approx(want[r][c]).epsilon(0).margin(margin));
    }
  }
}

Grid unitGrid(int cols, int rows) { return gridOf(0, rows, 1, cols, rows); }

Matrix onUnitGrid(const MultiPolygon& shape, int cols, int rows) {
  const Grid grid = unitGrid(cols, rows);
  return fractions(shape, grid, grid.all());
}

double total(const MultiPolygon& shape, const Grid& grid) {
  Coverage coverage;
  double sum = 0;
  for (const CoverageRun& run : coverage(shape, grid, grid.all())) sum += run.fraction * (run.colEnd - run.colBegin);
  return sum;
}

}  // namespace

TEST_CASE("a box half way over the outer cells") {
  checkEqual(onUnitGrid(box(0.5, 0.5, 2.5, 2.5), 3, 3),  //
             {{0.25, 0.50, 0.25},                        //
              {0.50, 1.00, 0.50},                        //
              {0.25, 0.50, 0.25}});
}

TEST_CASE("a triangle with its corners on cell corners") {
  checkEqual(onUnitGrid(polygon({{{0, 0}, {3, 0}, {0, 3}}}), 3, 3),  //
             {{0.5, 0.0, 0.0},                                       //
              {1.0, 0.5, 0.0},                                       //
              {1.0, 1.0, 0.5}});
}

TEST_CASE("a triangle with a slope of one half") {
  checkEqual(onUnitGrid(polygon({{{0, 0}, {4, 0}, {4, 2}}}), 4, 2),  //
             {{0.00, 0.00, 0.25, 0.75},                              //
              {0.25, 0.75, 1.00, 1.00}});
}

TEST_CASE("a hole") {
  checkEqual(onUnitGrid(polygon({boxRing(0, 0, 4, 3), reversed(boxRing(1.5, 0.5, 2.25, 2))}), 4, 3),  //
             {{1.0, 1.00, 1.000, 1.0},                                                                //
              {1.0, 0.50, 0.750, 1.0},                                                                //
              {1.0, 0.75, 0.875, 1.0}});
}

TEST_CASE("edges on cell borders give whole cells and nothing beside them") {
  Coverage coverage;
  const Grid grid = unitGrid(5, 5);
  const auto runs = coverage(box(1, 1, 4, 3), grid, grid.all());
  REQUIRE(runs.size() == 2);  // the cells of a row are one run
  for (const CoverageRun& run : runs) {
    CHECK(run.colBegin == 1);
    CHECK(run.colEnd == 4);
    CHECK(run.fraction == 1);
  }
}

TEST_CASE("edges on cell borders in 8-digit coordinates") {
  const Grid grid = gridOf(36622330, 3242080, 10, 5, 4);
  checkEqual(fractions(box(36622340, 3242050, 36622360, 3242070), grid, grid.all()),  //
             {{0, 0, 0, 0, 0},                                                        //
              {0, 1, 1, 0, 0},                                                        //
              {0, 1, 1, 0, 0},                                                        //
              {0, 0, 0, 0, 0}},
             0);
}

TEST_CASE("slivers thinner than a cell") {
  SECTION("upright") {
    checkEqual(onUnitGrid(box(1.375, 0, 1.5, 3), 3, 3), {{0, 0.125, 0}, {0, 0.125, 0}, {0, 0.125, 0}});
  }
  SECTION("level: the cells between its ends are one run") {
    Coverage coverage;
    const Grid grid = unitGrid(1000, 2);
    const auto runs = coverage(box(0, 0.25, 1000, 0.3125), grid, grid.all());
    REQUIRE(runs.size() == 1);
    CHECK(runs[0].row == 1);
    CHECK(runs[0].fraction == 0.0625);
  }
  SECTION("along a cell border") { checkEqual(onUnitGrid(box(0.9375, 0, 1.0625, 1), 2, 1), {{0.0625, 0.0625}}); }
  SECTION("diagonal") {
    checkEqual(onUnitGrid(polygon({{{0, 0}, {0.25, 0}, {2, 1.75}, {2, 2}}}), 2, 2),  //
               {{0.0, 0.21875}, {0.21875, 0.03125}});
  }
  SECTION("of the width of rounding") { checkEqual(onUnitGrid(box(0.5, 0, 0.5 + 1e-12, 1), 1, 1), {{1e-12}}, 1e-15); }
}

TEST_CASE("a tiny polygon in one cell keeps its relative precision") {
  const Grid grid = unitGrid(10, 10);
  const double side = 1.0 / (1 << 24);
  Coverage coverage;
  const auto runs = coverage(box(3.5, 4.25, 3.5 + side, 4.25 + side), grid, grid.all());
  REQUIRE(runs.size() == 1);
  CHECK(runs[0].row == 5);
  CHECK(runs[0].colBegin == 3);
  CHECK(runs[0].colEnd == 4);
  CHECK(runs[0].fraction == side * side);
}

TEST_CASE("a shape on one cell is seen from its own window only") {
  const Grid grid = unitGrid(10, 10);
  Coverage coverage;
  CHECK(coverage(box(3.25, 4.25, 3.5, 4.5), grid, {2, 4, 3, 3}).size() == 1);
  CHECK(coverage(box(3.25, 4.25, 3.5, 4.5), grid, {4, 4, 3, 3}).empty());
}

TEST_CASE("several parts, in one cell and touching at a corner") {
  checkEqual(onUnitGrid(polygon({boxRing(0.25, 0.25, 0.5, 0.5), boxRing(0.5, 0.5, 1, 1), boxRing(1, 0, 2, 1)}), 2, 1),
             {{0.3125, 1}});
}

TEST_CASE("a ring that doubles back over itself adds nothing there") {
  checkEqual(onUnitGrid(polygon({{{0, 0}, {1, 0}, {1, 0.5}, {1.75, 0.5}, {1, 0.5}, {1, 1}, {0, 1}}}), 2, 1), {{1, 0}});
}

TEST_CASE("what cannot meet the window gives nothing, a shape around it gives whole rows") {
  const Grid grid = unitGrid(4, 4);
  Coverage coverage;
  CHECK(coverage(MultiPolygon{}, grid, grid.all()).empty());
  CHECK(coverage(box(4, 0, 8, 4), grid, grid.all()).empty());
  CHECK(coverage(box(-3, 0, 0, 4), grid, grid.all()).empty());
  CHECK(coverage(box(0, 4, 4, 9), grid, grid.all()).empty());
  CHECK(coverage(box(-9, -9, 9, -1), grid, grid.all()).empty());
  const auto runs = coverage(box(-1e6, -1e6, 1e6, 1e6), grid, grid.all());
  REQUIRE(runs.size() == 4);
  for (const CoverageRun& run : runs) CHECK((run.colBegin == 0 && run.colEnd == 4 && run.fraction == 1));
}

TEST_CASE("a wall of thousands of corners leaves no speck to its east") {
  // Sums of 20,000 rounded numbers would leave a carry of 1e-14 or so instead of 1, and instead of 0.
  Random random(13);
  Ring ring = {{5, 0.125}, {5, 1.875}, {0.5, 1.875}};
  for (int i = 1; i < 20000; ++i) ring.push_back({uniform(random, 0.1, 0.9), 1.875 - 1.75 * i / 20000});
  ring.push_back({0.5, 0.125});
  Coverage coverage;
  const Grid grid = unitGrid(8, 2);
  const auto runs = coverage(polygon({ring}), grid, grid.all());
  REQUIRE(runs.size() == 4);
  for (const std::size_t row : {0U, 1U}) {
    CHECK(runs[2 * row].colEnd == 1);
    CHECK(runs[2 * row + 1].colBegin == 1);
    CHECK(runs[2 * row + 1].colEnd == 5);
    CHECK(runs[2 * row + 1].fraction == 0.875);
  }
}

TEST_CASE("a window sees its part of the whole, bit for bit") {
  const Grid grid = gridOf(106.2, 29.2, 0.0001, 60, 60);
  Random random(11);
  for (int i = 0; i < 20; ++i) {
    const auto shape = randomStar(random, {106.203, 29.197, 0.001, 0.003, 20, true});
    const Matrix whole = fractions(shape, grid, grid.all());
    for (const Window& w : {Window{0, 0, 30, 30}, Window{30, 0, 30, 30}, Window{7, 31, 41, 29}, Window{59, 59, 1, 1}}) {
      const Matrix part = fractions(shape, grid, w);
      for (int r = 0; r < w.rows; ++r) {
        for (int c = 0; c < w.cols; ++c) {
          const double want = whole[static_cast<std::size_t>(w.row + r)][static_cast<std::size_t>(w.col + c)];
          REQUIRE(part[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)] ==
                  Approx(want).epsilon(0).margin(1e-15));
        }
      }
    }
  }
}

TEST_CASE("the fractions add up to the polygon's area") {
  Random random(5);
  SECTION("8-digit coordinates, 10 m cells, thousands of corners") {
    const Grid grid = gridOf(36622000, 3243000, 10, 300, 300);
    for (const int corners : {6, 50, 5000}) {
      const auto shape = randomStar(random, {36623336.77, 3241670.03, 400, 1200, corners, true});
      CHECK(total(shape, grid) * 100 == Approx(static_cast<double>(longArea(shape))).epsilon(1e-12));
    }
  }
  SECTION("a corridor of 100 km, 3 m wide, aslant") {
    const Grid grid = gridOf(36600000, 3300000, 10, 10000, 10000);
    const auto strip = polygon(
        {{{36600000.5, 3200000.25}, {36600003.5, 3200000.25}, {36679999.5, 3299999.75}, {36679996.5, 3299999.75}}});
    CHECK(total(strip, grid) * 100 == Approx(static_cast<double>(longArea(strip))).epsilon(1e-12));
  }
  SECTION("a corridor of 100 km, 15 mm wide, aslant") {
    const Grid grid = gridOf(0, 10000, 1, 10000, 10000);
    const double w = 1.5 / 1024;
    const auto strip = polygon({{{0.3, 0.1}, {0.3 + w, 0.1}, {7100.7 + w, 9999.9}, {7100.7, 9999.9}}});
    CHECK(total(strip, grid) == Approx(static_cast<double>(longArea(strip))).epsilon(1e-12));
  }
  SECTION("small parcels far from the origin of a grid in degrees") {
    const Grid grid = gridOf(70.00013, 55.00017, 1.0 / 3600, 300000, 200000);
    for (int i = 0; i < 50; ++i) {
      const auto shape = randomStar(random, {130.1234, 20.4321, 0.0002, 0.0006, 9, false});
      const double area = static_cast<double>(longArea(shape));
      CHECK(total(shape, grid) * (grid.dx * grid.dy) == Approx(area).epsilon(1e-12));
    }
  }
}
