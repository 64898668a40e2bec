#include "geo/carbon/Uncertainty.h"

#include <cmath>

namespace tanhui {

double Lognormal::at(double z) const { return std::exp(mu + sigma * z); }

Lognormal lognormal(double mean, double uncertainty) {
  const double variation = uncertainty / kRange95;
  const double variance = std::log1p(variation * variation);
  return {std::log(mean) - variance / 2, std::sqrt(variance)};
}

}  // namespace tanhui
