#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace tanhui {

struct Neighbour {
  std::size_t unit = 0;
  double weight = 1;
};

/// The neighbours of each unit in ascending order, none its own.
using SpatialWeights = std::vector<std::vector<Neighbour>>;

struct PlanePoint {
  double x = 0, y = 0;  ///< metres
};

/// Cells of a grid, row by row: neighbours share a side (rook), or a side or corner (queen).
SpatialWeights rookNeighbours(std::size_t cols, std::size_t rows);
SpatialWeights queenNeighbours(std::size_t cols, std::size_t rows);

/// Points not further apart than `band` metres.
SpatialWeights bandNeighbours(std::span<const PlanePoint> points, double band);

/// The smallest band in which every point has a neighbour; nothing for fewer than two points.
std::optional<double> bandThatJoinsAll(std::span<const PlanePoint> points);

/// Each unit's weights divided by their sum; a unit without neighbours keeps none.
SpatialWeights rowStandardised(SpatialWeights weights);

/// Units without a neighbour.
std::size_t islands(const SpatialWeights& weights);

/// S0 = sum w_ij; S1 = sum (w_ij + w_ji)^2 / 2; S2 = sum (w_i. + w_.i)^2 (Cliff and Ord 1981; recalled).
struct WeightSums {
  double s0 = 0, s1 = 0, s2 = 0;
};
WeightSums weightSums(const SpatialWeights& weights);

}  // namespace tanhui
