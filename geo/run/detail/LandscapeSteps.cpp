#include "geo/run/detail/LandscapeSteps.h"

#include <algorithm>

#include "geo/run/detail/BasinTable.h"
#include "geo/run/detail/DrawdownFiles.h"

namespace tanhui {
namespace fs = std::filesystem;

Landscape shapeLandscape(RunLand& land, const LandscapeWork& work) {
  Landscape made;
  heed(&work.stop);
  addDrawdown(made, land, work);
  if (std::optional<DataTable> basins = basinTable(land.model)) made.tables.push_back(std::move(*basins));
  return made;
}

void valueLandscape(Landscape&, const RunLand&, const RunReport&, const LandscapeWork& work) { heed(&work.stop); }

std::vector<fs::path> landscapeOutputs(const Project& project) {
  std::vector<fs::path> names = drawdownOutputs(project);
  if (std::ranges::any_of(project.zones, [](const ZoneSpec& zone) { return zone.kind == ZoneKind::basin; }))
    names.push_back(fs::path("tables") / "basins.csv");
  return names;
}

}  // namespace tanhui
