#include "geo/influence/GetisOrd.h"

#include <algorithm>
#include <cmath>

#include "geo/influence/Tail.h"
#include "geo/influence/detail/Deviations.h"

namespace tanhui {
namespace {

/// What a neighbourhood of given weights would sum up to if `count` figures of this mean and variance lay in any order.
double zOfSum(double sum, double weights, double squares, double mean, double variance, double count) {
  const double spread = variance * (count * squares - weights * weights) / (count - 1);
  return spread > 0 ? (sum - weights * mean) / std::sqrt(spread) : 0;
}

struct Neighbourhood {
  double sum = 0, weights = 0, squares = 0;
  void add(double weight, double value) {
    sum += weight * value;
    weights += weight;
    squares += weight * weight;
  }
};

/// Sums of the powers 1 to 4 of the figures.
struct PowerSums {
  double m1 = 0, m2 = 0, m3 = 0, m4 = 0;
};

PowerSums powerSums(std::span<const double> values) {
  PowerSums sums;
  for (const double value : values) {
    sums.m1 += value;
    sums.m2 += value * value;
    sums.m3 += value * value * value;
    sums.m4 += value * value * value * value;
  }
  return sums;
}

/// Mean of G^2 over all orders of the figures (Getis and Ord 1992, appendix).
double meanSquareOfG(double n, const WeightSums& w, const PowerSums& m) {
  const double square = w.s0 * w.s0;
  const double b0 = (n * n - 3 * n + 3) * w.s1 - n * w.s2 + 3 * square;
  const double b1 = -((n * n - n) * w.s1 - 2 * n * w.s2 + 6 * square);
  const double b2 = -(2 * n * w.s1 - (n + 3) * w.s2 + 6 * square);
  const double b3 = 4 * (n - 1) * w.s1 - 2 * (n + 1) * w.s2 + 8 * square;
  const double b4 = w.s1 - w.s2 + square;
  const double pairs = m.m1 * m.m1 - m.m2;
  const double sum =
      b0 * m.m2 * m.m2 + b1 * m.m4 + b2 * m.m1 * m.m1 * m.m2 + b3 * m.m1 * m.m3 + b4 * m.m1 * m.m1 * m.m1 * m.m1;
  return sum / (pairs * pairs * n * (n - 1) * (n - 2) * (n - 3));
}

}  // namespace

std::optional<GatheringZ> gatheringZ(std::span<const double> values, const SpatialWeights& weights) {
  const Deviations deviations = deviationsOf(values);
  const auto n = static_cast<double>(values.size());
  if (values.size() < 3 || !deviations.vary) return std::nullopt;
  GatheringZ z;
  for (std::size_t unit = 0; unit < values.size(); ++unit) {
    Neighbourhood around;
    for (const Neighbour& neighbour : weights[unit]) around.add(neighbour.weight, deviations.z[neighbour.unit]);
    const double own = deviations.z[unit];
    const double meanOfOthers = -own / (n - 1);
    const double varianceOfOthers = (n * deviations.m2 - own * own) / (n - 1) - meanOfOthers * meanOfOthers;
    z.gi.push_back(zOfSum(around.sum, around.weights, around.squares, meanOfOthers, varianceOfOthers, n - 1));
    around.add(1, own);
    z.giStar.push_back(zOfSum(around.sum, around.weights, around.squares, 0, deviations.m2, n));
  }
  return z;
}

std::optional<GeneralG> generalG(std::span<const double> values, const SpatialWeights& weights) {
  const auto n = static_cast<double>(values.size());
  const bool below = std::any_of(values.begin(), values.end(), [](double value) { return value < 0; });
  if (values.size() < 4 || below || !deviationsOf(values).vary || islands(weights) == weights.size())
    return std::nullopt;
  const PowerSums m = powerSums(values);
  const WeightSums w = weightSums(weights);
  double products = 0;
  for (std::size_t unit = 0; unit < values.size(); ++unit)
    for (const Neighbour& neighbour : weights[unit])
      products += neighbour.weight * values[unit] * values[neighbour.unit];
  GeneralG g;
  g.g = products / (m.m1 * m.m1 - m.m2);
  g.expected = w.s0 / (n * (n - 1));
  g.variance = meanSquareOfG(n, w, m) - g.expected * g.expected;
  g.z = (g.g - g.expected) / std::sqrt(g.variance);
  g.p = normalTwoSided(g.z);
  return g;
}

}  // namespace tanhui
