#include "geo/ask/detail/FactorsAtPoints.h"

#include <cmath>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/support/TestModel.h"

using namespace tanhui;
using Catch::Contains;

namespace {

const StopFlag kGoOn{false};

/// Cells of 10 m, `step` cells from point to point.
SampleLattice latticeOf(std::int64_t cols, std::int64_t rows, std::int64_t step) {
  Grid grid;
  grid.crs = Crs::parse("EPSG:4544", "test");
  grid.x0 = 600000, grid.y0 = 3201000, grid.dx = grid.dy = 10;
  grid.cols = cols, grid.rows = rows;
  return {grid, step};
}

/// Crossing number of a ray to the west, edge by edge.
bool inside(const std::vector<Point>& ring, Point p) {
  bool odd = false;
  for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
    const Point a = ring[i], b = ring[i + 1];
    if ((a.y > p.y) != (b.y > p.y) && a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y) < p.x) odd = !odd;
  }
  return odd;
}

}  // namespace

TEST_CASE("A lattice stands in the middles of every so many cells") {
  const SampleLattice lattice = latticeOf(10, 7, 3);
  CHECK(lattice.cols() == 3);  // cells 1, 4, 7
  CHECK(lattice.rows() == 2);  // cells 1, 4
  CHECK(lattice.x(0) == 600015);
  CHECK(lattice.y(1) == 3200955);
  CHECK(lattice.firstFrom(0) == 0);
  CHECK(lattice.firstFrom(1) == 0);
  CHECK(lattice.firstFrom(2) == 1);
  CHECK(lattice.firstFrom(8) == 3);  // beyond the last
  CHECK(latticeOf(4, 4, 1).size() == 16);
}

TEST_CASE("The polygon at a point is the one whose ring winds around it, the first of several") {
  rc::check([] {
    const SampleLattice lattice = latticeOf(30, 30, 2);
    std::vector<std::vector<Point>> rings;
    std::vector<MultiPolygon> shapes;
    for (int i = 0; i < 2; ++i) {
      std::vector<Point> ring;
      for (int k = 0; k < 5; ++k)
        ring.push_back({600000 + *rc::gen::inRange(0, 3000) / 10.0, 3200700 + *rc::gen::inRange(0, 3000) / 10.0});
      ring.push_back(ring.front());
      rings.push_back(ring);
      MultiPolygon shape;
      shape.points = ring;
      shape.ringEnds = {6};
      for (const Point p : ring) shape.box.add(p);
      shapes.push_back(shape);
    }
    const std::vector<int> at = polygonAtPoints(lattice, shapes);
    const std::vector<Point> points = lattice.points();
    for (std::size_t i = 0; i < at.size(); ++i)
      RC_ASSERT(at[i] == (inside(rings[0], points[i]) ? 0 : inside(rings[1], points[i]) ? 1 : -1));
  });
}

TEST_CASE("Distances are those of the plane, zero inside") {
  const SampleLattice lattice = latticeOf(20, 1, 1);
  const std::vector<double> metres = distanceToShapes(lattice, {test::square(600000, 3200900, 100)}, "test", kGoOn);
  CHECK(metres[0] == 0);
  // The point at 600155, 3200995 is 55 m east of the square's side. A metre of the map is a ten-thousandth off at most.
  CHECK(metres[15] == Approx(55).epsilon(3e-4));
  CHECK_THROWS_WITH(distanceToShapes(lattice, {}, "nowhere", kGoOn), Contains("nowhere"));
}

TEST_CASE("A raster is read at the points, with its scale, and is none beyond its border") {
  const TempFolder folder;
  const auto file = folder.path() / "r.tif";
  test::writeRaster(file,
                    {.cols = 3, .rows = 1, .y0 = 3201000, .hasNodata = true, .nodata = 255, .value = [](int col, int) {
                       return col == 1 ? 255.0 : 3.0 + 4 * col;
                     }});
  const std::vector<double> values = rasterAtPoints(latticeOf(4, 1, 1), file, 1, kGoOn);
  CHECK(values[0] == 3);
  CHECK(std::isnan(values[1]));
  CHECK(values[2] == 11);
  CHECK(std::isnan(values[3]));
}

TEST_CASE("The slope at a point is that of the plane that it lies on, and none beyond the DEM") {
  const TempFolder folder;
  const auto file = folder.path() / "dem.tif";
  // Cells of 10 m; up by 3 m a cell to the east, 4 m to the north: a rise of 0.5.
  test::writeRaster(file, {.cols = 8, .rows = 10, .y0 = 3201000, .type = "Float32", .value = [](int col, int row) {
                             return 3.0 * col - 4.0 * row;
                           }});
  const SampleLattice lattice = latticeOf(10, 10, 1);
  const std::vector<double> slope = slopeAtPoints(lattice, file, kGoOn);
  CHECK(slope[lattice.place(4, 5)] == Approx(std::atan(0.5) * 180 / 3.14159265358979).epsilon(3e-4));
  CHECK(std::isnan(slope[lattice.place(9, 5)]));
}
