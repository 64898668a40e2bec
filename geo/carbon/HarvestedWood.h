#pragma once

#include <cmath>

#include "geo/carbon/Decay.h"

namespace tanhui {

// Written for any number type, so that the same formula gives plain figures (double) and figures with their
// sensitivities (Estimate).

/// Stock of a product pool at the end of a year: e^-k C + (1 - e^-k) / k x inflow, where C is its stock at the start,
/// the inflow comes evenly over the year and k is the decay constant (1/yr). IPCC 2019 Refinement V4 Ch 12 Eq 12.2.
template <class Number>
Number productStock(const Number& atStart, const Number& inflow, const Number& k) {
  using std::exp;
  const Number kept = exp(-k);
  return kept * atStart + (Number(1.0) - kept) / k * inflow;
}

/// Share of one year's inflow that is in use at the end of the n-th year, the year of the inflow being the first:
/// (1 - e^-k) / k x e^-k(n-1), which is Eq 12.2 from an empty pool with no inflow after. 0 for n < 1.
template <class Number>
Number productsLeft(const Number& k, int n) {
  using std::exp;
  if (n < 1) return Number(0.0);
  return (Number(1.0) - exp(-k)) / k * exp(Number(1.0 - n) * k);
}

/// What the carbon in products goes into: the semi-finished products of IPCC 2019 Refinement V4 Ch 12 Table 12.3.
/// Sawnwood takes what the two shares leave, so that they always add up to one.
template <class Number>
struct WoodProducts {
  Number sawnwoodHalfLife, panelsHalfLife, paperHalfLife;  ///< years
  Number panelsShare, paperShare;

  /// Share of one year's products in use at the end of the n-th year.
  Number left(int n) const {
    const auto of = [n](const Number& halfLife) { return productsLeft(decayConstant(halfLife), n); };
    return (Number(1.0) - panelsShare - paperShare) * of(sawnwoodHalfLife) + panelsShare * of(panelsHalfLife) +
           paperShare * of(paperHalfLife);
  }
};

}  // namespace tanhui
