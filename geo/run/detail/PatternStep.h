#pragma once

#include "geo/run/detail/LandscapeSteps.h"

namespace tanhui {

/// Makes the patterns of a project: their maps with styles in the folder, their figures for the whole and for every
/// zone of the model. Throws Error as patternGround and classifyPattern do; Interrupted.
void makePatterns(RunLand& land, const LandscapeWork& work, Landscape& made);

/// The files that makePatterns writes.
std::vector<std::filesystem::path> patternFiles(const Project& project);

}  // namespace tanhui
