#include "geo/network/Patches.h"

#include <algorithm>

namespace tanhui {
namespace {

/// Calls visit(neighbour) for the up to eight cells around one.
template <typename Visit>
void around(std::int64_t cell, std::int64_t rows, std::int64_t cols, Visit visit) {
  const std::int64_t row = cell / cols, col = cell % cols;
  for (std::int64_t r = std::max<std::int64_t>(0, row - 1); r <= std::min(rows - 1, row + 1); ++r)
    for (std::int64_t c = std::max<std::int64_t>(0, col - 1); c <= std::min(cols - 1, col + 1); ++c)
      if (r != row || c != col) visit(r * cols + c);
}

bool wholly(const std::vector<bool>& mask, std::int64_t row, std::int64_t col, std::int64_t cols) {
  for (std::int64_t r = row - 1; r <= row + 1; ++r)
    for (std::int64_t c = col - 1; c <= col + 1; ++c)
      if (!mask[static_cast<std::size_t>(r * cols + c)]) return false;
  return true;
}

}  // namespace

std::vector<bool> coreOf(std::vector<bool> mask, std::int64_t rows, std::int64_t cols, int edgeWidth) {
  for (int pass = 0; pass < edgeWidth; ++pass) {
    std::vector<bool> inner(mask.size());
    for (std::int64_t row = 1; row + 1 < rows; ++row)
      for (std::int64_t col = 1; col + 1 < cols; ++col)
        inner[static_cast<std::size_t>(row * cols + col)] = wholly(mask, row, col, cols);
    mask = std::move(inner);
  }
  return mask;
}

std::vector<std::vector<std::int64_t>> patchesOf(std::vector<bool> mask, std::int64_t rows, std::int64_t cols) {
  std::vector<std::vector<std::int64_t>> patches;
  for (std::size_t first = 0; first < mask.size(); ++first) {
    if (!mask[first]) continue;
    mask[first] = false;
    std::vector<std::int64_t> patch = {static_cast<std::int64_t>(first)};
    for (std::size_t done = 0; done < patch.size(); ++done)
      around(patch[done], rows, cols, [&](std::int64_t next) {
        if (!mask[static_cast<std::size_t>(next)]) return;
        mask[static_cast<std::size_t>(next)] = false;
        patch.push_back(next);
      });
    std::ranges::sort(patch);
    patches.push_back(std::move(patch));
  }
  return patches;
}

}  // namespace tanhui
