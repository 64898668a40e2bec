#pragma once

#include <optional>

#include "geo/account/SeriesReport.h"
#include "geo/project/Project.h"

namespace tanhui {

/// Reads what a run drew (Approach 2) from its tables/series.csv into a report of the same figures without draws.
/// Nothing when there is no such table, or its figures are not those of the report: other factors, other land, other
/// plans.
std::optional<SeriesReport> withRangesOfRun(SeriesReport report, const Project& project);

}  // namespace tanhui
