#pragma once

#include "geo/carbon/AccountingRules.h"

namespace tanhui {

/// Carbon of a tree layer, tC/ha.
template <class Number>
struct TreeCarbon {
  Number above, below;
  Number total() const { return above + below; }
};

/// Splits a whole-tree figure by the root to shoot ratio.
template <class Number>
TreeCarbon<Number> splitByRoots(const Number& total, const Number& rootToShoot) {
  const Number above = total / (Number(1.0) + rootToShoot);
  return {above, above * rootToShoot};
}

/// The expansion-factor form of AR-CM-001-V01, the Chinese writing of IPCC 2006 V4 Eq 2.8 (BCEF_S = SVD x BEF).
template <class Number>
struct ExpansionFactors {
  Number svd;  ///< basic wood density, t d.m./m3
  Number bef;  ///< above-ground over stem biomass
  Number r;    ///< root to shoot ratio
  Number cf;   ///< carbon fraction, tC/t d.m.

  /// V x SVD x BEF x CF, and x R for the roots; volume in m3/ha.
  TreeCarbon<Number> at(double volume) const {
    const Number above = Number(volume) * svd * bef * cf;
    return {above, above * r};
  }
};

/// The continuous function of Fang J.Y. et al. 2001, Science 292:2320: whole-tree biomass = a V + b, t d.m./ha.
template <class Number>
struct ContinuousFunction {
  Number a, b;   ///< t d.m./m3, t d.m./ha
  Number scale;  ///< 1; carries the error of the equation
  Number r, cf;

  /// scale x (a V + b) x CF, split by R; volume in m3/ha.
  TreeCarbon<Number> at(double volume) const { return splitByRoots(scale * (a * Number(volume) + b) * cf, r); }
};

/// IPCC 2006 V4 Eq 2.8 with one BCEF_S for the growing stock's size class (Table 4.5).
template <class Number>
struct BiomassConversion {
  Number bcef, r, cf;

  TreeCarbon<Number> at(double volume) const {
    const Number above = Number(volume) * bcef * cf;
    return {above, above * r};
  }
};

/// Growing stocks, m3/ha, between which `automatic` goes over from the expansion form to the continuous function. Below
/// about 60 the intercept of the function gives conifers more biomass than their stems can bear; a change at one stock
/// would let a growing stand jump.
constexpr double kContinuousFrom = 60, kContinuousFully = 140;

/// The share of the continuous function in the carbon of a stand, 0 to 1; the rest is the expansion form's.
double continuousShare(VolumeEquation rule, double volume);

/// The size classes of IPCC 2006 V4 Table 4.5, as the ends of the keys "bcefs.GROUP.*".
constexpr std::string_view kBcefClasses[] = {"0_20", "20_40", "40_100", "100_200", "200"};
/// Index of the size class of a growing stock in m3/ha; a class holds its upper limit.
std::size_t bcefClass(double volume);

}  // namespace tanhui
