#include "geo/product/YearMaps.h"

#include <algorithm>

#include "geo/account/ProjectSeries.h"

namespace tanhui {

namespace {

/// A name of a scenario as a part of a file name.
std::string asFileName(std::string name) {
  for (char& c : name)
    if (std::string_view("/\\:*?\"<>| ").find(c) != std::string_view::npos) c = '_';
  return name;
}

}  // namespace

std::string suffixOf(const YearChoice& choice) {
  const std::string year = "_" + std::to_string(choice.year);
  return choice.scenario == kBaseline ? year : year + "_" + asFileName(choice.scenario);
}

std::vector<YearChoice> yearChoices(const Project& project, const std::optional<YearChoice>& also) {
  std::vector<YearChoice> choices;
  const std::vector<std::string> scenarios = scenariosOf(eventsOf(project));
  for (const int year : project.mapsYears)
    for (const std::string& scenario : scenarios) choices.push_back({year, scenario});
  if (also && std::find(choices.begin(), choices.end(), *also) == choices.end()) choices.push_back(*also);
  return choices;
}

std::vector<YearMaps> yearMaps(const Project& project, const Model& model, const std::vector<YearChoice>& choices) {
  std::vector<YearMaps> all;
  if (choices.empty()) return all;
  ProjectSeries series(project, model.factors, {model.strata.all(), {}, {}, {}, model.plan});
  for (const YearChoice& choice : choices) {
    const YearCarbon carbon = series.carbonOf(series.scenarioNamed(choice.scenario), choice.year);
    YearMaps maps{choice, suffixOf(choice), {}, {}};
    for (FloatMap& map : floatMaps(project, carbon.carbon, model.strata.all(), model.ties)) {
      if (map.name == "uncertainty") continue;
      map.name += maps.suffix;
      maps.floats.push_back(std::move(map));
    }
    if (std::find(project.maps.begin(), project.maps.end(), "class") != project.maps.end())
      maps.classes = classMap(carbon.classKey);  // also classes that only an intervention brings
    all.push_back(std::move(maps));
  }
  return all;
}

}  // namespace tanhui
