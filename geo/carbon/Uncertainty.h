#pragma once

namespace tanhui {

/// Parameters of a lognormal distribution: mean and standard deviation of the logarithm.
struct Lognormal {
  double mu, sigma;
  /// Where a standard normal z falls: z = -1.96 and 1.96 give the 95 % interval.
  double at(double z) const;
};
/// From a mean > 0 and half the 95 % interval as a share of it: 0.3 stands for +-30 %.
Lognormal lognormal(double mean, double uncertainty);

}  // namespace tanhui
