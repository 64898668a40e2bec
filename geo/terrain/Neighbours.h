#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace tanhui {

/// A step to one of the eight neighbours, with its code in a D8 raster as ESRI and case tables write it.
struct D8Step {
  int down, right;
  std::uint8_t code;
};

/// In the order in which ties are broken: E SE S SW W NW N NE.
constexpr std::array<D8Step, 8> kD8Steps = {
    {{0, 1, 1}, {1, 1, 2}, {1, 0, 4}, {1, -1, 8}, {0, -1, 16}, {-1, -1, 32}, {-1, 0, 64}, {-1, 1, 128}}};

/// Calls visit(neighbour, step) for every neighbour of a cell inside a raster.
template <typename Visit>
void eachNeighbour(std::size_t cell, int cols, int rows, Visit visit) {
  const auto width = static_cast<std::size_t>(cols);
  const int row = static_cast<int>(cell / width), col = static_cast<int>(cell % width);
  const bool inner = row > 0 && col > 0 && row < rows - 1 && col < cols - 1;
  for (const D8Step& step : kD8Steps) {
    if (inner) {  // most are, and need no bounds
      visit(static_cast<std::size_t>(static_cast<std::ptrdiff_t>(cell) + std::ptrdiff_t{step.down} * cols + step.right),
            step);
      continue;
    }
    const int r = row + step.down, c = col + step.right;
    if (r < 0 || r >= rows || c < 0 || c >= cols) continue;
    visit(static_cast<std::size_t>(r) * width + static_cast<std::size_t>(c), step);
  }
}

}  // namespace tanhui
