#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/model/Model.h"
#include "geo/product/Maps.h"
#include "geo/project/YearChoice.h"

namespace tanhui {

/// The maps of one year: "stock_2030", "flux_2030", "class_2030"; of a scenario other than the baseline with its name
/// behind it. Standard errors are mapped of the base year alone.
struct YearMaps {
  YearChoice of;
  std::string suffix;  ///< "_2030", "_2030_plan"
  std::vector<FloatMap> floats;
  std::optional<ClassMap> classes;
};

/// What stands behind the names of the maps of a year: "_2030", of a scenario other than the baseline "_2030_plan".
std::string suffixOf(const YearChoice& choice);

/// What the project asks for with maps_years (every scenario), and `also` where it is not among these.
std::vector<YearChoice> yearChoices(const Project& project, const std::optional<YearChoice>& also);

/// From the strata alone: no tile is evaluated. Throws Error for a year outside the series and an unknown scenario.
std::vector<YearMaps> yearMaps(const Project& project, const Model& model, const std::vector<YearChoice>& choices);

}  // namespace tanhui
