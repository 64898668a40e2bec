#pragma once

#include <string>
#include <vector>

#include "geo/base/Message.h"
#include "geo/carbon/Carbon.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/strata/Stratum.h"

namespace tanhui {

/// Which of China's two volume equations turns growing stock into biomass.
enum class VolumeEquation {
  automatic,   ///< the expansion-factor form below 100 m3/ha, the continuous function from there on
  expansion,   ///< V x SVD x BEF x (1 + R) x CF (AR-CM-001-V01)
  continuous,  ///< (a V + b) x CF (Fang et al. 2001)
};

struct AccountingRules {
  std::string gwp = "AR5";  ///< AR4 | AR5 | AR6
  int soilDepthCm = 30;     ///< 30 | 100, of the soil stock; every change is 0-30 cm
  VolumeEquation volumeEquation = VolumeEquation::automatic;
};

/// One line of the arithmetic behind a stratum's number, for `explain`: what it gives, how, from which factors.
struct Step {
  std::string quantity;                ///< "above" ... "soil", "biomass", "dead_organic", "soil_flux", "non_co2"
  Message formula;                     ///< in words and symbols with the numbers put in
  double value;                        ///< per ha, in the quantity's unit; the steps of a quantity add up to it
  std::vector<std::uint32_t> factors;  ///< indexes into the library
};

/// Carbon of one hectare of a stratum at the base year. With `steps`, writes down the arithmetic as well: the same
/// code computes both, so the explanation cannot drift from the number. Throws Error when the library lacks the class.
StratumCarbon carbonOf(const Stratum& stratum, const FactorLibrary& library, const AccountingRules& rules,
                       std::vector<Step>* steps = nullptr);

}  // namespace tanhui
