#pragma once

#include <vector>

#include "geo/base/Stop.h"
#include "geo/terrain/Dem.h"

namespace tanhui {

/// The heights with every hollow filled to its rim, so that water runs from each cell to the edge of the DEM or to a
/// cell without height: Priority-Flood with an epsilon (Barnes, Lehman, Mulla 2014, Computers & Geosciences 62:117-127,
/// algorithm 3). A filled or flat cell lies one step of a double above the cell that it drains to. Cells of one height
/// are taken in the order in which they were met, so the result is one. NaN stays. About 8 + 24 bytes a cell at most.
std::vector<double> filledHeights(const Dem& dem, const StopFlag* stop = nullptr);

}  // namespace tanhui
