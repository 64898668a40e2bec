#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/network/CostSurface.h"

namespace tanhui {

/// How wide a corridor is across its path, in metres: the median over the cells of the path of the way through the
/// corridor at right angles to it, looked at by half cells. `corridor`: ascending cells.
double medianWidth(const CostSurface& surface, std::span<const std::int64_t> path,
                   std::span<const std::int64_t> corridor);

}  // namespace tanhui
