#include "app/viewer/canvas/Pyramid.h"

#include <algorithm>
#include <cmath>

namespace tanhui::viewer {
namespace {

/// A level is taken as long as its pixels are no wider than this many device pixels.
constexpr double kWidest = 1.25;

std::int64_t across(std::int64_t pixels, int level) { return ((pixels - 1) >> level) / kTilePixels + 1; }

int clampedFloor(double value, std::int64_t most) {
  return static_cast<int>(std::clamp(std::floor(value), 0.0, static_cast<double>(most)));
}

}  // namespace

Pyramid Pyramid::of(const Grid& grid) {
  Pyramid out{grid.x0, grid.y0, grid.dx, grid.dy, grid.cols, grid.rows, 1};
  while (((std::max(grid.cols, grid.rows) - 1) >> (out.levels - 1)) >= kTilePixels) ++out.levels;
  return out;
}

Window Pyramid::window(const Tile& tile) const {
  const std::int64_t side = std::int64_t{kTilePixels} << tile.level;
  const std::int64_t col = tile.x * side, row = tile.y * side;
  return {col, row, static_cast<int>(std::min(side, cols - col)), static_cast<int>(std::min(side, rows - row))};
}

Box Pyramid::box(const Tile& tile) const {
  // Each edge from its own number of pixels, never from the edge across: else neighbours differ in the last bit, and
  // one of them may round to another pixel.
  const std::int64_t side = std::int64_t{kTilePixels} << tile.level;
  const auto x = [&](std::int64_t i) { return x0 + static_cast<double>(i * side) * dx; };
  const auto y = [&](std::int64_t i) { return y0 - static_cast<double>(i * side) * dy; };
  return {x(tile.x), y(tile.y + std::int64_t{1}), x(tile.x + std::int64_t{1}), y(tile.y)};
}

bool Pyramid::holds(const Tile& tile) const {
  return tile.level >= 0 && tile.level < levels && tile.x >= 0 && tile.y >= 0 && tile.x < across(cols, tile.level) &&
         tile.y < across(rows, tile.level);
}

int Pyramid::levelFor(double resolution) const {
  const double level = std::floor(std::log2(resolution * kWidest / dx));
  return static_cast<int>(std::clamp(level, 0.0, static_cast<double>(levels - 1)));
}

TileRange Pyramid::tilesIn(const Box& box, int level) const {
  TileRange out{level, 0, 0, 0, 0};
  if (!box.meets(extent())) return out;
  const auto side = static_cast<double>(std::int64_t{kTilePixels} << level);
  const std::int64_t right = across(cols, level), down = across(rows, level);
  out.x0 = clampedFloor((box.xmin - x0) / (side * dx), right - 1);
  out.y0 = clampedFloor((y0 - box.ymax) / (side * dy), down - 1);
  out.x1 = clampedFloor((box.xmax - x0) / (side * dx), right - 1) + 1;
  out.y1 = clampedFloor((y0 - box.ymin) / (side * dy), down - 1) + 1;
  return out;
}

}  // namespace tanhui::viewer
