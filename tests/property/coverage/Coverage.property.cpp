#include <stdexcept>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/coverage/Coverage.h"
#include "tests/unit/coverage/GeosArea.h"
#include "tests/unit/coverage/Shapes.h"

using namespace tanhui;
using namespace tanhui::shapes;

namespace {

/// Where a case is played: cell size and the centre of the shape in CRS units.
struct Place {
  double cell, x, y;
};
constexpr Place kSmall{1, 0.3, 0.7};
constexpr Place kProjected{10, 36622336.77, 3242070.03};
constexpr Place kDegrees{1.0 / 3600, 106.2512345, 29.2854321};

/// A grid of 14 x 14 cells around the place, whose origin is no round number of cells away from it.
Grid gridAround(const Place& place) {
  return gridOf(place.x - 6.6667 * place.cell, place.y + 7.1234 * place.cell, place.cell, 14, 14);
}

MultiPolygon anyStar(Random& random, const Place& place, int corners) {
  const double size = uniform(random, 0.01, 6) * place.cell;
  return randomStar(random,
                    {place.x + uniform(random, -2, 2) * place.cell, place.y + uniform(random, -2, 2) * place.cell,
                     uniform(random, 0.05, 0.9) * size, size, corners, random() % 2 == 0});
}

struct Worst {
  double cell = 0;   ///< largest difference of a fraction
  double total = 0;  ///< relative difference of the sum
};

Worst againstGeos(const Place& place, int corners, unsigned seed) {
  Random random(seed);
  const Grid grid = gridAround(place);
  const MultiPolygon shape = anyStar(random, place, corners);
  const GeosArea geos;
  const auto oracle = geos.shape(shape);
  if (!geos.valid(oracle)) throw std::logic_error("the generator made an invalid polygon");

  std::vector<double> fractions(14 * 14);
  Coverage coverage;
  double total = 0;
  for (const CoverageRun& run : coverage(shape, grid, grid.all())) {
    for (int c = run.colBegin; c < run.colEnd; ++c) {
      fractions[static_cast<std::size_t>(run.row * 14 + c)] = run.fraction;
      total += run.fraction;
    }
  }
  const double cellArea = grid.dx * grid.dy;
  Worst worst;
  for (int row = 0; row < 14; ++row) {
    for (int col = 0; col < 14; ++col) {
      const double want = geos.area(geos.intersection(oracle, geos.box(grid.box({col, row, 1, 1})))) / cellArea;
      worst.cell = std::max(worst.cell, std::abs(fractions[static_cast<std::size_t>(row * 14 + col)] - want));
    }
  }
  if (grid.box().holds(shape.box)) {
    const double area = static_cast<double>(longArea(shape)) / cellArea;
    worst.total = std::abs(total - area) / area;
  }
  return worst;
}

bool matchesGeos(const Place& place) {
  return rc::check("stars with holes", [&](unsigned seed) {
    const Worst worst = againstGeos(place, 6 + static_cast<int>(seed % 30), seed);
    RC_ASSERT(worst.cell <= 1e-8);
    RC_ASSERT(worst.total <= 1e-12);
  });
}

}  // namespace

TEST_CASE("fractions equal GEOS intersections in small coordinates") { CHECK(matchesGeos(kSmall)); }
TEST_CASE("fractions equal GEOS intersections in 8-digit projected coordinates") { CHECK(matchesGeos(kProjected)); }
TEST_CASE("fractions equal GEOS intersections in degrees") { CHECK(matchesGeos(kDegrees)); }

TEST_CASE("fractions equal GEOS intersections with thousands of corners") {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const Worst worst = againstGeos(kProjected, 3000, seed);
    CHECK(worst.cell <= 1e-8);
    CHECK(worst.total <= 1e-12);
  }
}
