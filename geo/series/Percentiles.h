#pragma once

#include <span>
#include <vector>

namespace tanhui {

/// What is told of the draws of one figure. Percentiles are interpolated between order statistics, x[h] with
/// h = (n - 1) p counted from 0: Hyndman and Fan 1996, type 7. 2.5 and 97.5 % bound the 95 % interval that IPCC 2006
/// V1 Ch 3 asks for.
struct Percentiles {
  double p025 = 0, p05 = 0, p50 = 0, p95 = 0, p975 = 0;
  double mean = 0, sd = 0;  ///< sd with n - 1
};

/// Of at least one draw, all finite.
Percentiles percentilesOf(std::span<const double> draws);

/// How well a number of draws tells a figure.
struct ConvergenceStep {
  std::size_t draws = 0;  ///< the first so many
  Percentiles figures;
  /// Monte Carlo standard errors: sd / sqrt(n) of the mean; of a percentile half the distance of the order statistics
  /// one binomial standard deviation sqrt(n p (1 - p)) either side of it (no assumption on the distribution).
  double meanSe = 0, p05Se = 0, p95Se = 0;
};

/// After 100, 200, 500, 1000, ... draws, and after all.
std::vector<ConvergenceStep> convergenceOf(std::span<const double> draws);

}  // namespace tanhui
