#pragma once

#include <cstdint>

#include "geo/carbon/FactorLibrary.h"

namespace tanhui {

/// What a factor is drawn from: a function of a standard normal score, ascending, so that correlated scores give
/// correlated draws of any shape.
class Distribution {
 public:
  enum class Kind : std::uint8_t { fixed, normal, truncatedNormal, lognormal, triangular, uniform };

  static Distribution fixed(double value);
  static Distribution normal(double mean, double sd);
  /// Normal, given that it is greater than 0; mean > 0. Where 0 lies more than nine sd below the mean no score reaches
  /// it, and the result is normal().
  static Distribution positiveNormal(double mean, double sd);
  /// By its own mean > 0 and sd: IPCC 2006 V1 Ch 3, see lognormal() of geo/carbon/Uncertainty.h.
  static Distribution lognormalOf(double mean, double sd);
  /// With this mode, and 2.5 % of the draws below `low` and above `high`. `positive`: where the end would fall below 0
  /// it is put at 0, and the upper one such that 2.5 % still lie above `high`.
  static Distribution triangular(double mode, double low, double high, bool positive);
  /// The same with a flat top.
  static Distribution uniform(double low, double high, bool positive);

  Kind kind() const { return kind_; }
  bool varies() const { return kind_ != Kind::fixed; }
  /// The quantile at a standard normal score, i.e. at the share normalCdf(z).
  double at(double z) const;
  double mean() const;
  double sd() const;

 private:
  Distribution(Kind kind, double a, double b, double c, double share)
      : kind_(kind), a_(a), b_(b), c_(c), share_(share) {}

  Kind kind_;
  double a_, b_, c_;  ///< mean, sd | mu, sigma | lower end, mode, upper end
  double share_;      ///< of the normal above 0 | of the triangle below its mode
};

/// Why a factor is not varied.
enum class FixedReason : std::uint8_t {
  noRange,  ///< nobody gave a range: its error is not known, and not in the result
  exact,    ///< its range has no width: true by definition or convention
  told,     ///< it has a range, and its distribution is "none"
};

/// What to draw a factor from, by its distribution, se and range. A factor that cannot be negative (value > 0, and no
/// low end or one >= 0) is drawn greater than 0. A lognormal that is not greater than 0 is drawn as normal.
Distribution distributionOf(const Factor& factor);
/// For a factor that does not vary.
FixedReason whyFixed(const Factor& factor);

}  // namespace tanhui
