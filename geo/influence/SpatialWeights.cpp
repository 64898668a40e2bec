#include "geo/influence/SpatialWeights.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace tanhui {
namespace {

/// Neighbours by the steps that `near` allows among the eight.
template <typename Near>
SpatialWeights gridNeighbours(std::size_t cols, std::size_t rows, Near near) {
  SpatialWeights weights(cols * rows);
  const auto width = static_cast<std::ptrdiff_t>(cols), height = static_cast<std::ptrdiff_t>(rows);
  for (std::ptrdiff_t cell = 0; cell < width * height; ++cell)
    for (std::ptrdiff_t step = 0; step < 9; ++step) {
      const std::ptrdiff_t dRow = step / 3 - 1, dCol = step % 3 - 1;
      const std::ptrdiff_t row = cell / width + dRow, col = cell % width + dCol;
      if (!near(dRow, dCol) || row < 0 || row >= height || col < 0 || col >= width) continue;
      weights[static_cast<std::size_t>(cell)].push_back({static_cast<std::size_t>(row * width + col), 1});
    }
  return weights;
}

std::vector<std::size_t> fromWestToEast(std::span<const PlanePoint> points) {
  std::vector<std::size_t> order(points.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return points[a].x < points[b].x; });
  return order;
}

double distanceOf(const PlanePoint& a, const PlanePoint& b) { return std::hypot(a.x - b.x, a.y - b.y); }

double weightFrom(const std::vector<Neighbour>& of, std::size_t unit) {
  const auto found = std::lower_bound(of.begin(), of.end(), unit, [](const Neighbour& neighbour, std::size_t wanted) {
    return neighbour.unit < wanted;
  });
  return found != of.end() && found->unit == unit ? found->weight : 0;
}

}  // namespace

SpatialWeights rookNeighbours(std::size_t cols, std::size_t rows) {
  return gridNeighbours(cols, rows, [](auto dRow, auto dCol) { return (dRow == 0) != (dCol == 0); });
}

SpatialWeights queenNeighbours(std::size_t cols, std::size_t rows) {
  return gridNeighbours(cols, rows, [](auto dRow, auto dCol) { return dRow != 0 || dCol != 0; });
}

SpatialWeights bandNeighbours(std::span<const PlanePoint> points, double band) {
  SpatialWeights weights(points.size());
  const std::vector<std::size_t> order = fromWestToEast(points);
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t j = i + 1; j < order.size() && points[order[j]].x - points[order[i]].x <= band; ++j) {
      if (distanceOf(points[order[i]], points[order[j]]) > band) continue;
      weights[order[i]].push_back({order[j], 1});
      weights[order[j]].push_back({order[i], 1});
    }
  for (auto& of : weights)
    std::sort(of.begin(), of.end(), [](const auto& a, const auto& b) { return a.unit < b.unit; });
  return weights;
}

std::optional<double> bandThatJoinsAll(std::span<const PlanePoint> points) {
  if (points.size() < 2) return std::nullopt;
  std::vector<double> least(points.size(), std::numeric_limits<double>::infinity());
  const std::vector<std::size_t> order = fromWestToEast(points);
  for (std::size_t i = 0; i < order.size(); ++i)
    for (std::size_t j = i + 1; j < order.size(); ++j) {
      const double distance = distanceOf(points[order[i]], points[order[j]]);
      least[order[i]] = std::min(least[order[i]], distance);
      least[order[j]] = std::min(least[order[j]], distance);
    }
  return *std::max_element(least.begin(), least.end());
}

SpatialWeights rowStandardised(SpatialWeights weights) {
  for (auto& of : weights) {
    double sum = 0;
    for (const Neighbour& neighbour : of) sum += neighbour.weight;
    for (Neighbour& neighbour : of) neighbour.weight /= sum;
  }
  return weights;
}

std::size_t islands(const SpatialWeights& weights) {
  return static_cast<std::size_t>(
      std::count_if(weights.begin(), weights.end(), [](const auto& of) { return of.empty(); }));
}

WeightSums weightSums(const SpatialWeights& weights) {
  WeightSums sums;
  std::vector<double> ofUnit(weights.size(), 0);  // out of it and into it
  for (std::size_t i = 0; i < weights.size(); ++i)
    for (const Neighbour& neighbour : weights[i]) {
      const double back = weightFrom(weights[neighbour.unit], i), both = neighbour.weight + back;
      sums.s0 += neighbour.weight;
      sums.s1 += both * both * (back == 0 ? 1 : 0.5);  // a pair with one direction is met once, else twice
      ofUnit[i] += neighbour.weight;
      ofUnit[neighbour.unit] += neighbour.weight;
    }
  for (const double sum : ofUnit) sums.s2 += sum * sum;
  return sums;
}

}  // namespace tanhui
