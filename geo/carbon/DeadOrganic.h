#pragma once

namespace tanhui {

/// Where a forest stands, as UNFCCC AR-TOOL12 tells dead organic matter apart.
struct DeadOrganicSite {
  bool tropical = true;  ///< tropical and subtropical domain; otherwise temperate and boreal
  double elevationM = 0;
  double precipitationMm = 0;  ///< per year
};

/// Dead wood and litter as shares of above-ground biomass (dry matter).
struct DeadOrganicShares {
  double deadwood, litter;
};

/// Carbon fractions of AR-TOOL12's pools, tC/t d.m.: IPCC 2006 V4 Table 4.3 and section 2.3.2.
constexpr double kDeadwoodCarbon = 0.47;
constexpr double kLitterCarbon = 0.37;

/// Shares of UNFCCC A/R CDM AR-TOOL12, as tabulated in Harris N.L. et al. 2021, Nature Climate Change 11:234, Suppl.
/// Table S4. Land at 2,000 m counts as low; 1,000 and 1,600 mm count to the drier class.
DeadOrganicShares deadOrganicShares(const DeadOrganicSite& site);

/// Dead wood and litter in tC/ha of a forest with above-ground biomass in t d.m./ha.
struct DeadOrganicCarbon {
  double deadwood, litter;
};
DeadOrganicCarbon deadOrganicCarbon(const DeadOrganicSite& site, double aboveGroundBiomass);

}  // namespace tanhui
