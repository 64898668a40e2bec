#pragma once

#include <span>

namespace tanhui {

/// Uncertainties here are half the 95 % interval as a share of the value: 0.3 stands for +-30 %.

/// Of a product of independent factors: IPCC 2006 V1 Ch 3 Eq 3.1.
double productUncertainty(std::span<const double> uncertainties);

struct UncertainTerm {
  double value, uncertainty;
};
/// Of a sum of independent terms, as a share of the absolute value of the signed sum: IPCC 2006 V1 Ch 3 Eq 3.2.
double sumUncertainty(std::span<const UncertainTerm> terms);

/// Parameters of a lognormal distribution: mean and standard deviation of the logarithm.
struct Lognormal {
  double mu, sigma;
  /// Where a standard normal z falls: z = -1.96 and 1.96 give the 95 % interval.
  double at(double z) const;
};
/// From a mean > 0 and an uncertainty.
Lognormal lognormal(double mean, double uncertainty);

}  // namespace tanhui
