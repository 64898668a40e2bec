#pragma once

#include <cstdint>
#include <vector>

#include "geo/series/FactorDraws.h"
#include "geo/series/Percentiles.h"
#include "geo/series/UncertainRow.h"

namespace tanhui {

struct MonteCarloRules {
  int draws = 1000;
  std::uint64_t seed = 1;
  std::vector<Correlation> correlations;
  std::vector<AreaGroup> areaGroups;
  std::vector<AreaFrame> areaFrames;
};

struct RowResult {
  std::vector<Percentiles> stock;        ///< tC, as YearWeights::stock: one more than years
  std::vector<Percentiles> net;          ///< tCO2e/yr, [y] in the year base + y
  std::vector<Percentiles> lulucf = {};  ///< tCO2e/yr, the same less Agriculture

  const std::vector<Percentiles>& netIn(Scope scope) const { return scope == Scope::sink ? lulucf : net; }
};

struct FocusResult {
  std::vector<double> draws;  ///< in the order of drawing
  std::vector<ConvergenceStep> convergence;
  /// Shares of the variance, greatest first: the squared correlation of the figure with the normal score of a source,
  /// of tied factors the multiple one; less what chance alone would give with so many draws. Those that cannot be told
  /// from chance (share below 9 / draws) are not listed.
  std::vector<Contribution> contributions;
  double remainder = 0;  ///< 1 - their sum: curvature, interactions and sources too small to tell
};

}  // namespace tanhui
