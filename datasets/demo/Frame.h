#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "geo/grid/Grid.h"

namespace tanhui::demo {

/// The square that the county lies in: EPSG:4544 (CGCS2000 / 3-degree Gauss-Kruger CM 105E). Inside the generator
/// places are metres east and north of its south-west corner, and rasters have row 0 in the south.
constexpr double kWest = 602000, kSouth = 3212000, kSide = 40500;
constexpr const char* kCrs = "EPSG:4544";

/// The folds strike N 30 E: `across` counts metres across them to the south-east, `along` to the north-east, from the
/// middle of the square.
struct Fold {
  double across, along;
};
constexpr double kCos30 = 0.86602540378443865;
constexpr Fold foldAt(Point p) {
  const double x = p.x - kSide / 2, y = p.y - kSide / 2;
  return {kCos30 * x - 0.5 * y, 0.5 * x + kCos30 * y};
}
constexpr Point placeAt(Fold f) {
  return {kSide / 2 + kCos30 * f.across + 0.5 * f.along, kSide / 2 - 0.5 * f.across + kCos30 * f.along};
}

/// Cells per side of the rasters over the square.
constexpr int kCoarse = 648;    ///< 62.5 m: relief, drainage, roads
constexpr int kTerrain = 1350;  ///< 30 m: the DEM
constexpr int kFine = 3240;     ///< 12.5 m: land use and parcels

/// A square raster over the county's square, row 0 in the south.
template <typename T>
class Raster {
 public:
  explicit Raster(int side, T value = {})
      : side_(side), cells_(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), value) {}

  int side() const { return side_; }
  int size() const { return side_ * side_; }
  double cell() const { return kSide / side_; }
  T& operator[](int index) { return cells_[static_cast<std::size_t>(index)]; }
  const T& operator[](int index) const { return cells_[static_cast<std::size_t>(index)]; }
  T& at(int col, int row) { return (*this)[row * side_ + col]; }
  const T& at(int col, int row) const { return (*this)[row * side_ + col]; }
  bool holds(int col, int row) const { return col >= 0 && row >= 0 && col < side_ && row < side_; }

  /// The middle of a cell.
  Point middle(int index) const {
    const int col = index % side_, row = index / side_;
    return {(col + 0.5) * cell(), (row + 0.5) * cell()};
  }
  /// The cell that holds a place; the nearest one for a place outside.
  int indexAt(Point p) const { return nearest(p.y) * side_ + nearest(p.x); }

 private:
  int nearest(double t) const { return std::clamp(static_cast<int>(t / cell()), 0, side_ - 1); }

  int side_;
  std::vector<T> cells_;
};

/// Where a place lies among the middles of a raster's cells, for bilinear interpolation; clamped to the raster.
struct Between {
  int southWest;  ///< index of the lower left one of four cells
  double u, v;    ///< share of the way to the east and to the north
};
template <typename T>
Between between(const Raster<T>& raster, Point p) {
  const double last = raster.side() - 1.0;
  const double x = std::clamp(p.x / raster.cell() - 0.5, 0.0, last),
               y = std::clamp(p.y / raster.cell() - 0.5, 0.0, last);
  const int col = std::min(static_cast<int>(x), raster.side() - 2),
            row = std::min(static_cast<int>(y), raster.side() - 2);
  return {row * raster.side() + col, x - col, y - row};
}

inline double sample(const Raster<float>& raster, Point p) {
  const auto [i, u, v] = between(raster, p);
  const auto at = [&raster](int k) { return static_cast<double>(raster[k]); };
  const int n = i + raster.side();
  return (1 - v) * ((1 - u) * at(i) + u * at(i + 1)) + v * ((1 - u) * at(n) + u * at(n + 1));
}

template <std::size_t N>
std::array<float, N> sample(const Raster<std::array<float, N>>& raster, Point p) {
  const auto [i, u, v] = between(raster, p);
  const auto &sw = raster[i], &se = raster[i + 1], &nw = raster[i + raster.side()], &ne = raster[i + raster.side() + 1];
  const auto a = static_cast<float>((1 - u) * (1 - v)), b = static_cast<float>(u * (1 - v));
  const auto c = static_cast<float>((1 - u) * v), d = static_cast<float>(u * v);
  std::array<float, N> out;
  for (std::size_t k = 0; k < N; ++k) out[k] = a * sw[k] + b * se[k] + c * nw[k] + d * ne[k];
  return out;
}

}  // namespace tanhui::demo
