#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tanhui {

/// Accumulated cost in whole units, so that sums are exact and the cost from a to b is that from b to a.
using Cost = std::int64_t;

/// Where no path leads.
constexpr Cost kUnreached = INT64_MAX;
/// What no path costs more than.
constexpr Cost kNoLimit = INT64_MAX / 4;

/// The cost of crossing the cells of a raster, by the metre. Up to 65,535 different costs are held as they are, to a
/// ten-thousandth; of more, each is put on the nearest of as many levels in equal ratios. 2 B a cell.
class CostSurface {
 public:
  static constexpr double kLeast = 0.001, kMost = 100'000;
  /// Whole units of a cost of 1.
  static constexpr double kUnits = 10'000;

  /// `costs`: row-major, NaN where nothing passes; `cellSize`: metres. Throws Error, named by `where`, when a cost is
  /// zero, negative or outside kLeast to kMost, or nothing passes at all.
  CostSurface(std::int64_t rows, std::int64_t cols, double cellSize, std::span<const float> costs,
              const std::string& where);

  std::int64_t rows() const { return rows_; }
  std::int64_t cols() const { return cols_; }
  std::int64_t cells() const { return rows_ * cols_; }
  double cellSize() const { return cellSize_; }

  /// Units of a cell; 0: impassable.
  Cost units(std::int64_t cell) const { return levels_[level_[static_cast<std::size_t>(padded(cell))]]; }
  bool passable(std::int64_t cell) const { return level_[static_cast<std::size_t>(padded(cell))] != 0; }
  /// By the metre; NaN where nothing passes.
  double cost(std::int64_t cell) const;

  /// The cells lie in a frame of two impassable ones, so that no move needs to look for the edge.
  static constexpr std::int64_t kFrame = 2;
  std::int64_t stride() const { return cols_ + 2 * kFrame; }
  std::int64_t paddedCells() const { return (rows_ + 2 * kFrame) * stride(); }
  std::int64_t padded(std::int64_t cell) const { return (cell / cols_ + kFrame) * stride() + cell % cols_ + kFrame; }
  std::int64_t cellOf(std::int64_t padded) const {
    return (padded / stride() - kFrame) * cols_ + padded % stride() - kFrame;
  }
  std::span<const std::uint16_t> level() const { return level_; }  ///< of padded cells; 0: impassable
  std::span<const Cost> levels() const { return levels_; }         ///< units of each; ascending, the first 0

 private:
  std::int64_t rows_, cols_;
  double cellSize_;
  std::vector<std::uint16_t> level_;
  std::vector<Cost> levels_;
};

}  // namespace tanhui
