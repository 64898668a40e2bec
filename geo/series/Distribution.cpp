#include "geo/series/Distribution.h"

#include <algorithm>
#include <cmath>

#include "geo/carbon/Uncertainty.h"
#include "geo/series/detail/Normal.h"

namespace tanhui {

namespace {

/// Outside either end of a factor's range.
constexpr double kTailShare = 0.025;

struct TriangleEnds {
  double low, high;
};

/// The ends of a triangle with 2.5 % of its area outside either end of [low, high]. With p = mode - lower end and
/// q = upper end - mode these are (p - (mode - low))^2 = 0.025 (p + q) p and the same of q.
TriangleEnds triangleEnds(double mode, double low, double high) {
  const double below = mode - low, above = high - mode;
  double p = high - low, q = p;
  for (int i = 0; i < 200; ++i) {
    const double nextP = below + std::sqrt(kTailShare * (p + q) * p);
    const double nextQ = above + std::sqrt(kTailShare * (p + q) * q);
    const bool settled = std::abs(nextP - p) + std::abs(nextQ - q) <= 1e-15 * (p + q);
    p = nextP;
    q = nextQ;
    if (settled) break;
  }
  return {mode - p, mode + q};
}

/// The upper end of a triangle that begins at 0, with 2.5 % above `high`: (end - high)^2 = 0.025 end (end - mode).
double upperEndFromZero(double mode, double high) {
  const double half = high - kTailShare * mode / 2;
  const double rest = 1 - kTailShare;
  return (half + std::sqrt(std::max(0.0, half * half - rest * high * high))) / rest;
}

}  // namespace

Distribution Distribution::fixed(double value) { return {Kind::fixed, value, 0, 0, 0}; }

Distribution Distribution::normal(double mean, double sd) { return {Kind::normal, mean, sd, 0, 1}; }

Distribution Distribution::positiveNormal(double mean, double sd) {
  if (mean > 9 * sd) return normal(mean, sd);
  return {Kind::truncatedNormal, mean, sd, 0, normalCdf(mean / sd)};
}

Distribution Distribution::lognormalOf(double mean, double sd) {
  const Lognormal shape = lognormal(mean, kRange95 * sd / mean);
  return {Kind::lognormal, shape.mu, shape.sigma, 0, 0};
}

Distribution Distribution::triangular(double mode, double low, double high, bool positive) {
  TriangleEnds ends = triangleEnds(mode, low, high);
  if (positive && ends.low < 0) ends = {0, upperEndFromZero(mode, high)};
  return {Kind::triangular, ends.low, mode, ends.high, (mode - ends.low) / (ends.high - ends.low)};
}

Distribution Distribution::uniform(double low, double high, bool positive) {
  const double out = kTailShare * (high - low) / (1 - 2 * kTailShare);
  if (positive && low - out < 0) return {Kind::uniform, 0, 0, high / (1 - kTailShare), 0};
  return {Kind::uniform, low - out, 0, high + out, 0};
}

double Distribution::at(double z) const {
  switch (kind_) {
    case Kind::fixed:
      break;
    case Kind::normal:
      return a_ + b_ * z;
    case Kind::truncatedNormal:
      // By the share above, which stays exact where nearly all of the normal lies above 0. The rounding of the quantile
      // must not give 0 either: factors are divided by.
      return std::max(a_ - b_ * normalQuantile(normalCdf(-z) * share_), 1e-12 * a_);
    case Kind::lognormal:
      return std::exp(a_ + b_ * z);
    case Kind::triangular: {
      const double below = normalCdf(z);
      if (below < share_) return a_ + std::sqrt(below * (c_ - a_) * (b_ - a_));
      return c_ - std::sqrt(normalCdf(-z) * (c_ - a_) * (c_ - b_));
    }
    case Kind::uniform:
      return a_ + (c_ - a_) * normalCdf(z);
  }
  return a_;
}

double Distribution::mean() const {
  switch (kind_) {
    case Kind::fixed:
    case Kind::normal:
      break;
    case Kind::truncatedNormal:
      return a_ + b_ * normalDensity(a_ / b_) / share_;
    case Kind::lognormal:
      return std::exp(a_ + b_ * b_ / 2);
    case Kind::triangular:
      return (a_ + b_ + c_) / 3;
    case Kind::uniform:
      return (a_ + c_) / 2;
  }
  return a_;
}

double Distribution::sd() const {
  switch (kind_) {
    case Kind::fixed:
      break;
    case Kind::normal:
      return b_;
    case Kind::truncatedNormal: {
      const double hazard = normalDensity(a_ / b_) / share_;
      return b_ * std::sqrt(1 - hazard * (a_ / b_ + hazard));
    }
    case Kind::lognormal:
      return mean() * std::sqrt(std::expm1(b_ * b_));
    case Kind::triangular:
      return std::sqrt((a_ * a_ + b_ * b_ + c_ * c_ - a_ * b_ - a_ * c_ - b_ * c_) / 18);
    case Kind::uniform:
      return (c_ - a_) / std::sqrt(12);
  }
  return 0;
}

Distribution distributionOf(const Factor& factor) {
  if (!(factor.se > 0) || factor.distribution == "none") return Distribution::fixed(factor.value);
  const bool positive = factor.value > 0 && (!factor.low || *factor.low >= 0);
  // A factor that brings its standard error alone has the range that the error stands for.
  const double low = factor.low.value_or(factor.value - kRange95 * factor.se);
  const double high = factor.high.value_or(factor.value + kRange95 * factor.se);
  if (factor.distribution == "triangular" && low < high)
    return Distribution::triangular(factor.value, low, high, positive);
  if (factor.distribution == "uniform" && low < high) return Distribution::uniform(low, high, positive);
  if (factor.distribution == "lognormal" && factor.value > 0) return Distribution::lognormalOf(factor.value, factor.se);
  return positive ? Distribution::positiveNormal(factor.value, factor.se)
                  : Distribution::normal(factor.value, factor.se);
}

FixedReason whyFixed(const Factor& factor) {
  if (factor.se > 0) return FixedReason::told;
  return factor.low && factor.high ? FixedReason::exact : FixedReason::noRange;
}

}  // namespace tanhui
