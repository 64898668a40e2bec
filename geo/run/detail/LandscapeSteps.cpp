#include "geo/run/detail/LandscapeSteps.h"

#include <algorithm>
#include <iterator>

#include "geo/report/ElementTable.h"
#include "geo/run/detail/ElementStep.h"
#include "geo/run/detail/PatternStep.h"

namespace tanhui {
namespace fs = std::filesystem;

Landscape shapeLandscape(RunLand& land, const LandscapeWork& work) {
  Landscape made;
  heed(&work.stop);
  makeElements(land, work, made);
  makePatterns(land, work, made);
  return made;
}

void valueLandscape(Landscape& landscape, const RunLand&, const RunReport& report, const LandscapeWork& work) {
  heed(&work.stop);
  if (!landscape.elements.empty()) landscape.tables.push_back(elementTable(landscape, report.account));
}

std::vector<fs::path> landscapeOutputs(const Project& project) {
  std::vector<fs::path> names = patternFiles(project);
  std::ranges::move(elementFiles(project), std::back_inserter(names));
  return names;
}

}  // namespace tanhui
