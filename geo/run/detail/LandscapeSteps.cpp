#include "geo/run/detail/LandscapeSteps.h"

#include "geo/run/detail/DrawdownFiles.h"

namespace tanhui {
namespace fs = std::filesystem;

Landscape shapeLandscape(RunLand& land, const LandscapeWork& work) {
  Landscape made;
  heed(&work.stop);
  addDrawdown(made, land, work);
  return made;
}

void valueLandscape(Landscape&, const RunLand&, const RunReport&, const LandscapeWork& work) { heed(&work.stop); }

std::vector<fs::path> landscapeOutputs(const Project& project) { return drawdownOutputs(project); }

}  // namespace tanhui
