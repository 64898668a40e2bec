#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "geo/cog/OverviewPixels.h"

namespace tanhui {

/// Size of one resolution of a raster, in cells and tiles.
struct LevelSize {
  std::int64_t cols = 0, rows = 0;

  std::int64_t across() const { return (cols + kTile - 1) / kTile; }
  std::int64_t down() const { return (rows + kTile - 1) / kTile; }
  std::int64_t tiles() const { return across() * down(); }
};

/// The full resolution, then each overview: halved, rounded up, until the larger side fits one tile.
std::vector<LevelSize> levelSizes(std::int64_t cols, std::int64_t rows);

/// Builds the overview tiles from the halved tiles of the full resolution as they come in row-major order. A tile of a
/// level is complete when the last of its four quarters arrives, so that every level also comes in row-major order, and
/// no more than the upper quarters of one row of tiles wait on each level.
template <typename T>
class Pyramid {
 public:
  /// Takes a finished tile of a level (1 = the first overview), by band kTileCells pixels, or none where all is nodata.
  using Sink = std::function<void(std::size_t level, const std::vector<std::span<const T>>& bands)>;

  Pyramid(std::vector<LevelSize> levels, std::size_t bands);

  /// The next tile of the full resolution, halved.
  void add(Quarters<T> quarters, const Sink& sink) { push(0, std::move(quarters), sink); }

  /// The coarsest level, halved once more: what is left when all tiles came. For estimates of the distribution.
  const Quarters<T>& crown() const { return crown_; }

 private:
  struct Children {
    std::int64_t across = 0, down = 0;
    std::int64_t col = 0, row = 0;   // of the next child
    std::vector<Quarters<T>> upper;  // waiting quarters of the even row, by column
    Quarters<T> lower[2];            // those of the odd row, left and right
  };

  void push(std::size_t level, Quarters<T> quarters, const Sink& sink);
  /// Lays the four quarters that end at the child's column into one tile and frees them.
  std::vector<std::span<const T>> assemble(Children& children, std::int64_t col);

  std::vector<Children> levels_;  // by level of the children; the coarsest has no parent
  std::vector<std::vector<T>> tile_;
  Quarters<T> crown_;
};

/// A tile halved, by band; bands without pixels stay without.
template <typename T>
Quarters<T> halveBands(const std::vector<std::span<const T>>& bands);

extern template class Pyramid<float>;
extern template class Pyramid<std::uint8_t>;
extern template Quarters<float> halveBands(const std::vector<std::span<const float>>&);
extern template Quarters<std::uint8_t> halveBands(const std::vector<std::span<const std::uint8_t>>&);

}  // namespace tanhui
