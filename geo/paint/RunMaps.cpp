#include "geo/paint/RunMaps.h"

#include <algorithm>

#include "geo/account/ProjectSeries.h"
#include "geo/project/ProjectMaps.h"

namespace tanhui {
namespace {

/// A name of a scenario as a part of a file name.
std::string asFileName(std::string name) {
  for (char& c : name)
    if (std::string_view("/\\:*?\"<>| ").find(c) != std::string_view::npos) c = '_';
  return name;
}

/// The maps of a year later than the base year.
void addYear(std::vector<RunMap>& maps, const std::vector<MapProduct>& products, const Model& model,
             const YearChoice& of, const YearCarbon& land) {
  for (const MapProduct& product : products) {
    if (!product.ofYears) continue;
    if (product.classes)
      maps.push_back({product, of, classMap(land.classKey)});  // also classes that only an intervention brings
    else
      maps.push_back({product, of, floatMap(product, land.carbon, model.strata.all(), model.ties)});
  }
}

}  // namespace

std::string fileNameOf(const MapProduct& map, const std::optional<YearChoice>& of) {
  std::string name(map.key);
  if (of) name += "_" + std::to_string(of->year);
  if (of && of->scenario != kBaseline) name += "_" + asFileName(of->scenario);
  return name;
}

std::vector<YearChoice> yearChoices(const Project& project, const std::optional<YearChoice>& also) {
  std::vector<YearChoice> choices;
  const std::vector<std::string> scenarios = scenariosOf(eventsOf(project));
  for (const int year : project.mapsYears)
    for (const std::string& scenario : scenarios) choices.push_back({year, scenario});
  if (also && std::find(choices.begin(), choices.end(), *also) == choices.end()) choices.push_back(*also);
  return choices;
}

std::vector<RunMap> runMaps(const Project& project, const Model& model, std::span<const StratumCarbon> carbon,
                            const std::vector<YearChoice>& choices) {
  const std::vector<MapProduct> products = mapsOf(project);
  std::vector<RunMap> maps;
  for (const MapProduct& product : products) {
    if (product.classes)
      maps.push_back({product, {}, classMap(model.strata, model.landStrata)});
    else
      maps.push_back({product, {}, floatMap(product, carbon, model.strata.all(), model.ties)});
  }
  if (choices.empty()) return maps;
  ProjectSeries series(project, model.factors, {model.strata.all(), {}, {}, {}, model.plan});
  for (const YearChoice& of : choices)
    addYear(maps, products, model, of, series.carbonOf(series.scenarioNamed(of.scenario), of.year));
  return maps;
}

}  // namespace tanhui
