#pragma once

#include "geo/run/detail/LandscapeSteps.h"

namespace tanhui {

/// Makes the ecological networks of a project: their maps and network.gpkg in the folder, their figures and tables;
/// the corridors of each become a zone layer of its name in the model, where a cell belongs to the link that it is
/// cheapest for. Throws Error as networkGround, linkSources, gravity and flowBetween do; Interrupted.
void makeNetworks(RunLand& land, const LandscapeWork& work, Landscape& made);

/// The files that makeNetworks writes.
std::vector<std::filesystem::path> networkFiles(const Project& project);

}  // namespace tanhui
