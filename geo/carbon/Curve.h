#pragma once

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace tanhui {

// Written for any number type, so that the same formula gives plain figures (double) and figures with their
// sensitivities (Estimate).

/// Chapman-Richards: a (1 - exp(-k age))^c, in the unit of a. Richards F.J. 1959, J. Exp. Bot. 10:290.
/// The age is a plain number, or hangs on factors as well.
template <class Number, class Age>
Number chapmanRichards(const Number& a, const Number& k, const Number& c, const Age& age) {
  using std::exp;
  using std::pow;
  return a * pow(Number(1.0) - exp(Number(-age) * k), c);
}

/// The age at which it holds so much: 0 <= stock < a.
template <class Number>
Number chapmanRichardsAge(const Number& a, const Number& k, const Number& c, const Number& stock) {
  using std::log;
  using std::pow;
  return -(log(Number(1.0) - pow(stock / a, Number(1.0) / c)) / k);
}

inline double least(double a, double b) { return std::min(a, b); }
inline double greatest(double a, double b) { return std::max(a, b); }

/// What a number is when all factors are as the library has them.
inline double centre(double number) { return number; }
template <class Number>
double centre(const Number& number) {
  return number.value();
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
  Number stock(double age) const { return at(std::max(age, 0.0)); }
  /// The same at an age that hangs on factors itself: each draw on the part of the curve that its own age is on.
  Number stock(const Number& age) const requires(!std::is_same_v<Number, double>) {
    if (!(ageMin > youngAge)) return at(age);  // no line leads to the curve
    const auto within = [](const Number& x, double low, double high) -> Number {
      return least(greatest(x, Number(low)), Number(high));
    };
    const Number atMin = chapmanRichards(a, k, c, ageMin);
    const Number along = (within(age, youngAge, ageMin) - Number(youngAge)) * Number(1 / (ageMin - youngAge));
    return youngRate * within(age, 0, youngAge) + (atMin - youngRate * Number(youngAge)) * along +
           (chapmanRichards(a, k, c, within(age, ageMin, ageMax)) - atMin);
  }

  /// The age from 0 to ageMax at which the trees hold so much: the inverse of stock().
  Number ageOf(const Number& carbon) const {
    const double held = centre(carbon);
    if (held <= 0) return Number(0.0);
    if (held >= centre(stock(ageMax))) return Number(ageMax);
    if (held > centre(stock(ageMin))) return chapmanRichardsAge(a, k, c, carbon);
    const Number young = youngRate * Number(youngAge);
    if (held <= centre(young)) return carbon / youngRate;
    // A draw may bend the line that leads to the curve; the stand stays between its ends.
    const Number share = (carbon - young) / (chapmanRichards(a, k, c, ageMin) - young);
    return Number(youngAge) + least(greatest(share, Number(0.0)), Number(1.0)) * Number(ageMin - youngAge);
  }

  /// tC/ha/yr: the growth of the year that ends at this age.
  Number growth(double age) const { return stock(age) - stock(age - 1); }

 private:
  template <class Age>
  Number at(const Age& age) const {
    const double years = centre(age);
    if (years >= ageMax) return chapmanRichards(a, k, c, ageMax);
    if (years >= ageMin) return chapmanRichards(a, k, c, age);
    if (years <= youngAge) return youngRate * Number(age);
    const Age share = (age - youngAge) / (ageMin - youngAge);
    return youngRate * Number(youngAge * (1.0 - share)) + chapmanRichards(a, k, c, ageMin) * Number(share);
  }
};

}  // namespace tanhui
