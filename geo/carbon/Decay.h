#pragma once

#include <cmath>

namespace tanhui {

// Written for any number type, so that the same formula gives plain figures (double) and figures with their
// sensitivities (Estimate).

/// k = ln 2 / half-life, 1/yr; half-life > 0 in years.
template <class Number>
Number decayConstant(const Number& halfLife) {
  return Number(std::log(2.0)) / halfLife;
}

}  // namespace tanhui
