#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/account/AnnualSeries.h"
#include "geo/series/UncertainRow.h"

namespace tanhui {

/// What the region is to reach in a year: at least so much.
struct Target {
  std::string name;
  std::string scenario;  ///< empty: every scenario is held against it
  SeriesQuantity quantity = SeriesQuantity::net;
  int year = 0;      ///< of the series
  double value = 0;  ///< tC of stock or tCO2e/yr of net uptake, with Agriculture or without as the quantity says
};

/// One target held against one scenario.
struct TargetResult {
  std::size_t target = 0;             ///< index into the targets
  std::uint32_t scenario = 0;         ///< index into the series
  double figure = 0;                  ///< of that year, in the target's unit
  double gap = 0;                     ///< figure - value: below 0 so much is missing
  bool met = false;                   ///< gap >= 0
  std::optional<double> probability;  ///< of meeting it, from draws
  std::vector<double> path;  ///< [y]: the straight way from the base year's figure to the target, year base + y
};

/// Draws of a scenario's figure in the target's year and unit; empty: there are none.
using TargetDraws = std::function<std::span<const double>(std::uint32_t scenario, const Target& target)>;

/// Share of the draws that reach the value. Requires a draw.
double probabilityOfReaching(std::span<const double> draws, double value);

/// Every target against its scenarios, in the order of the targets, then of the scenarios. A target of a scenario that
/// the series lacks gives none. Throws std::invalid_argument for a year outside the series.
std::vector<TargetResult> holdAgainst(std::span<const Target> targets, const AnnualSeries& series,
                                      const TargetDraws& draws = {});

}  // namespace tanhui
