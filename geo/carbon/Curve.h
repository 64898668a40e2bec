#pragma once

#include <algorithm>
#include <cmath>

namespace tanhui {

// Written for any number type, so that the same formula gives plain figures (double) and figures with their
// sensitivities (Estimate).

/// Chapman-Richards: a (1 - exp(-k age))^c, in the unit of a. Richards F.J. 1959, J. Exp. Bot. 10:290.
template <class Number>
Number chapmanRichards(const Number& a, const Number& k, const Number& c, double age) {
  using std::exp;
  using std::pow;
  return a * pow(Number(1.0) - exp(Number(-age) * k), c);
}

/// Carbon of a tree layer by stand age: a Chapman-Richards curve inside the ages it was fitted to.
///
/// Below them a straight line leads from the end of the young phase to the curve, and the young phase itself grows at a
/// constant rate from nothing; without a young phase the line starts at zero at age 0. A clamped age would give a stand
/// planted this year the stock of its tenth year and no growth. Above them the stock stays: no growth is credited that
/// nobody has seen. The curve is continuous, so that the flux of a year is the difference of two stocks at every age.
template <class Number>
struct GrowthCurve {
  Number a, k, c;     ///< tC/ha, 1/yr, -
  double ageMin = 0;  ///< years
  double ageMax = 0;
  Number youngRate{};   ///< tC/ha/yr
  double youngAge = 0;  ///< years; 0: no young phase of its own

  /// tC/ha at an age in years; nothing before age 0.
  Number stock(double age) const {
    age = std::max(age, 0.0);
    if (age >= ageMin) return chapmanRichards(a, k, c, std::min(age, ageMax));
    if (age <= youngAge) return youngRate * Number(age);
    const double share = (age - youngAge) / (ageMin - youngAge);
    return youngRate * Number(youngAge * (1 - share)) + chapmanRichards(a, k, c, ageMin) * Number(share);
  }

  /// tC/ha/yr: the growth of the year that ends at this age.
  Number growth(double age) const { return stock(age) - stock(age - 1); }
};

}  // namespace tanhui
