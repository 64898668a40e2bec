#pragma once

#include <filesystem>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "geo/base/Csv.h"

namespace tanhui {

/// A value by ranges of another: from `from` on, below `to`.
struct ResistanceStep {
  double from = 0, to = 0, resistance = 0;
};

/// What land, its slope and the distance to roads put in the way of animals and plants.
struct ResistanceTable {
  std::string name;                    ///< of the set or the file
  std::map<std::string, double> land;  ///< by land class, or by group of classes
  std::vector<ResistanceStep> slope;   ///< degrees
  std::vector<ResistanceStep> roads;   ///< metres from the nearest road

  /// Of a class, else of its group; NaN where the table knows neither.
  double ofLand(const std::string& landClass, const std::string& group) const;
};

/// The built-in set of datasets/network/resistance.csv (nanjing2017); slope and roads in the usual five steps.
ResistanceTable nanjingResistance();
/// A table of the user's with the columns key (class or group) and resistance; slope and roads as above. Throws Error
/// for a resistance that is not above 0 and a key that comes twice, and as readTable does.
ResistanceTable readResistance(const std::filesystem::path& path);

/// Of the step that holds the value; NaN outside all.
double resistanceAt(std::span<const ResistanceStep> steps, double value);

/// A factor of the resistance with its weight; NaN where it is not known.
struct ResistanceFactor {
  double weight = 1;
  std::vector<float> values;
};
/// The sum of weight times value by cell, NaN where one is not known. The weights sum to 1.
std::vector<float> weighted(std::span<const ResistanceFactor> factors);

}  // namespace tanhui
