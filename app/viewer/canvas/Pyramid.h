#pragma once

#include <compare>
#include <cstdint>
#include <functional>

#include "geo/grid/Grid.h"

namespace tanhui::viewer {

constexpr int kTilePixels = 256;

/// A square of 256 x 256 pixels of a level; level 0 is the finest, each next one half as fine.
struct Tile {
  int level = 0, x = 0, y = 0;
  Tile parent() const { return {level + 1, x >> 1, y >> 1}; }
  // NOLINTNEXTLINE(modernize-use-nullptr): the 0 that the compiler compares with is no pointer
  friend auto operator<=>(const Tile&, const Tile&) = default;
};

/// Tiles [x0, x1) x [y0, y1) of a level.
struct TileRange {
  int level = 0, x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  bool holds(const Tile& t) const { return t.level == level && t.x >= x0 && t.x < x1 && t.y >= y0 && t.y < y1; }
};

/// The tiles of a raster: pixels of a grid, doubled in size from level to level until one tile holds all.
struct Pyramid {
  double x0 = 0, y0 = 0;  ///< north-west corner
  double dx = 1, dy = 1;  ///< of a pixel at level 0
  std::int64_t cols = 0, rows = 0;
  int levels = 1;

  static Pyramid of(const Grid& grid);

  Box extent() const { return {x0, y0 - static_cast<double>(rows) * dy, x0 + static_cast<double>(cols) * dx, y0}; }
  /// What a tile shows, in map units: all of it, also where it reaches beyond the raster, with nothing there.
  /// Neighbours share their edge to the last bit.
  Box box(const Tile& tile) const;
  /// The pixels of level 0 below a tile, cut off at the edges.
  Window window(const Tile& tile) const;
  /// The level whose pixels come closest to a resolution (map units per device pixel), rather finer than coarser.
  int levelFor(double resolution) const;
  TileRange tilesIn(const Box& box, int level) const;
  bool holds(const Tile& tile) const;
  Tile root() const { return {levels - 1, 0, 0}; }
  friend bool operator==(const Pyramid&, const Pyramid&) = default;
};

}  // namespace tanhui::viewer

template <>
struct std::hash<tanhui::viewer::Tile> {
  std::size_t operator()(const tanhui::viewer::Tile& t) const noexcept {
    return (static_cast<std::size_t>(t.level) * std::size_t{0x9E3779B97F4A7C15}) ^
           (static_cast<std::size_t>(static_cast<std::uint32_t>(t.x)) * std::size_t{0xC2B2AE3D27D4EB4F}) ^
           (static_cast<std::size_t>(static_cast<std::uint32_t>(t.y)) * std::size_t{0x165667B19E3779F9});
  }
};
