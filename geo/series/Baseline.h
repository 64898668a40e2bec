#pragma once

#include <span>
#include <vector>

#include "geo/carbon/StratumAccount.h"
#include "geo/series/Courses.h"

namespace tanhui {

/// Carbon of one hectare of every stratum in the base year, in order. Land that is of another class than at t1 is on
/// its way: what stands on it is what its course says (see PathMaker). Of all other land the accountant says it alone.
std::vector<StratumCarbon> baselineCarbon(const StratumAccountant& accountant, std::span<const Stratum> strata,
                                          const SeriesYears& years);

}  // namespace tanhui
