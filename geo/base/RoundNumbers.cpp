#include "geo/base/RoundNumbers.h"

#include <algorithm>
#include <cmath>

namespace tanhui {
namespace {

/// Powers of ten beyond these, or products with them, leave the range of normal doubles.
constexpr double kSmallest = 1e-300, kLargest = 1e308;
constexpr double kHair = 1e-9;

double powerBelow(double value) { return std::pow(10.0, std::floor(std::log10(value))); }

double usable(double value) { return value > kSmallest ? std::min(value, kLargest) : kSmallest; }

}  // namespace

double roundAbove(double value, std::initializer_list<double> digits) {
  value = usable(value);
  const double power = powerBelow(value);
  for (const double digit : digits)
    if (digit * power >= value * (1 - kHair)) return digit * power;
  return 10 * power;
}

double roundBelow(double value, std::initializer_list<double> digits) {
  value = usable(value);
  const double power = powerBelow(value);
  double below = power;
  for (const double digit : digits)
    if (digit * power <= value * (1 + kHair)) below = digit * power;
  return below;
}

bool farApart(double low, double high) {
  constexpr double kMillionth = 1e-6;
  if (!std::isfinite(low) || !std::isfinite(high)) return false;
  const double half = high / 2 - low / 2;  // halves: the whole of -1e308 to 1e308 is infinite
  return half > kSmallest && half > kMillionth / 2 * std::max(std::abs(low), std::abs(high));
}

std::vector<double> multiplesWithin(double low, double high, double step, int most) {
  std::vector<double> values;
  if (!farApart(low, high) || !(step > 0)) return values;
  const double first = std::ceil(low / step - kHair);
  if (!std::isfinite(first) || std::abs(first) > 1e15) return values;  // neighbours would be one double
  for (int i = 0; i < most; ++i) {
    const double value = (first + i) * step;
    if (value > high + kHair * step) break;
    values.push_back(value);
  }
  return values;
}

}  // namespace tanhui
