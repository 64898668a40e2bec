#pragma once

#include <span>

#include "geo/account/Account.h"
#include "geo/evaluate/Closure.h"
#include "geo/evaluate/RunSums.h"
#include "geo/model/Model.h"
#include "geo/project/Project.h"

namespace tanhui {

/// How far the sums of a run close. Throws where they do not, and for raster values without a class: what the same
/// tiles would give again.
Closure soundClosure(const Project& project, const Model& model, const RunSums& sums,
                     std::span<const LedgerLine> ledger);

/// What the sums have to tell: overlaps, gaps of today and of t1, interventions that meet, areas scaled to the
/// survey's.
Warnings warningsOf(const Project& project, const Model& model, const RunSums& sums, std::span<const LedgerLine> ledger,
                    const Account& account);

}  // namespace tanhui
