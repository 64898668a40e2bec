#pragma once

#include "geo/base/Stop.h"
#include "geo/paint/LandRaster.h"

namespace tanhui {

/// The cost by the metre of each cell of a grid, row-major: of the raster of the project, or the weighted factors of
/// classes, slope and roads. NaN where one is not known. `land`: the classes of the grid's cells; may be empty for a
/// raster. Throws as networkGround does.
std::vector<float> networkCosts(const NetworkSpec& spec, const Project& project, const LandClasses& classes,
                                const ClassRaster& land, const Grid& grid, Warnings& warnings, const StopFlag& stop);

/// The faults of what the costs are made of that show without the land.
void checkCosts(const NetworkSpec& spec, const Project& project, const Grid& grid, Warnings& warnings);

}  // namespace tanhui
