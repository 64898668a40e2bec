#include "geo/pattern/detail/Disk.h"

#include <algorithm>
#include <cmath>

#include <tbb/parallel_for.h>

namespace tanhui {
namespace {

// For each cell how many columns its nearest seed in the row is away, at most `cap`. `seeds` has `margin` more on
// either side than `distances`.
void distancesInRow(const std::vector<std::uint8_t>& seeds, int margin, std::uint16_t cap, std::uint16_t* distances,
                    int cols) {
  std::uint16_t left = cap, right = cap;
  const auto step = [cap](std::uint16_t distance, std::uint8_t seed) {
    return seed != 0 ? std::uint16_t{0} : std::min<std::uint16_t>(cap, static_cast<std::uint16_t>(distance + 1));
  };
  for (int i = 0; i < margin; ++i) left = step(left, seeds[static_cast<std::size_t>(i)]);
  for (int i = 0; i < cols; ++i) distances[i] = left = step(left, seeds[static_cast<std::size_t>(margin + i)]);
  for (int i = margin - 1; i >= 0; --i) right = step(right, seeds[static_cast<std::size_t>(margin + cols + i)]);
  for (int i = cols - 1; i >= 0; --i) {
    right = step(right, seeds[static_cast<std::size_t>(margin + i)]);
    distances[i] = std::min(distances[i], right);
  }
}

// The seeds of a row, those of the rim repeated to both sides.
void fillRow(int row, int rows, int cols, const Patch& patch, int margin, const SeedRow& seeds,
             std::vector<std::uint8_t>& into) {
  const int first = patch.col - margin, begin = std::max(0, first),
            end = std::min(cols, patch.col + patch.cols + margin);
  const auto from = into.begin() + (begin - first), to = into.begin() + (end - first);
  seeds(std::clamp(row, 0, rows - 1), begin, end, &*from);
  std::fill(into.begin(), from, *from);
  std::fill(to, into.end(), *(to - 1));
}

}  // namespace

Disk::Disk(int edgeWidth) {
  const auto s = static_cast<std::int64_t>(edgeWidth);
  const std::int64_t square = (10000 * s * s + 19600 * s + 9604) / 10000;  // (s + 0.98)^2, without its fraction
  for (std::int64_t dy = 0; dy <= s; ++dy) {
    halfWidths_.push_back(static_cast<std::uint16_t>(std::sqrt(static_cast<double>(square - dy * dy))));
  }
}

std::vector<std::uint8_t> nearSeeds(const Disk& disk, int rows, int cols, const Patch& patch, const SeedRow& seeds) {
  const int reach = disk.reach();
  const auto width = static_cast<std::size_t>(patch.cols);
  std::vector<std::uint8_t> row(width + 2 * static_cast<std::size_t>(reach));
  std::vector<std::uint16_t> distances(width * static_cast<std::size_t>(patch.rows + 2 * reach));
  for (int r = 0; r < patch.rows + 2 * reach; ++r) {
    fillRow(patch.row + r - reach, rows, cols, patch, reach, seeds, row);
    distancesInRow(row, reach, static_cast<std::uint16_t>(reach + 1), &distances[static_cast<std::size_t>(r) * width],
                   patch.cols);
  }
  std::vector<std::uint8_t> near(width * static_cast<std::size_t>(patch.rows), 0);
  for (int r = 0; r < patch.rows; ++r) {
    std::uint8_t* out = &near[static_cast<std::size_t>(r) * width];
    for (int dy = -reach; dy <= reach; ++dy) {
      const std::uint16_t* in = &distances[static_cast<std::size_t>(r + reach + dy) * width];
      const std::uint16_t half = disk.halfWidth(dy);
      for (std::size_t i = 0; i < width; ++i) out[i] |= static_cast<std::uint8_t>(in[i] <= half);
    }
  }
  return near;
}

void eachTile(int rows, int cols, int tile, const std::function<void(const Patch&)>& visit) {
  const int across = (cols + tile - 1) / tile, down = (rows + tile - 1) / tile;
  tbb::parallel_for(0, across * down, [&](int index) {
    const int row = index / across * tile, col = index % across * tile;
    visit({row, col, std::min(tile, rows - row), std::min(tile, cols - col)});
  });
}

std::vector<std::uint8_t> nearSeeds(const Disk& disk, int rows, int cols, int tile, const SeedRow& seeds) {
  std::vector<std::uint8_t> near(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols));
  eachTile(rows, cols, tile, [&](const Patch& patch) {
    const auto part = nearSeeds(disk, rows, cols, patch, seeds);
    for (int r = 0; r < patch.rows; ++r) {
      const auto from = part.begin() + static_cast<std::ptrdiff_t>(r) * patch.cols;
      std::copy(from, from + patch.cols, near.begin() + static_cast<std::ptrdiff_t>(patch.row + r) * cols + patch.col);
    }
  });
  return near;
}

}  // namespace tanhui
