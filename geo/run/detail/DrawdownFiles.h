#pragma once

#include <filesystem>

#include "geo/run/detail/LandscapeSteps.h"

namespace tanhui {

/// drawdown.tif and tables/drawdown.csv of the belts of a project, for the report too; nothing without belts.
void addDrawdown(Landscape& landscape, const RunLand& land, const LandscapeWork& work);

/// The names of what a project's belts write.
std::vector<std::filesystem::path> drawdownOutputs(const Project& project);

}  // namespace tanhui
