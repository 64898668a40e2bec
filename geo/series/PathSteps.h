#pragma once

#include <vector>

#include "geo/carbon/StratumAccount.h"
#include "geo/series/Path.h"

namespace tanhui {

/// The arithmetic of one year of a path, for `explain`: of each pool what stood at the end of the year before and what
/// came and went, adding up to what stands at its end; of the flux what the pools exchanged with the atmosphere and
/// with products; the gases. Per hectare, in the units of Step. `year` counts from the base year.
///
/// `firstYear` is the base year, for the words. The steps of "biomass", "dead_organic" and "soil_flux" are the changes
/// of those pools, so that moves between them show in both.
std::vector<Step> stepsOf(const Path& path, int year, int firstYear, const FormulaTape& tape);

}  // namespace tanhui
