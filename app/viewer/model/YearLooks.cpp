#include "app/viewer/model/YearLooks.h"

#include <algorithm>

#include "geo/ask/LandStatistics.h"
#include "geo/landclass/ClassTable.h"
#include "geo/model/ProjectErrors.h"
#include "geo/paint/Maps.h"
#include "geo/project/ProjectMaps.h"

namespace tanhui::viewer {
namespace {

void widen(StyleRange& range, const StyleRange& other) {
  range.low = std::min(range.low, other.low);
  range.high = std::max(range.high, other.high);
}

/// The ramps of a map's bands reach over a year, too.
void widen(MapLayer& layer, const MapProduct& map, const SavedRun& run, const std::vector<StratumCarbon>& carbon,
           const FactorTies& ties) {
  const FloatMap shown = floatMap(map, carbon, run.strata, ties);
  for (std::size_t band = 0; band < std::min(layer.bands.size(), shown.value.size()); ++band) {
    RampStyle& style = layer.bands[band].style;
    widen(style.range, styleRange(style.ramp, statisticsOver(run, shown.value[band])));
  }
}

/// Values above those that the file has, which no cell of it has.
void addClasses(ClassStyle& style, const std::vector<std::string>& classes, const LandClasses& land) {
  int value = 0;
  for (const ClassStyle::Entry& entry : style.classes) value = std::max(value, entry.value);
  for (const std::string& key : classes) {
    const bool known = std::ranges::any_of(style.classes, [&](const ClassStyle::Entry& entry) {
      return (entry.key.empty() ? entry.nameZh : entry.key) == key;
    });
    if (!known)
      style.classes.push_back(
          {++value, land.colour(key), key, land.name(key, Language::zh), land.name(key, Language::en)});
  }
}

}  // namespace

void lookForAllYears(std::vector<MapLayer>& layers, const YearInputs& inputs) {
  YearMaker maker(inputs);
  const FactorTies ties = errorRulesOf(*inputs.project, *inputs.factors).ties;
  std::vector<std::shared_ptr<const YearState>> states;
  const SeriesYears& years = maker.years();
  for (std::uint32_t scenario = 0; scenario < maker.scenarios().size(); ++scenario)
    for (const int year : {years.base, (years.base + years.horizon) / 2, years.horizon})
      if (scenario == 0 || year > years.base) states.push_back(maker.at({scenario, year}));
  for (MapLayer& layer : layers) {
    const std::optional<MapProduct> map = mapOf(*inputs.project, layer.projectKey);
    if (!map) continue;
    if (map->classes) {
      if (auto* style = std::get_if<ClassStyle>(&layer.style))
        addClasses(*style, maker.classes(), inputs.factors->classes());
    } else {
      for (const auto& state : states) widen(layer, *map, *inputs.run, state->figures->carbon, ties);
      if (const int band = bandOf(layer.content); band >= 1 && band <= static_cast<int>(layer.bands.size()))
        layer.style = layer.bands[static_cast<std::size_t>(band - 1)].style;
    }
  }
}

}  // namespace tanhui::viewer
