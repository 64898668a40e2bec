#pragma once

#include <span>

namespace tanhui {

/// Organic matter brought into a paddy: rate in t/ha (dry for straw, fresh for the rest) and conversion factor CFOA.
struct OrganicAmendment {
  double rate, conversion;
};

/// SF_o = (1 + sum of ROA x CFOA)^0.59: IPCC 2019 Refinement V4 Eq 5.3.
double organicScaling(std::span<const OrganicAmendment> amendments);

/// Water and organic matter of a rice season.
struct RiceSeason {
  double baseline;                                         ///< EF_c, kg CH4/ha/day
  double waterInSeason = 1, waterBefore = 1, organic = 1;  ///< SF_w, SF_p, SF_o
  double days;
};
/// Eq 5.1 with Eq 5.2: kg CH4/ha in the season.
double riceMethane(const RiceSeason& season);

/// Surface flux and what is given off below the dam: IPCC 2019 Refinement V4 Ch 7; kg CH4/ha/yr.
double reservoirMethane(double surfaceFlux, double downstreamRatio, double trophicAdjustment = 1);

}  // namespace tanhui
