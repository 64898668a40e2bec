#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "geo/series/Path.h"

namespace tanhui {

/// What is estimated on some land in a year, from which the notation keys follow. Pools by bit, in the order of Pool;
/// gases by bit, in the order of Gas.
struct LandMarks {
  std::uint8_t moves = 0;      ///< pools that something changes in this year
  std::uint8_t known = 0;      ///< pools that have a figure
  std::uint8_t unknown = 0;    ///< pools without one on some of the land
  std::uint8_t gases = 0;      ///< gases with a factor, counted here
  std::uint8_t farmGases = 0;  ///< gases with a factor, counted under Agriculture
  std::uint8_t noGases = 0;    ///< gases without a factor on some of the land
  std::uint8_t farmed = 0;     ///< gases that land of such a use gives off under Agriculture, with a factor or without
  bool products = false;       ///< a store of wood products is followed
  bool woodAtOnce = false;     ///< felled wood counts as gone at once
  LandMarks& operator|=(const LandMarks& other);
};

/// One year of some land, before any sign is turned: + = uptake by the land.
struct LandYear {
  double areaHa = 0;
  std::array<double, kPools> change{};  ///< tC/yr
  double gain = 0, loss = 0;            ///< tC/yr of above and below ground biomass: gain >= 0, loss <= 0
  double products = 0;                  ///< tC/yr: change of the store of wood products
  std::array<double, 2> gas{};          ///< tCO2e/yr, in the order of Gas
  std::array<double, 2> farmGas{};      ///< tCO2e/yr under Agriculture: CH4 of rice, N2O of fertiliser
  std::array<double, 2> farmHa{};       ///< the land that gives it off
  LandMarks marks;
  LandYear& operator+=(const LandYear& other) { return add(other, 1); }
  LandYear& add(const LandYear& other, double areaHa);
};

/// One hectare of a path by year, from the base year on. CH4 of paddies is Agriculture's (IPCC 3.C), as is N2O of
/// cropland (3.D), which is that of its fertiliser and of soil lost on cropland that stays cropland; what a fire gives
/// off is not, nor N2O of soil lost by a change of use (table 4(III)).
std::vector<LandYear> landByYear(const Path& path, int years);

}  // namespace tanhui
