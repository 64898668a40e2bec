#include "geo/zonal/detail/Pieces.h"

#include <algorithm>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/coverage/Coverage.h"
#include "tests/unit/coverage/Shapes.h"

using namespace tanhui;

TEST_CASE("cellsOf holds every cell that a box meets") {
  const Grid grid = shapes::gridOf(100, 200, 10, 8, 6);
  const Window w = cellsOf({125, 155, 145, 175}, grid);
  CHECK(w.col <= 2);
  CHECK(w.col + w.cols >= 5);
  CHECK(w.row <= 2);
  CHECK(w.row + w.rows >= 5);
  CHECK(cellsOf({-50, 150, 99, 160}, grid).cells() == 0);
  CHECK(cellsOf({100, 201, 150, 260}, grid).cells() == 0);
  CHECK(cellsOf(Box{}, grid).cells() == 0);
}

TEST_CASE("Pieces keep only what some box meets") {
  const Grid grid = shapes::gridOf(0, 100, 1, 100, 100);
  const std::vector<MultiPolygon> layer{shapes::box(5, 85, 8, 95), shapes::box(2, 2, 98, 98),
                                        shapes::box(200, 0, 210, 9)};
  const Pieces all(grid, 30, 40, layer);
  CHECK(all.size() == 4 * 3);
  CHECK(all.piecesOf(0) == 1);
  CHECK(all.piecesOf(1) == 12);
  CHECK(all.piecesOf(2) == 0);
  CHECK(all.window(11) == Window{90, 80, 10, 20});
  CHECK(Pieces(grid, 30, 40, std::span(layer).first(1)).size() == 1);
  CHECK(Pieces(grid, 30, 40, std::span(layer).last(1)).size() == 0);
}

TEST_CASE("Every covered cell lies in exactly one of a shape's pieces") {
  CHECK(rc::check([](unsigned seed) {
    shapes::Random random(seed);
    const Grid grid = shapes::gridOf(36622336.77, 3242070.03, 10, 60, 50);
    std::vector<MultiPolygon> layer;
    for (int i = 0; i < 5; ++i)
      layer.push_back(shapes::randomStar(random, {.x = grid.x0 + shapes::uniform(random, -50, 650),
                                                  .y = grid.y0 - shapes::uniform(random, -50, 550),
                                                  .inner = 5,
                                                  .outer = 150}));
    const Pieces pieces(grid, *rc::gen::inRange(1, 80), *rc::gen::inRange(1, 80), layer);
    Coverage coverage;
    const auto cover = [&](const MultiPolygon& shape, const Window& window) {
      double sum = 0;
      for (const CoverageRun& run : coverage(shape, grid, window)) sum += run.fraction * (run.colEnd - run.colBegin);
      return sum;
    };
    std::vector<double> sums(layer.size(), 0.0);
    for (std::size_t piece = 0; piece < pieces.size(); ++piece)
      for (const std::uint32_t shape : pieces.shapes(piece)) sums[shape] += cover(layer[shape], pieces.window(piece));
    for (std::size_t i = 0; i < layer.size(); ++i) RC_ASSERT(std::abs(sums[i] - cover(layer[i], grid.all())) <= 1e-9);
  }));
}
