#pragma once

namespace tanhui {

/// The gain-loss method of IPCC 2006 V4 Ch 2 for forest biomass, in tC/yr. The baseline takes growth from curves, which
/// already hold harvest and mortality of a county; these functions serve checks against national inventories.
struct BiomassGain {
  double areaHa;
  double aboveIncrement;  ///< G_W, t d.m./ha/yr
  double rootToShoot;     ///< R
  double carbonFraction;  ///< CF, tC/t d.m.
};
/// Eq 2.9 with Eq 2.10: A x G_W (1 + R) x CF.
double biomassGain(const BiomassGain& gain);

struct WoodRemovals {
  double harvest;  ///< H, m3/yr
  double bcef;     ///< BCEF_R, t/m3
  double rootToShoot;
  double bark = 0;  ///< BF, share of the merchantable volume
  double carbonFraction;
};
/// Eq 2.12: H x BCEF_R x (1 + R + BF) x CF, the bark inside the bracket as the worked example of Ch 4 has it.
double woodRemovalLoss(const WoodRemovals& removals);

struct Disturbance {
  double areaHa;        ///< per year
  double aboveBiomass;  ///< B_W, t d.m./ha
  double rootToShoot;
  double carbonFraction;
  double lost;  ///< fd, share of the biomass
};
/// Eq 2.14: A x B_W x (1 + R) x CF x fd.
double disturbanceLoss(const Disturbance& disturbance);

}  // namespace tanhui
