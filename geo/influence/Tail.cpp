#include "geo/influence/Tail.h"

#include <cmath>
#include <limits>

namespace tanhui {
namespace {

/// The numerator d_m of the continued fraction.
double betaNumerator(int m, double a, double b, double x) {
  const double k = m / 2;
  if (m % 2 == 0) return k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k));
  return -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1));
}

/// 1 / (1 + d_1 / (1 + d_2 / (1 + ...))) by Lentz's way; quick for x < (a + 1) / (a + b + 2).
double betaFraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300, kEnough = 4e-16;
  constexpr int kMost = 1000000;
  const auto notZero = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
  double c = 1, d = 1 / notZero(1 + betaNumerator(1, a, b, x)), fraction = d;
  for (int m = 2; m < kMost; ++m) {
    const double numerator = betaNumerator(m, a, b, x);
    d = 1 / notZero(1 + numerator * d);
    c = notZero(1 + numerator / c);
    fraction *= c * d;
    if (std::abs(c * d - 1) < kEnough) break;
  }
  return fraction;
}

double logBeta(double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); }

/// Poisson weights beside the largest, for a mixture whose weights are divided by their own sum: no logarithm of a
/// factorial is needed.
struct Mixture {
  double weights = 0, sum = 0;
  void add(double weight, double value) {
    weights += weight;
    sum += weight * value;
  }
};

}  // namespace

double incompleteBeta(double a, double b, double x, double y) {
  if (!(x > 0)) return 0;
  if (!(y > 0)) return 1;
  const double front = std::exp(a * std::log(x) + b * std::log(y) - logBeta(a, b));
  if (x < (a + 1) / (a + b + 2)) return front * betaFraction(a, b, x) / a;
  return 1 - front * betaFraction(b, a, y) / b;
}

double normalTwoSided(double z) { return std::erfc(std::abs(z) / std::sqrt(2.0)); }

double studentTwoSided(double t, double degrees) {
  if (std::isinf(t)) return 0;
  const double square = t * t;
  return incompleteBeta(degrees / 2, 0.5, degrees / (degrees + square), square / (degrees + square));
}

double fUpper(double f, double d1, double d2) { return noncentralFUpper(f, d1, d2, 0); }

double noncentralFUpper(double f, double d1, double d2, double lambda) {
  if (std::isinf(f)) return 0;
  const double y = d2 / (d1 * f + d2), x = d1 * f / (d1 * f + d2);
  const auto upper = [&](double j) { return incompleteBeta(d2 / 2, d1 / 2 + j, y, x); };
  const double mean = lambda / 2, mode = std::floor(mean);
  constexpr double kRest = 1e-17;
  Mixture mixture;
  double weight = 1;
  for (double j = mode; weight > 0; ++j) {
    mixture.add(weight, upper(j));
    const double ratio = mean / (j + 1);  // of the next weight to this one; what follows is at most a geometric series
    if (ratio < 1 && weight * ratio / (1 - ratio) <= kRest * mixture.sum) break;
    weight *= ratio;
  }
  weight = 1;
  for (double j = mode; j > 0 && weight * mean > kRest * mixture.weights; --j) {
    weight *= j / mean;
    mixture.add(weight, upper(j - 1));
  }
  return mixture.sum / mixture.weights;
}

}  // namespace tanhui
