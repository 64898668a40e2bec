#pragma once

#include <memory>
#include <vector>

#include "geo/account/RunFigures.h"
#include "geo/model/Model.h"

namespace tanhui {

/// The base year of a project with factors that somebody tries: no layer is read for it. Made once, then only read.
struct BaseYear {
  std::shared_ptr<const FactorLibrary> factors;
  std::shared_ptr<const RunFigures> figures;                 ///< null without a run
  std::shared_ptr<const std::vector<StratumCarbon>> carbon;  ///< by stratum of the model; null without one
};

/// `run` with the rules of its errors and `model` may be null. A tenth of a second for 100,000 strata: not for the
/// thread of a window. Throws Error for a factor that the library lacks.
BaseYear baseYear(const Project& project, std::shared_ptr<const FactorLibrary> factors,
                  std::shared_ptr<const SavedRun> run, std::shared_ptr<const ErrorRules> errors, const Model* model);

}  // namespace tanhui
