#include "geo/account/AttributionOf.h"

#include <map>

namespace tanhui {
namespace {

AttributedChange attributed(const std::map<std::string, LandPart>& parts) {
  AttributedChange change;
  for (const auto& [landClass, part] : parts) change.classes.push_back({landClass, part, attributedChange(part)});
  return change;
}

AttributedChange betweenDates(const Transition& transition) {
  std::map<std::string, LandPart> parts;
  for (const TransitionCell& cell : transition.region().cells) {
    LandPart& from = parts[transition.classes[cell.from]];
    from.areaBefore += cell.land.areaHa;
    from.amountBefore += cell.land.earlierStock();
    LandPart& to = parts[transition.classes[cell.to]];
    to.areaAfter += cell.land.areaHa;
    to.amountAfter += cell.land.laterStock();
  }
  AttributedChange change = attributed(parts);
  change.from = transition.earlier;
  change.to = transition.later;
  return change;
}

AttributedChange againstBaseline(const AnnualSeries& series, const ScenarioSeries& scenario) {
  std::map<std::string, LandPart> parts;
  for (const SeriesRow& row : series.scenarios.front().rows)
    if (row.zone == kWholeRegion && !row.classKey.empty()) {
      parts[row.classKey].areaBefore = row.years.back().areaHa;
      parts[row.classKey].amountBefore = row.years.back().totalStock();
    }
  for (const SeriesRow& row : scenario.rows)
    if (row.zone == kWholeRegion && !row.classKey.empty()) {
      parts[row.classKey].areaAfter = row.years.back().areaHa;
      parts[row.classKey].amountAfter = row.years.back().totalStock();
    }
  AttributedChange change = attributed(parts);
  change.scenario = scenario.name;
  change.from = change.to = series.years.base + static_cast<int>(series.years.count()) - 1;
  return change;
}

}  // namespace

std::vector<AttributedChange> attributionsOf(const SeriesReport& series) {
  std::vector<AttributedChange> all;
  for (const Transition& transition : series.transitions) all.push_back(betweenDates(transition));
  const std::vector<ScenarioSeries>& scenarios = series.series.scenarios;
  for (std::size_t i = 1; i < scenarios.size(); ++i) all.push_back(againstBaseline(series.series, scenarios[i]));
  return all;
}

DataTable attributionTable(const std::vector<AttributedChange>& changes) {
  const auto text = [](std::string key) { return DataTable::Column{key, 0, 16}; };
  const auto figure = [](std::string key) { return DataTable::Column{key, 2, 16}; };
  DataTable table{"attribution",
                  {text("scenario"),
                   {"from", 0, 8},
                   {"to", 0, 8},
                   text("class"),
                   figure("area_before_ha"),
                   figure("area_after_ha"),
                   figure("stock_before_tC"),
                   figure("stock_after_tC"),
                   figure("change_tC"),
                   figure("by_area_tC"),
                   figure("by_density_tC")},
                  {}};
  for (const AttributedChange& change : changes)
    for (const ClassAttribution& of : change.classes)
      table.rows.push_back({change.scenario, static_cast<double>(change.from), static_cast<double>(change.to),
                            of.classKey, of.part.areaBefore, of.part.areaAfter, of.part.amountBefore,
                            of.part.amountAfter, of.part.amountAfter - of.part.amountBefore, of.change.byArea,
                            of.change.byDensity});
  return table;
}

}  // namespace tanhui
