#pragma once

#include <vector>

#include "geo/account/RunReport.h"
#include "geo/evaluate/RunSums.h"
#include "geo/project/Project.h"
#include "geo/run/detail/RunLand.h"

namespace tanhui {

/// The account of a run, its years and its warnings. Without outputs and timings.
RunReport accountFor(const Project& project, const RunLand& land, const RunSums& sums,
                     const std::vector<LedgerLine>& ledger, const Closure& closure);

}  // namespace tanhui
