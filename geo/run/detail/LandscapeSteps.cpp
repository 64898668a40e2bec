#include "geo/run/detail/LandscapeSteps.h"

#include <algorithm>
#include <iterator>

#include "geo/report/ElementTable.h"
#include "geo/run/detail/BasinTable.h"
#include "geo/run/detail/DrawdownFiles.h"
#include "geo/run/detail/ElementStep.h"
#include "geo/run/detail/NetworkStep.h"
#include "geo/run/detail/PatternStep.h"

namespace tanhui {
namespace fs = std::filesystem;

Landscape shapeLandscape(RunLand& land, const LandscapeWork& work) {
  Landscape made;
  heed(&work.stop);
  addDrawdown(made, land, work);
  if (std::optional<DataTable> basins = basinTable(land.model)) made.tables.push_back(std::move(*basins));
  makeNetworks(land, work, made);
  makeElements(land, work, made);
  makePatterns(land, work, made);
  return made;
}

void valueLandscape(Landscape& landscape, const RunLand&, const RunReport& report, const LandscapeWork& work) {
  heed(&work.stop);
  if (!landscape.elements.empty()) landscape.tables.push_back(elementTable(landscape, report.account));
}

std::vector<fs::path> landscapeOutputs(const Project& project) {
  std::vector<fs::path> names = drawdownOutputs(project);
  if (std::ranges::any_of(project.zones, [](const ZoneSpec& zone) { return zone.kind == ZoneKind::basin; }))
    names.push_back(fs::path("tables") / "basins.csv");
  for (const auto& files : {networkFiles(project), patternFiles(project), elementFiles(project)})
    names.insert(names.end(), files.begin(), files.end());
  return names;
}

}  // namespace tanhui
