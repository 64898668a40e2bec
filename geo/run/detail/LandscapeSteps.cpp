#include "geo/run/detail/LandscapeSteps.h"

namespace tanhui {
namespace fs = std::filesystem;

Landscape shapeLandscape(RunLand& land, const LandscapeWork& work) {
  Landscape made;
  heed(&work.stop);
  if (land.model.zones.empty()) return made;
  return made;
}

void valueLandscape(Landscape&, const RunLand&, const RunReport&, const LandscapeWork& work) { heed(&work.stop); }

std::vector<fs::path> landscapeOutputs(const Project&) { return {}; }

}  // namespace tanhui
