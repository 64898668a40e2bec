#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "geo/account/Account.h"
#include "geo/account/SavedRun.h"

namespace tanhui {

/// A zone as tables and maps name it.
struct ZoneRef {
  std::string layer, id;
  friend bool operator==(const ZoneRef&, const ZoneRef&) = default;
};

/// What the land of a run holds and does in one year with one set of factors. Made once, then only read, by any thread.
struct RunFigures {
  std::shared_ptr<const SavedRun> run;
  std::shared_ptr<const ErrorRules> errors;
  std::vector<StratumCarbon> carbon;  ///< by stratum of the run
  Account account;
};

/// `strata`: those of the run, with the classes of the year.
RunFigures runFigures(std::shared_ptr<const SavedRun> run, std::shared_ptr<const ErrorRules> errors,
                      std::span<const Stratum> strata, std::vector<StratumCarbon> carbon);

/// What several zones hold together. The error of a factor is added up in full over the zones before the factors are
/// combined, so the error of the sum is neither the sum of the zones' errors nor the root of their squares. Land in two
/// of the zones counts twice. A zone that the run lacks adds nothing.
Totals totalsOf(const RunFigures& figures, std::span<const ZoneRef> zones);

}  // namespace tanhui
