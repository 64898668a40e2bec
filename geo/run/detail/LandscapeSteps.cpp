#include "geo/run/detail/LandscapeSteps.h"

#include <algorithm>
#include <iterator>

#include "geo/account/AttributionOf.h"
#include "geo/ask/CompensationOf.h"
#include "geo/ask/InfluenceOf.h"
#include "geo/report/ElementTable.h"
#include "geo/run/detail/BasinTable.h"
#include "geo/run/detail/DrawdownFiles.h"
#include "geo/run/detail/ElementStep.h"
#include "geo/run/detail/NetworkStep.h"
#include "geo/run/detail/PatternStep.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

void addCompensations(Landscape& landscape, const RunReport& report, const Project& project) {
  if (project.compensations.empty()) return;
  for (const CompensationSpec& spec : project.compensations)
    landscape.compensations.push_back(compensationOf(spec, report.account, report.classes, report.baseYear));
  landscape.tables.push_back(compensationTable(landscape.compensations));
  landscape.tables.push_back(compensationIndexTable(landscape.compensations));
}

void addInfluences(Landscape& landscape, const RunLand& land, RunReport& report, const LandscapeWork& work) {
  if (work.project.influences.empty()) return;
  const InfluenceLand asked{land.model, land.carbon, report.account, work.threads, work.stop};
  for (const InfluenceSpec& spec : work.project.influences) {
    InfluenceAnswer answer = influenceOf(spec, asked, report.warnings);
    landscape.studies.push_back(std::move(answer.study));
    if (answer.spots) landscape.spots.push_back(std::move(*answer.spots));
  }
  for (DataTable& table : tablesOf(landscape.studies)) landscape.tables.push_back(std::move(table));
  if (!landscape.spots.empty()) landscape.tables.push_back(hotSpotTable(landscape.spots));
  landscape.attributions = attributionsOf(*report.series);
  if (!landscape.attributions.empty()) landscape.tables.push_back(attributionTable(landscape.attributions));
}

std::vector<std::string> zoneNames(const Model& model, const std::string& layer) {
  std::vector<std::string> names;
  for (const ZoneLayer& zones : model.zones)
    for (std::size_t i = 0; zones.name == layer && i < zones.ids.size(); ++i)
      names.push_back(zones.labels[i].empty() ? zones.ids[i] : zones.labels[i]);
  return names;
}

}  // namespace

void requireLandscape(const Project& project, const Model& model) {
  for (const CompensationSpec& spec : project.compensations) requireCompensation(spec, zoneNames(model, spec.parties));
  for (const InfluenceSpec& spec : project.influences) requireInfluence(spec, model.grid);
}

Landscape shapeLandscape(RunLand& land, const LandscapeWork& work) {
  Landscape made;
  heed(&work.stop);
  addDrawdown(made, land, work);
  if (std::optional<DataTable> basins = basinTable(land.model)) made.tables.push_back(std::move(*basins));
  makeNetworks(land, work, made);
  makeElements(land, work, made);
  makePatterns(land, work, made);
  requireLandscape(work.project, land.model);
  return made;
}

void valueLandscape(Landscape& landscape, const RunLand& land, RunReport& report, const LandscapeWork& work) {
  heed(&work.stop);
  if (!landscape.elements.empty()) landscape.tables.push_back(elementTable(landscape, report.account));
  addCompensations(landscape, report, work.project);
  addInfluences(landscape, land, report, work);
}

bool readsAfterAccount(const Project& project) { return !project.compensations.empty() || !project.influences.empty(); }

std::vector<fs::path> landscapeOutputs(const Project& project) {
  std::vector<fs::path> names = drawdownOutputs(project);
  const auto add = [&](std::initializer_list<const char*> tables) {
    for (const char* table : tables) names.push_back(fs::path("tables") / (std::string(table) + ".csv"));
  };
  if (std::ranges::any_of(project.zones, [](const ZoneSpec& zone) { return zone.kind == ZoneKind::basin; }))
    add({"basins"});
  for (const auto& files : {networkFiles(project), patternFiles(project), elementFiles(project)})
    names.insert(names.end(), files.begin(), files.end());
  if (!project.compensations.empty()) add({"compensation", "compensation_indices"});
  if (project.influences.empty()) return names;
  add({"influence", "influence_pairs", "influence_strata", "influence_risk"});
  const auto byZones = [](const InfluenceSpec& spec) { return !spec.units.empty(); };
  if (std::ranges::any_of(project.influences, byZones)) add({"hotspots"});
  if (!project.earlierYears.empty() || !project.interventions.empty()) add({"attribution"});
  return names;
}

}  // namespace tanhui
