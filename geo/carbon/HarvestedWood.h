#pragma once

#include <cmath>

#include "geo/carbon/Decay.h"

namespace tanhui {

// Written for any number type, so that the same formula gives plain figures (double) and figures with their
// sensitivities (Estimate).

/// Share of one year's inflow that is in use at the end of the n-th year, the year of the inflow being the first:
/// (1 - e^-k) / k x e^-k(n-1), which is Eq 12.2 from an empty pool with no inflow after. 0 for n < 1.
template <class Number>
Number productsLeft(const Number& k, int n) {
  using std::exp;
  if (n < 1) return Number(0.0);
  return (Number(1.0) - exp(-k)) / k * exp(Number(1.0 - n) * k);
}

}  // namespace tanhui
