#pragma once

#include <vector>

#include "geo/account/SavedRun.h"
#include "geo/cog/CogSpec.h"

namespace tanhui {

/// Statistics of a figure per hectare over the mapped land of a run, by its hectares: what a map of it would show.
/// `values` by stratum; what is not finite is left out. `count` is that of strata.
BandStatistics statisticsOver(const SavedRun& run, const std::vector<double>& values);

}  // namespace tanhui
