#pragma once

#include <vector>

#include "geo/account/SeriesReport.h"
#include "geo/base/DataTable.h"
#include "geo/influence/Attribution.h"

namespace tanhui {

/// A class of land between two dates, or between the baseline and a scenario: how much of the change of its stock is
/// its area's, and how much that of its carbon per hectare.
struct ClassAttribution {
  std::string classKey;
  LandPart part;  ///< ha, tC
  LandPartChange change;
};

struct AttributedChange {
  std::string scenario;  ///< empty: between two dates
  int from = 0, to = 0;  ///< years; of a scenario both the horizon
  std::vector<ClassAttribution> classes;
};

/// From each date of the land to the next and from the first to the last, then of each scenario against the baseline at
/// the horizon; by Shapley's way over area x density, exact in sum. Of the whole region.
std::vector<AttributedChange> attributionsOf(const SeriesReport& series);

/// tables/attribution.csv
DataTable attributionTable(const std::vector<AttributedChange>& changes);

}  // namespace tanhui
