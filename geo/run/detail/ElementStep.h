#pragma once

#include "geo/run/detail/LandscapeSteps.h"

namespace tanhui {

/// Makes of the zones with a role a layer of the model in which no ground counts twice: zones before corridors before
/// nodes, within a role in the order of the project. Writes elements.tif, the role of each cell that elements cover by
/// half or more, with its style. Does nothing without such zones. Throws Error as differenceOf does; Interrupted.
void makeElements(RunLand& land, const LandscapeWork& work, Landscape& made);

/// The files of makeElements, and the table of the elements.
std::vector<std::filesystem::path> elementFiles(const Project& project);

}  // namespace tanhui
