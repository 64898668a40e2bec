#pragma once

#include <vector>

#include "geo/base/Stop.h"
#include "geo/pattern/detail/PatternField.h"

namespace tanhui {

/// Step 5, first half: what is left outside the cores when the foreground that is no islet is thinned as far as it goes
/// without joining, parting or opening anything, and cores stay: the lines that lead from core to core and around
/// openings. 1 for such a cell.
///
/// Layers are taken off from the north, south, west and east in turn. In each turn the cells that can go are found
/// first, then taken row by row, each only if it still can. So the result depends on the raster alone.
std::vector<std::uint8_t> skeleton(const PatternField& field, const StopFlag* stop);

}  // namespace tanhui
