#pragma once

#include <span>
#include <vector>

#include "geo/series/MonteCarlo.h"
#include "geo/series/UncertainRow.h"

namespace tanhui {

/// Value and standard error by year.
struct PropagatedRow {
  std::vector<double> stock, stockSe;    ///< tC, as YearWeights::stock
  std::vector<double> net, netSe;        ///< tCO2e/yr
  std::vector<double> lulucf, lulucfSe;  ///< tCO2e/yr, the same less Agriculture

  struct Figure {
    double value, se;
  };
  /// At the end of, or during, a year counted from the base year.
  Figure figure(SeriesQuantity quantity, std::size_t year) const;
};

struct PropagatedFocus {
  std::vector<Contribution> contributions;  ///< greatest first; sum 1, none where the error is 0
};

struct PropagationResult {
  std::vector<PropagatedRow> rows;
  std::vector<PropagatedFocus> focuses;
};

/// Approach 1 (IPCC 2006 V1 Ch 3, Eq 3.1 and 3.2) of the same rows: se^2 = s^T R s, with s the slope of the figure by
/// each factor x its standard error in the library, added up over the factors of one group, R the correlations; area
/// groups to first order, rescaled in their frame. Factors that Approach 2 does not vary have no error here either.
/// `rules.draws` and `rules.seed` are not used. Throws as monteCarlo does.
PropagationResult propagateErrors(const FormulaTape& tape, const FactorLibrary& library,
                                  std::span<const UncertainRow> rows, std::span<const Focus> focuses,
                                  const MonteCarloRules& rules);

}  // namespace tanhui
