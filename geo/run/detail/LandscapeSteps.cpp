#include "geo/run/detail/LandscapeSteps.h"

#include "geo/run/detail/PatternStep.h"

namespace tanhui {
namespace fs = std::filesystem;

Landscape shapeLandscape(RunLand& land, const LandscapeWork& work) {
  Landscape made;
  heed(&work.stop);
  makePatterns(land, work, made);
  return made;
}

void valueLandscape(Landscape&, const RunLand&, const RunReport&, const LandscapeWork& work) { heed(&work.stop); }

std::vector<fs::path> landscapeOutputs(const Project& project) { return patternFiles(project); }

}  // namespace tanhui
