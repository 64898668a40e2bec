#pragma once

#include <vector>

#include "geo/carbon/Carbon.h"

namespace tanhui {

/// What carbon of the same strata becomes from one moment to another, stratum by stratum: later less earlier. The moves
/// of a factor are subtracted before errors are made of them, so that what both share cancels. Same length.
std::vector<StratumCarbon> differenceOf(const std::vector<StratumCarbon>& later,
                                        const std::vector<StratumCarbon>& earlier);

}  // namespace tanhui
