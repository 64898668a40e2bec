#pragma once

#include <string>

namespace tanhui {

/// Which of China's two volume equations turns growing stock into biomass.
enum class VolumeEquation {
  automatic,   ///< from the expansion-factor form at 60 m3/ha evenly to the continuous function at 140
  expansion,   ///< V x SVD x BEF x (1 + R) x CF (AR-CM-001-V01)
  continuous,  ///< (a V + b) x CF (Fang et al. 2001)
};

/// How the soil of a new land use is found.
enum class SoilMethod {
  ratio,  ///< the stock it has, times the ratio of the stock change factors
  tier1,  ///< a reference stock times the factors, before and after
};

/// Where the methane of a paddy comes from.
enum class RiceMethod {
  library,     ///< the library's factor ch4.paddy as it is
  ipcc2019,    ///< IPCC 2019 Refinement V4 Eq 5.1-5.3 with the library's rice.* factors
  provincial,  ///< the provincial guideline's factor rice.provincial.single
};

/// Water and straw of a paddy, for RiceMethod::ipcc2019: the ends of the keys "rice.sfw.*" and "rice.sfp.*".
struct RicePractice {
  std::string water = "unknown";      ///< cont, single, multiple, rainfed, drought, deep, upland, unknown
  std::string preseason = "unknown";  ///< lt180, gt180, flooded30, gt365, unknown
  double strawShort = 0;              ///< t dry matter/ha, brought in less than 30 days before the season
  double strawLong = 0;               ///< t dry matter/ha, longer before
};

struct AccountingRules {
  std::string gwp = "AR5";  ///< AR4 | AR5 | AR6
  int soilDepthCm = 30;     ///< 30 | 100, of the soil stock; every change is 0-30 cm
  VolumeEquation volumeEquation = VolumeEquation::automatic;
  SoilMethod soilMethod = SoilMethod::ratio;
  RiceMethod riceMethod = RiceMethod::library;
  RicePractice rice;
  bool harvestedWood = false;  ///< wood products decay by first order; otherwise felled wood counts as gone at once
};

}  // namespace tanhui
