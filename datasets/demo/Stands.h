#pragma once

#include <optional>
#include <string>
#include <vector>

#include "datasets/demo/Parcels.h"
#include "datasets/demo/Shapes.h"

namespace tanhui::demo {

/// What the forest survey says of a stand.
struct Stand {
  Use use;
  int village;
  std::string species;  ///< empty for shrub
  bool planted;
  std::optional<int> age;        ///< years in 2025
  std::optional<double> volume;  ///< m3/ha
  int ageGroup = 0;              ///< 1 young to 5 overmature; 0 for bamboo, shrub and an unknown age
  double diameter = 0;           ///< mean at breast height, cm; 0 below 5 cm
  Shape shape;
};

struct Wetland {
  Use use;  ///< flat, marsh or drawdown
  Shape shape;
};

/// The forest and wetland surveys: made by other people from other pictures than the land survey, so their lines
/// differ from its by some metres, some woods are missing and some fields have become woods.
struct StandsAndWetlands {
  std::vector<Stand> stands;
  std::vector<Wetland> wetlands;
};

/// Where `survey` has a parcel that is in `unsurveyed` (by label), there is no stand either.
StandsAndWetlands surveyStands(const Raster<Use>& use, const Relief& relief, const Admin& admin, const Patches& survey,
                               const std::vector<char>& unsurveyed);

}  // namespace tanhui::demo
