#pragma once

#include <cstdint>
#include <functional>
#include <vector>

namespace tanhui {

/// A rectangle of cells.
struct Patch {
  int row, col, rows, cols;
};

/// The cells within an edge width of a cell: centres at most s + 0.98 cells apart, so that s = 1 takes the 8
/// neighbours. The distance is Euclidean and exact: squares of distances between centres are whole numbers.
class Disk {
 public:
  explicit Disk(int edgeWidth);

  int reach() const { return static_cast<int>(halfWidths_.size()) - 1; }
  /// How far the disk goes to the left and right in the row that lies `dy` away.
  std::uint16_t halfWidth(int dy) const { return halfWidths_[static_cast<std::size_t>(dy < 0 ? -dy : dy)]; }

 private:
  std::vector<std::uint16_t> halfWidths_;
};

/// Fills the seeds (1 or 0) of `row` in [begin, end).
using SeedRow = std::function<void(int row, int begin, int end, std::uint8_t* seeds)>;

/// 1 for each cell of the patch that has a seed within the disk, row by row. Beyond the rows and columns that there
/// are, the seeds of the rim go on outward for ever.
std::vector<std::uint8_t> nearSeeds(const Disk& disk, int rows, int cols, const Patch& patch, const SeedRow& seeds);

/// As nearSeeds for a whole raster, in tiles of `tile` x `tile` cells on all threads. `seeds` is called by several at
/// once.
std::vector<std::uint8_t> nearSeeds(const Disk& disk, int rows, int cols, int tile, const SeedRow& seeds);

/// Calls visit(patch) for the tiles of a raster, several at once.
void eachTile(int rows, int cols, int tile, const std::function<void(const Patch&)>& visit);

}  // namespace tanhui
