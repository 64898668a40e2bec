#pragma once

#include <cmath>
#include <span>

namespace tanhui {

// Written for any number type, so that the same formula gives plain figures (double) and figures with their
// sensitivities (Estimate).

/// Organic matter brought into a paddy: rate in t/ha (dry for straw, fresh for the rest) and conversion factor CFOA.
template <class Number>
struct OrganicAmendment {
  Number rate, conversion;
};

/// SF_o = (1 + sum of ROA x CFOA)^exponent, the exponent being 0.59: IPCC 2019 Refinement V4 Eq 5.3.
template <class Number>
Number organicScaling(std::span<const OrganicAmendment<Number>> amendments, const Number& exponent) {
  using std::pow;
  Number sum(1.0);
  for (const OrganicAmendment<Number>& amendment : amendments) sum = sum + amendment.rate * amendment.conversion;
  return pow(sum, exponent);
}

/// Water and organic matter of a rice season.
template <class Number>
struct RiceSeason {
  Number baseline;                                      ///< EF_c, kg CH4/ha/day
  Number waterInSeason{1}, waterBefore{1}, organic{1};  ///< SF_w, SF_p, SF_o
  Number days{};
};
/// IPCC 2019 Refinement V4 Eq 5.1 with Eq 5.2: kg CH4/ha in the season.
template <class Number>
Number riceMethane(const RiceSeason<Number>& s) {
  return s.baseline * s.waterInSeason * s.waterBefore * s.organic * s.days;
}

/// Surface flux (kg CH4/ha/yr), adjusted for the trophic state, and what is given off below the dam as a share of it:
/// IPCC 2019 Refinement V4 Ch 7 (equations 7.10-7.12, the numbers from memory); kg CH4/ha/yr.
template <class Number>
Number reservoirMethane(const Number& surfaceFlux, const Number& downstreamRatio, const Number& trophicAdjustment) {
  return surfaceFlux * trophicAdjustment * (Number(1.0) + downstreamRatio);
}

}  // namespace tanhui
