#pragma once

#include <array>
#include <optional>

#include "geo/carbon/Carbon.h"
#include "geo/carbon/Curve.h"
#include "geo/carbon/Formula.h"
#include "geo/carbon/PaddyInput.h"
#include "geo/carbon/YoungStand.h"

namespace tanhui {

/// What one hectare of a stratum holds and does at the base year, as formulas over the factors: their values are those
/// of StratumAccountant::carbonOf.
struct StratumFormulas {
  std::array<Formula, kPools> stock;  ///< tC/ha
  Formula soil30;                     ///< tC/ha of 0-30 cm, to which every change of soil refers
  Formula biomassFlux;                ///< tC/ha/yr of the base year: the curve's at the stand's age, or a rate
  Formula deadOrganicFlux, soilFlux;  ///< tC/ha/yr: rates
  Formula ch4, n2o;                   ///< tCO2e/ha/yr, + = uptake
  /// Where the trees are known: how they grow from `age` on. Then biomassFlux is this curve's.
  std::optional<GrowthCurve<Formula>> curve;
  double age = 0;
  Formula writtenAge;   ///< `age` where it is that of an age group, a factor; zero: it is data
  Formula rootToShoot;  ///< by which what is grown is split; zero: all of it above ground
  bool trees = false;   ///< a stand with a tree layer of its own, by volume or age

  /// A part of a stand that fills up with its age (YoungStand.h).
  struct Filling {
    Formula full;      ///< tC/ha, that of its class
    double years = 0;  ///< age from which it is full

    /// tC/ha of the year that ends at an age.
    Formula growth(double at) const { return full.scaled(youngShare(at, years) - youngShare(at - 1, years)); }
  };
  /// Of a stand of known age, where the library tells how long they take.
  std::optional<Filling> deadwood, litter, understorey;

  /// tC/ha/yr of dead wood, litter or understorey of a young stand in the base year.
  Formula youngGrowth(const std::optional<Filling>& part) const { return part ? part->growth(age) : Formula(); }
  /// The part of deadOrganicFlux that goes on from year to year.
  Formula deadOrganicRate() const { return deadOrganicFlux - youngGrowth(deadwood) - youngGrowth(litter); }
};

}  // namespace tanhui
