#include "geo/carbon/Uncertainty.h"

#include <cmath>

namespace tanhui {

double productUncertainty(std::span<const double> uncertainties) {
  double squares = 0;
  for (double u : uncertainties) squares += u * u;
  return std::sqrt(squares);
}

double sumUncertainty(std::span<const UncertainTerm> terms) {
  double squares = 0, sum = 0;
  for (const UncertainTerm& term : terms) {
    squares += std::pow(term.uncertainty * term.value, 2);
    sum += term.value;
  }
  return std::sqrt(squares) / std::abs(sum);
}

double Lognormal::at(double z) const { return std::exp(mu + sigma * z); }

Lognormal lognormal(double mean, double uncertainty) {
  const double variation = uncertainty / 1.96;
  const double variance = std::log1p(variation * variation);
  return {std::log(mean) - variance / 2, std::sqrt(variance)};
}

}  // namespace tanhui
