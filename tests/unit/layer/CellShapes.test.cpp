#include "geo/layer/CellShapes.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/coverage/Coverage.h"

using namespace tanhui;

namespace {

Grid gridOf(std::int64_t rows, std::int64_t cols) {
  Grid grid;
  grid.crs = Crs::parse("EPSG:4544", "test");
  grid.x0 = 1000;
  grid.y0 = 500;
  grid.dx = grid.dy = 10;
  grid.rows = rows;
  grid.cols = cols;
  return grid;
}

}  // namespace

TEST_CASE("The shape of cells covers them and nothing else") {
  CHECK(rc::check([] {
    const Grid grid = gridOf(*rc::gen::inRange(1, 9), *rc::gen::inRange(1, 9));
    std::vector<std::int64_t> cells;
    for (std::int64_t i = 0; i < grid.rows * grid.cols; ++i)
      if (*rc::gen::inRange(0, 2) == 1) cells.push_back(i);
    const MultiPolygon shape = shapeOfCells(cells, grid, "test");
    RC_ASSERT(std::abs(planarArea(shape) - 100.0 * static_cast<double>(cells.size())) < 1e-9);
    std::vector<std::int64_t> covered;
    if (!cells.empty()) {
      Coverage coverage;
      for (const CoverageRun& run : coverage(shape, grid, grid.all()))
        for (int col = run.colBegin; col < run.colEnd; ++col) {
          RC_ASSERT(std::abs(run.fraction - 1) < 1e-12);
          covered.push_back(run.row * grid.cols + col);
        }
    }
    RC_ASSERT(covered == cells);
    // No ring comes twice to one corner.
    for (std::size_t ring = 0, begin = 0; ring < shape.ringEnds.size(); begin = shape.ringEnds[ring++])
      for (std::size_t i = begin; i + 1 < shape.ringEnds[ring]; ++i)
        for (std::size_t j = i + 1; j + 1 < shape.ringEnds[ring]; ++j) RC_ASSERT(!(shape.points[i] == shape.points[j]));
  }));
}

TEST_CASE("A square ring is an outer border and a hole, corner by corner") {
  const std::vector<std::int64_t> ring = {0, 1, 2, 3, 5, 6, 7, 8};
  const MultiPolygon shape = shapeOfCells(ring, gridOf(3, 3), "test");
  CHECK(shape.ringEnds == std::vector<std::uint32_t>{5, 10});
  CHECK(planarArea(shape) == 800);
  const Point middle = middleOf(4, gridOf(3, 3));
  CHECK(middle.x == 1015);
  CHECK(middle.y == 485);
}
