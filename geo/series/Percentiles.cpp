#include "geo/series/Percentiles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>

namespace tanhui {

namespace {

/// Order statistics of draws: they are put into buckets of equal width, and only the few buckets that hold a place
/// asked for are looked into. A long tail may fill one bucket with nearly all; the result is the same.
class OrderStatistics {
 public:
  explicit OrderStatistics(std::span<const double> draws) : ordered_(draws.size()) {
    const auto [low, high] = std::minmax_element(draws.begin(), draws.end());
    const std::size_t buckets = std::clamp<std::size_t>(draws.size() / 16, 1, 4096);
    const double origin = *low, scale = (static_cast<double>(buckets) - 0.5) / (*high - *low);
    std::vector<std::uint16_t> bucketOf(draws.size(), 0);
    if (scale > 0 && std::isfinite(scale))
      for (std::size_t i = 0; i < draws.size(); ++i)
        bucketOf[i] = static_cast<std::uint16_t>(static_cast<int>((draws[i] - origin) * scale));
    ends_.assign(buckets + 1, 0);
    for (const std::uint16_t bucket : bucketOf) ++ends_[bucket + std::size_t{1}];
    std::partial_sum(ends_.begin(), ends_.end(), ends_.begin());
    // Now the places where the buckets begin; after this where they end.
    for (std::size_t i = 0; i < draws.size(); ++i) ordered_[ends_[bucketOf[i]]++] = draws[i];
  }

  /// Type 7 of Hyndman and Fan.
  double percentile(double p) {
    const double h = static_cast<double>(ordered_.size() - 1) * p;
    const auto below = static_cast<std::size_t>(h);
    const double share = h - static_cast<double>(below);
    const double low = at(below);
    return share > 0 ? low + share * (at(below + 1) - low) : low;
  }

 private:
  double at(std::size_t place) {
    const auto end = std::upper_bound(ends_.begin(), ends_.end(), place);
    const std::size_t first = end == ends_.begin() ? 0 : *(end - 1);
    const auto to = [&](std::size_t i) { return ordered_.begin() + static_cast<std::ptrdiff_t>(i); };
    std::nth_element(to(first), to(place), to(*end));
    return ordered_[place];
  }

  std::vector<double> ordered_;    ///< bucket by bucket
  std::vector<std::size_t> ends_;  ///< of the buckets
};

/// Sums in four strands, added in one fixed way: the compiler may use them side by side, the bytes stay the same.
template <class Of>
double strandedSum(std::span<const double> draws, Of of) {
  std::array<double, 4> sums{};
  std::size_t i = 0;
  for (; i + 4 <= draws.size(); i += 4)
    for (std::size_t s = 0; s < 4; ++s) sums[s] += of(draws[i + s]);
  for (; i < draws.size(); ++i) sums[0] += of(draws[i]);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/// Half the distance of the order statistics one binomial standard deviation either side of the percentile.
double percentileError(std::span<const double> sorted, double p) {
  const auto n = static_cast<double>(sorted.size());
  const double spread = std::sqrt(n * p * (1 - p));
  const auto at = [&](double rank) {
    const double h = std::clamp(rank, 0.0, n - 1);
    const auto below = static_cast<std::size_t>(h);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (h - static_cast<double>(below)) * (sorted[above] - sorted[below]);
  };
  const double centre = (n - 1) * p;
  return (at(centre + spread) - at(centre - spread)) / 2;
}

}  // namespace

Percentiles percentilesOf(std::span<const double> draws) {
  Percentiles found;
  const auto n = static_cast<double>(draws.size());
  // Around the first draw, so that a figure that does not vary has an sd of exactly 0.
  const double origin = draws[0];
  found.mean = origin + strandedSum(draws, [&](double x) { return x - origin; }) / n;
  const double squares = strandedSum(draws, [&](double x) { return (x - found.mean) * (x - found.mean); });
  found.sd = draws.size() > 1 ? std::sqrt(squares / (n - 1)) : 0;
  OrderStatistics order(draws);
  found.p025 = order.percentile(0.025);
  found.p05 = order.percentile(0.05);
  found.p50 = order.percentile(0.5);
  found.p95 = order.percentile(0.95);
  found.p975 = order.percentile(0.975);
  return found;
}

std::vector<ConvergenceStep> convergenceOf(std::span<const double> draws) {
  std::vector<std::size_t> sizes;
  for (std::size_t decade = 100; decade < draws.size(); decade *= 10)
    for (const std::size_t size : {decade, 2 * decade, 5 * decade})
      if (size < draws.size()) sizes.push_back(size);
  sizes.push_back(draws.size());
  std::vector<ConvergenceStep> steps;
  for (const std::size_t size : sizes) {
    std::vector<double> sorted(draws.begin(), draws.begin() + static_cast<std::ptrdiff_t>(size));
    ConvergenceStep step;
    step.draws = size;
    step.figures = percentilesOf(sorted);
    std::sort(sorted.begin(), sorted.end());
    step.meanSe = step.figures.sd / std::sqrt(static_cast<double>(size));
    step.p05Se = percentileError(sorted, 0.05);
    step.p95Se = percentileError(sorted, 0.95);
    steps.push_back(step);
  }
  return steps;
}

}  // namespace tanhui
