#pragma once

namespace tanhui {

/// Half-width of a 95 % range of a normal distribution, in standard errors.
constexpr double kRange95 = 1.96;

/// Parameters of a lognormal distribution: mean and standard deviation of the logarithm.
struct Lognormal {
  double mu, sigma;
  /// Where a standard normal z falls: z = -1.96 and 1.96 give the 95 % interval.
  double at(double z) const;
};
/// From a mean > 0 and half the 95 % interval as a share of it: 0.3 stands for +-30 %.
Lognormal lognormal(double mean, double uncertainty);

}  // namespace tanhui
