#include "app/viewer/canvas/Pyramid.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "tests/viewer/Between.h"

using namespace tanhui;
using namespace tanhui::viewer;
using tanhui::viewer::test::between;

namespace {

Pyramid anyPyramid(int most = 3000) {
  Grid grid;
  grid.x0 = between(-1e6, 1e6);
  grid.y0 = between(-1e6, 1e6);
  grid.dx = std::exp(between(-9, 5));
  grid.dy = grid.dx * between(0.5, 2);
  grid.cols = *rc::gen::inRange(1, most);
  grid.rows = *rc::gen::inRange(1, most);
  return Pyramid::of(grid);
}

struct Counts {
  std::int64_t across, down;
};
Counts tilesOf(const Pyramid& p, int level) {
  const std::int64_t side = std::int64_t{kTilePixels} << level;
  return {(p.cols + side - 1) / side, (p.rows + side - 1) / side};
}

}  // namespace

TEST_CASE("One tile holds all at the last level, and not before") {
  CHECK(rc::check([] {
    const Pyramid p = anyPyramid(300'000);
    const Counts top = tilesOf(p, p.levels - 1);
    RC_ASSERT(top.across == 1 && top.down == 1);
    if (p.levels > 1) {
      const Counts below = tilesOf(p, p.levels - 2);
      RC_ASSERT(below.across > 1 || below.down > 1);
    }
  }));
}

TEST_CASE("The tiles of each level cover each pixel once") {
  CHECK(rc::check([] {
    const Pyramid p = anyPyramid();
    for (int level = 0; level < p.levels; ++level) {
      const TileRange all = p.tilesIn(p.extent(), level);
      const Counts count = tilesOf(p, level);
      RC_ASSERT(all.x0 == 0 && all.y0 == 0 && all.x1 == count.across && all.y1 == count.down);
      std::int64_t pixels = 0;
      for (int y = all.y0; y < all.y1; ++y) {
        std::int64_t col = 0;
        for (int x = all.x0; x < all.x1; ++x) {
          const Window w = p.window({level, x, y});
          RC_ASSERT(w.col == col && w.cols > 0 && w.rows > 0);
          col += w.cols;
          pixels += w.cells();
        }
        RC_ASSERT(col == p.cols);
      }
      RC_ASSERT(pixels == p.cols * p.rows);
    }
  }));
}

TEST_CASE("Neighbours share their edge to the last bit, at all levels") {
  CHECK(rc::check([] {
    const Pyramid p = anyPyramid(300'000);
    const int level = *rc::gen::inRange(0, p.levels);
    const Counts count = tilesOf(p, level);
    const Tile tile{level, *rc::gen::inRange(0, static_cast<int>(count.across)),
                    *rc::gen::inRange(0, static_cast<int>(count.down))};
    const Box box = p.box(tile);
    RC_ASSERT(p.box({level, tile.x + 1, tile.y}).xmin == box.xmax);
    RC_ASSERT(p.box({level, tile.x, tile.y + 1}).ymax == box.ymin);
    if (level > 0) {
      RC_ASSERT(p.box({level - 1, tile.x * 2, tile.y * 2}).xmin == box.xmin);
      RC_ASSERT(p.box({level - 1, tile.x * 2 + 1, tile.y * 2 + 1}).xmax == box.xmax);
    }
  }));
}

TEST_CASE("A parent holds its four children and nothing else") {
  CHECK(rc::check([] {
    const Pyramid p = anyPyramid(300'000);
    RC_PRE(p.levels > 1);
    const int level = *rc::gen::inRange(0, p.levels - 1);
    const Counts count = tilesOf(p, level);
    const Tile tile{level, *rc::gen::inRange(0, static_cast<int>(count.across)),
                    *rc::gen::inRange(0, static_cast<int>(count.down))};
    const Window child = p.window(tile), parent = p.window(tile.parent());
    RC_ASSERT(parent.col <= child.col && child.col + child.cols <= parent.col + parent.cols);
    RC_ASSERT(parent.row <= child.row && child.row + child.rows <= parent.row + parent.rows);
    RC_ASSERT(p.box(tile.parent()).holds(p.box(tile)));
  }));
}

TEST_CASE("Tiles in a box are those that a search of all tiles finds") {
  CHECK(rc::check([] {
    const Pyramid p = anyPyramid();
    const Box all = p.extent();
    const double w = all.xmax - all.xmin, h = all.ymax - all.ymin;
    const double x = all.xmin + w * between(-0.5, 1.2), y = all.ymin + h * between(-0.5, 1.2);
    const Box box{x, y, x + w * between(0, 1), y + h * between(0, 1)};
    const int level = *rc::gen::inRange(0, p.levels);
    const TileRange found = p.tilesIn(box, level);
    const Counts count = tilesOf(p, level);
    for (int ty = 0; ty < count.down; ++ty) {
      for (int tx = 0; tx < count.across; ++tx) {
        const Window at = p.window({level, tx, ty});
        const double west = p.x0 + static_cast<double>(at.col) * p.dx,
                     north = p.y0 - static_cast<double>(at.row) * p.dy;
        const bool inside = west < box.xmax && west + at.cols * p.dx > box.xmin && north > box.ymin &&
                            north - at.rows * p.dy < box.ymax;
        if (inside) RC_ASSERT(found.holds({level, tx, ty}));
      }
    }
    // Not more than it must: at most the neighbours that a box on their edge touches.
    const double side = static_cast<double>(kTilePixels << level);
    RC_ASSERT((found.x1 - found.x0) * side * p.dx <= box.xmax - box.xmin + 2.01 * side * p.dx);
    RC_ASSERT((found.y1 - found.y0) * side * p.dy <= box.ymax - box.ymin + 2.01 * side * p.dy);
  }));
}

TEST_CASE("The level for a resolution has pixels at most a quarter wider than the screen's, and no finer than needed") {
  CHECK(rc::check([] {
    const Pyramid p = anyPyramid(300'000);
    const double resolution = p.dx * std::exp(between(-3, 12));
    const int level = p.levelFor(resolution);
    RC_ASSERT(level >= 0 && level < p.levels);
    const double pixel = p.dx * std::ldexp(1.0, level);
    if (level > 0) RC_ASSERT(pixel <= 1.25 * resolution * (1 + 1e-12));
    if (level < p.levels - 1) RC_ASSERT(2 * pixel >= 1.25 * resolution * (1 - 1e-12));
  }));
}

TEST_CASE("A box beside the raster has no tiles") {
  const Pyramid p = Pyramid::of({.crs = {}, .x0 = 0, .y0 = 0, .dx = 1, .dy = 1, .cols = 1000, .rows = 1000});
  const TileRange none = p.tilesIn({-100, 10, -50, 20}, 0);
  CHECK(none.x1 == none.x0);
  CHECK(none.y1 == none.y0);
  const TileRange empty = p.tilesIn(Box(), 0);
  CHECK(empty.x1 == empty.x0);
}
