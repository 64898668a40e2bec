#pragma once

namespace tanhui {

/// Years over which a mineral soil moves from one equilibrium to the next: IPCC 2006 V4 Ch 2, Eq 2.25.
constexpr double kSoilTransitionYears = 20;

/// Land use, management and input factors of one state of the land: IPCC 2006 V4 Table 5.5.
struct SoilFactors {
  double landUse = 1;     ///< F_LU
  double management = 1;  ///< F_MG
  double input = 1;       ///< F_I
  double product() const { return landUse * management * input; }
};

/// Stock of 0-30 cm after the change, from a measured stock before it: the ratio of the factor products, so that the
/// uncertain reference stock cancels out.
double soilAfter(double measuredBefore, const SoilFactors& before, const SoilFactors& after);

/// Eq 2.25, tC/yr or tC/ha/yr: (after - before) / D in each of the first D years since the change, then nothing.
/// `yearsSince` counts the year of the change as 1.
double soilChange(double stockBefore, double stockAfter, double yearsSince,
                  double transitionYears = kSoilTransitionYears);

}  // namespace tanhui
