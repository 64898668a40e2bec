#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "geo/carbon/ErrorRules.h"
#include "geo/landclass/Stratum.h"
#include "geo/project/Project.h"
#include "geo/series/Correlation.h"
#include "geo/series/UncertainRow.h"

namespace tanhui {

/// The correlations that a project gives.
std::vector<Correlation> correlationsOf(const Project& project);

/// Classes whose area has an error, each an area group.
struct AreaErrors {
  std::vector<AreaGroup> groups;
  std::vector<std::int32_t> groupOf;  ///< by stratum; empty: no group

  /// Half the 95 % interval of the area of a class, % of it (see areaErrorsOf).
  AreaErrors(std::span<const Stratum> strata, const std::map<std::string, double>& percentOfClass);
};

/// From what the ± of every figure of a project is made. Throws Error as tieFactors does.
ErrorRules errorRulesOf(const Project& project, const FactorLibrary& factors, std::span<const Stratum> strata = {},
                        const std::map<std::string, double>& areaErrorPercent = {});

}  // namespace tanhui
