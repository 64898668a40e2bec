#include "geo/influence/Moran.h"

#include <cmath>

#include "geo/influence/Tail.h"
#include "geo/influence/detail/Deviations.h"

namespace tanhui {
namespace {

bool fitForMoran(const Deviations& deviations, const SpatialWeights& weights) {
  return deviations.z.size() >= 4 && deviations.vary && islands(weights) < weights.size();
}

/// Sum over the neighbours of weight x deviation.
double laggedAt(const Deviations& deviations, const std::vector<Neighbour>& neighbours) {
  double sum = 0;
  for (const Neighbour& neighbour : neighbours) sum += neighbour.weight * deviations.z[neighbour.unit];
  return sum;
}

double varianceNormal(double n, const WeightSums& w, double expected) {
  return (n * n * w.s1 - n * w.s2 + 3 * w.s0 * w.s0) / ((n * n - 1) * w.s0 * w.s0) - expected * expected;
}

double varianceShuffled(double n, const WeightSums& w, double kurtosis, double expected) {
  const double square = w.s0 * w.s0;
  const double a = n * ((n * n - 3 * n + 3) * w.s1 - n * w.s2 + 3 * square);
  const double b = kurtosis * ((n * n - n) * w.s1 - 2 * n * w.s2 + 6 * square);
  return (a - b) / ((n - 1) * (n - 2) * (n - 3) * square) - expected * expected;
}

LocalMoran localMoranAt(std::size_t unit, const Deviations& deviations, const std::vector<Neighbour>& neighbours) {
  const auto n = static_cast<double>(deviations.z.size());
  double sum = 0, squares = 0;
  for (const Neighbour& neighbour : neighbours) {
    sum += neighbour.weight;
    squares += neighbour.weight * neighbour.weight;
  }
  LocalMoran local;
  local.i = deviations.z[unit] / deviations.m2 * laggedAt(deviations, neighbours);
  local.expected = -sum / (n - 1);
  local.variance = squares * (n - deviations.kurtosis) / (n - 1) +
                   (sum * sum - squares) * (2 * deviations.kurtosis - n) / ((n - 1) * (n - 2)) -
                   local.expected * local.expected;
  if (local.variance > 0) local.z = (local.i - local.expected) / std::sqrt(local.variance);
  return local;
}

}  // namespace

std::optional<MoranIndex> moranIndex(std::span<const double> values, const SpatialWeights& weights) {
  const Deviations deviations = deviationsOf(values);
  if (!fitForMoran(deviations, weights)) return std::nullopt;
  const WeightSums w = weightSums(weights);
  const auto n = static_cast<double>(values.size());
  double products = 0;
  for (std::size_t unit = 0; unit < values.size(); ++unit)
    products += deviations.z[unit] * laggedAt(deviations, weights[unit]);
  MoranIndex moran;
  moran.i = products / w.s0 / deviations.m2;
  moran.expected = -1 / (n - 1);
  moran.varianceNormal = varianceNormal(n, w, moran.expected);
  moran.varianceShuffled = varianceShuffled(n, w, deviations.kurtosis, moran.expected);
  moran.z = (moran.i - moran.expected) / std::sqrt(moran.varianceShuffled);
  moran.p = normalTwoSided(moran.z);
  return moran;
}

std::optional<std::vector<LocalMoran>> localMoran(std::span<const double> values, const SpatialWeights& weights) {
  const Deviations deviations = deviationsOf(values);
  if (!fitForMoran(deviations, weights)) return std::nullopt;
  std::vector<LocalMoran> local;
  for (std::size_t unit = 0; unit < values.size(); ++unit)
    local.push_back(localMoranAt(unit, deviations, weights[unit]));
  return local;
}

}  // namespace tanhui
