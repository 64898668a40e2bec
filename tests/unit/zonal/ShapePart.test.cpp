#include "geo/zonal/detail/ShapePart.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/coverage/Coverage.h"
#include "tests/unit/coverage/Shapes.h"

using namespace tanhui;

namespace {

std::vector<double> fractionsOf(const MultiPolygon& shape, const Grid& grid, const Window& window) {
  Coverage coverage;
  std::vector<double> fractions(static_cast<std::size_t>(window.cells()), 0.0);
  if (shape.empty()) return fractions;
  for (const CoverageRun& run : coverage(shape, grid, window))
    for (int col = run.colBegin; col < run.colEnd; ++col)
      fractions[static_cast<std::size_t>(run.row * window.cols + col)] = run.fraction;
  return fractions;
}

}  // namespace

TEST_CASE("The part of a shape covers the window as the shape does") {
  CHECK(rc::check([](unsigned seed) {
    shapes::Random random(seed);
    const Grid grid = shapes::gridOf(600000, 3240000, 10, 100, 100);
    const MultiPolygon shape = shapes::randomStar(
        random,
        {.x = 600500, .y = 3239500, .inner = 150, .outer = 550, .corners = *rc::gen::inRange(130, 1500), .hole = true});
    const ShapePart whole(shape);
    const Window window{*rc::gen::inRange(0, 90), *rc::gen::inRange(0, 90), 10, 10};
    MultiPolygon scratch;
    const MultiPolygon& part = whole.in(grid.box(window), scratch);
    RC_ASSERT(part.points.size() <= shape.points.size());
    const auto expected = fractionsOf(shape, grid, window), got = fractionsOf(part, grid, window);
    for (std::size_t i = 0; i < expected.size(); ++i) RC_ASSERT(std::abs(expected[i] - got[i]) <= 1e-11);
  }));
}

TEST_CASE("A long shape is cut down to its stretch in the window") {
  // A corridor of 20,000 points, 1,000 cells long.
  shapes::Ring ring;
  for (int i = 0; i < 10000; ++i) ring.push_back({i * 1.0, 10 * std::sin(i / 200.0)});
  for (int i = 9999; i >= 0; --i) ring.push_back({i * 1.0, 10 * std::sin(i / 200.0) + 25});
  const MultiPolygon corridor = shapes::polygon({ring});
  const Grid grid = shapes::gridOf(0, 100, 10, 1000, 20);
  const ShapePart whole(corridor);
  MultiPolygon scratch;
  const Window window{500, 0, 10, 20};
  const MultiPolygon& part = whole.in(grid.box(window), scratch);
  CHECK(part.points.size() < 500);
  double total = 0;
  for (const double fraction : fractionsOf(part, grid, window)) total += fraction;
  CHECK(total == Approx(10 * 2.5).epsilon(1e-12));
}

TEST_CASE("A small shape is taken as it is") {
  const MultiPolygon box = shapes::box(0, 0, 10, 10);
  const ShapePart whole(box);
  MultiPolygon scratch;
  CHECK(&whole.in({20, 20, 30, 30}, scratch) == &box);
}

TEST_CASE("A shape that only surrounds the window covers all of it, one beside it nothing") {
  shapes::Ring ring;
  for (int i = 0; i < 400; ++i)
    ring.push_back(
        {500 + 400 * std::cos(i * std::numbers::pi / 200), 500 + 400 * std::sin(i * std::numbers::pi / 200)});
  const MultiPolygon disc = shapes::polygon({ring});
  const Grid grid = shapes::gridOf(0, 1000, 10, 100, 100);
  const ShapePart whole(disc);
  MultiPolygon scratch;
  const Window middle{45, 45, 10, 10}, corner{0, 0, 5, 5};
  for (const double fraction : fractionsOf(whole.in(grid.box(middle), scratch), grid, middle)) CHECK(fraction == 1);
  for (const double fraction : fractionsOf(whole.in(grid.box(corner), scratch), grid, corner)) CHECK(fraction == 0);
}
