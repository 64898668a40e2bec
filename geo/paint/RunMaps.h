#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "geo/model/Model.h"
#include "geo/paint/Maps.h"
#include "geo/project/YearChoice.h"

namespace tanhui {

/// A map that a run writes: which, of when, and what each stratum shows on it.
struct RunMap {
  MapProduct product;
  std::optional<YearChoice> of;  ///< nothing: the base year
  std::variant<FloatMap, ClassMap> shown;
};

/// The file's name without its extension: "stock"; of a year "stock_2030", of a scenario other than the baseline
/// "stock_2030_plan".
std::string fileNameOf(const MapProduct& map, const std::optional<YearChoice>& of);

/// What the project asks for with maps_years (every scenario), and `also` where it is not among these.
std::vector<YearChoice> yearChoices(const Project& project, const std::optional<YearChoice>& also);

/// The maps of the base year, whose strata have `carbon`, and those of the years chosen. From the strata alone: no tile
/// is evaluated. Throws Error for a year outside the series, an unknown scenario, and more classes than a map holds.
std::vector<RunMap> runMaps(const Project& project, const Model& model, std::span<const StratumCarbon> carbon,
                            const std::vector<YearChoice>& choices);

}  // namespace tanhui
