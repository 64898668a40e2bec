#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tanhui {

/// What an intervention does to the land.
enum class LandAction : std::uint8_t {
  plant,           ///< "plant": afforestation with a species
  restoreWetland,  ///< "restore_wetland"
  build,           ///< "build"
  flood,           ///< "flood": water is dammed or dug where land was
  clear,           ///< "clear": to cropland or grass
  farmland,        ///< "farmland": a measure on cropland
  close,           ///< "close": closed for natural regeneration
  harvest,         ///< "harvest": felling or thinning
  fire,            ///< "fire"
};
constexpr std::size_t kLandActions = 9;

/// What a plantation or a clearing may take of the land that it otherwise leaves alone.
struct Replaceable {
  bool all = false;
  std::vector<std::string> classes;  ///< keys, or groups, of land classes
  bool operator==(const Replaceable&) const = default;
};

/// One change of the land or of how it is managed, in one year.
struct LandEvent {
  LandAction action = LandAction::plant;
  int year = 0;
  std::string species;     ///< of a plantation
  double density = 0;      ///< of a plantation: living trees per hectare; 0: fully stocked
  std::string classKey;    ///< target class of restore_wetland, build, flood, clear; empty: the usual (stratumAfter)
  Replaceable replace;     ///< of a plantation or a clearing
  std::string management;  ///< of farmland: "straw_return", "manure", "green_manure", "no_till", "reduced_till",
                           ///< "high_standard"
  double fraction = 1;     ///< share of the standing biomass that a harvest fells or a fire kills, (0, 1]
  double products = -1;    ///< share of the felled above-ground carbon that becomes products; < 0: the factor's
  bool operator==(const LandEvent&) const = default;
};

}  // namespace tanhui
