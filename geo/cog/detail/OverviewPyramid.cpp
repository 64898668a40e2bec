#include "geo/cog/detail/OverviewPyramid.h"

#include <algorithm>
#include <utility>

namespace tanhui {

std::vector<LevelSize> levelSizes(std::int64_t cols, std::int64_t rows) {
  std::vector<LevelSize> levels{{cols, rows}};
  while (std::max(levels.back().cols, levels.back().rows) > kTile)
    levels.push_back({(levels.back().cols + 1) / 2, (levels.back().rows + 1) / 2});
  return levels;
}

template <typename T>
Pyramid<T>::Pyramid(std::vector<LevelSize> levels, std::size_t bands) : tile_(bands) {
  levels.pop_back();
  for (const LevelSize& size : levels) {
    Children children{size.across(), size.down(), 0, 0, {}, {}};
    children.upper.resize(static_cast<std::size_t>(children.across));
    levels_.push_back(std::move(children));
  }
}

template <typename T>
void Pyramid<T>::push(std::size_t level, Quarters<T> quarters, const Sink& sink) {
  if (level == levels_.size()) {
    crown_ = std::move(quarters);
    return;
  }
  Children& children = levels_[level];
  const std::int64_t col = children.col, row = children.row;
  if (++children.col == children.across) {
    children.col = 0;
    ++children.row;
  }
  const bool odd = row % 2 == 1;
  (odd ? children.lower[col % 2] : children.upper[static_cast<std::size_t>(col)]) = std::move(quarters);
  const bool lastOfRow = col % 2 == 1 || col + 1 == children.across;
  const bool lastOfColumn = odd || row + 1 == children.down;
  if (!lastOfRow || !lastOfColumn) return;

  const std::vector<std::span<const T>> tile = assemble(children, col);
  sink(level + 1, tile);
  push(level + 1, halveBands(tile), sink);
}

template <typename T>
std::vector<std::span<const T>> Pyramid<T>::assemble(Children& children, std::int64_t col) {
  const auto left = static_cast<std::size_t>(col / 2 * 2);
  Quarters<T> parts[4] = {
      std::exchange(children.upper[left], {}),
      left + 1 < children.upper.size() ? std::exchange(children.upper[left + 1], {}) : Quarters<T>(),
      std::exchange(children.lower[0], {}), std::exchange(children.lower[1], {})};
  std::vector<std::span<const T>> bands(tile_.size());
  for (std::size_t band = 0; band < tile_.size(); ++band) {
    const auto empty = [band](const Quarters<T>& part) { return part.empty() || part[band].empty(); };
    if (std::all_of(std::begin(parts), std::end(parts), empty)) continue;
    std::vector<T>& tile = tile_[band];
    tile.resize(kTileCells);
    for (std::size_t part = 0; part < 4; ++part) {
      T* to = tile.data() + (part / 2) * kQuarter * kTile + (part % 2) * kQuarter;
      for (std::size_t row = 0; row < kQuarter; ++row, to += kTile) {
        if (empty(parts[part]))
          std::fill_n(to, kQuarter, kNodata<T>);
        else
          std::copy_n(parts[part][band].data() + row * kQuarter, kQuarter, to);
      }
    }
    bands[band] = tile;
  }
  return bands;
}

template <typename T>
Quarters<T> halveBands(const std::vector<std::span<const T>>& bands) {
  Quarters<T> half(bands.size());
  for (std::size_t band = 0; band < bands.size(); ++band) {
    if (bands[band].empty()) continue;
    half[band].resize(kQuarterCells);
    halve(std::span<const T, kTileCells>(bands[band]), std::span<T, kQuarterCells>(half[band]));
  }
  return half;
}

template class Pyramid<float>;
template class Pyramid<std::uint8_t>;
template Quarters<float> halveBands(const std::vector<std::span<const float>>&);
template Quarters<std::uint8_t> halveBands(const std::vector<std::span<const std::uint8_t>>&);

}  // namespace tanhui
