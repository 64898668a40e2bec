#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tanhui {

/// What a cell is to a pattern: the habitat that is looked at, all else, or not known.
enum class Ground : std::uint8_t { background, foreground, nodata };

/// The cells of a raster, row by row from its upper left.
struct GroundMask {
  int cols = 0, rows = 0;
  std::vector<Ground> cells;  ///< cols x rows

  Ground at(int row, int col) const {
    return cells[static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(col)];
  }
};

/// Which neighbours of a cell belong together: those across its sides, or those across its corners too.
enum class Connectivity { four = 4, eight = 8 };

/// What divides what the other joins.
constexpr Connectivity dual(Connectivity joins) {
  return joins == Connectivity::eight ? Connectivity::four : Connectivity::eight;
}

}  // namespace tanhui
