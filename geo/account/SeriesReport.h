#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "geo/account/AnnualSeries.h"
#include "geo/account/Inventory.h"
#include "geo/account/SeriesWeights.h"
#include "geo/account/Targets.h"
#include "geo/account/Transition.h"
#include "geo/series/ErrorPropagation.h"
#include "geo/series/MonteCarlo.h"

namespace tanhui {

/// A figure whose uncertainty is looked at closely: of all land in a scenario, or what the scenario adds.
struct CloseLook {
  WeightedRow label;
  int year = 0;
  SeriesQuantity quantity = SeriesQuantity::lulucf;
  FocusResult spread;                    ///< Approach 2
  double value = 0, se = 0;              ///< with the library's figures; Approach 1
  std::vector<Contribution> firstOrder;  ///< Approach 1
};

/// All that tables, report and viewer say of time. Filled by run/, told by report/ and others.
struct SeriesReport {
  Scope scope = Scope::sink;  ///< which net balance leads
  AnnualSeries series;
  std::vector<PlannedEvent> interventions;  ///< of the plan, in the order of the project
  std::vector<PlannedChange> changes;       ///< of the plan
  LandClasses classes;                      ///< of the factors
  std::vector<ZoneName> zones;
  Inventory inventory;
  /// Where the project has earlier land: from each date to the next where there are several, last from the first date
  /// to the base year.
  std::vector<Transition> transitions;
  std::vector<Target> targets;
  std::vector<TargetResult> targetResults;
  std::vector<std::string> areaGroups;  ///< names, as contributions count them

  int draws = 0;  ///< 0: Approach 2 was not asked for, and there is no spread
  std::uint64_t seed = 0;
  std::vector<WeightedRow> labels;  ///< of `spreads`
  std::vector<RowResult> spreads;
  std::vector<CloseLook> looks;
  std::vector<FixedFactor> fixed;  ///< factors that were not varied

  /// The spread of a row, or null.
  const RowResult* spreadOf(std::uint32_t scenario, std::uint32_t zone, const std::string& classKey) const;
  /// The spread of what a scenario adds to the baseline over the region, or null.
  const RowResult* additionSpreadOf(std::uint32_t scenario) const;
  /// The close look at a figure of all land at the horizon, or null.
  const CloseLook* lookAt(std::uint32_t scenario, bool additional, SeriesQuantity quantity) const;
  /// Whether there is a year after the base year.
  bool followsYears() const { return series.years.count() > 1; }
};

}  // namespace tanhui
