#pragma once

#include <algorithm>
#include <cstdint>

#include "geo/cog/OverviewPixels.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// Consecutive tiles of a grid.
struct TileRange {
  std::int64_t first = 0, end = 0;  ///< one past the last

  std::int64_t count() const { return end - first; }
  friend bool operator==(const TileRange&, const TileRange&) = default;
};

/// The tiles of a grid, kTile x kTile cells or less at its right and lower edge, row by row.
class Tiling {
 public:
  explicit Tiling(const Grid& grid)
      : cols_(grid.cols), rows_(grid.rows), across_((cols_ + kTile - 1) / kTile), down_((rows_ + kTile - 1) / kTile) {}

  std::int64_t count() const { return across_ * down_; }
  std::int64_t across() const { return across_; }
  TileRange all() const { return {0, count()}; }
  Window window(std::int64_t tile) const {
    const std::int64_t col = tile % across_ * kTile, row = tile / across_ * kTile;
    return {col, row, static_cast<int>(std::min<std::int64_t>(kTile, cols_ - col)),
            static_cast<int>(std::min<std::int64_t>(kTile, rows_ - row))};
  }

 private:
  std::int64_t cols_, rows_, across_, down_;
};

}  // namespace tanhui
