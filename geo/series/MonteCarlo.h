#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/base/Error.h"
#include "geo/series/FactorDraws.h"
#include "geo/series/Percentiles.h"
#include "geo/series/Spread.h"
#include "geo/series/UncertainRow.h"

namespace tanhui {

struct MonteCarloResult {
  std::vector<RowResult> rows;       ///< as given
  std::vector<FocusResult> focuses;  ///< as given
  std::vector<FixedFactor> fixed;    ///< factors of the tape that were not varied
  Warnings remarks;
};

/// Approach 2 of IPCC 2006 V1 Ch 3, 3.2.3.2. A draw of all factors gives the nodes of the tape, and every row by year
/// is a weighted sum of them. The library is the tape's own.
///
/// An area group's multiplier m is drawn once per run of the simulation from normal(1, relativeSe) given m > 0, and is
/// rescaled inside the row's frame by sum(area) / sum(area x m): area moves between classes. All rows of a frame (its
/// total, its classes, the difference of two scenarios on it) use the same multipliers, so that its classes add up to
/// its total in every draw. Frames are rescaled each by itself; a frame that lies in one group has no area error.
///
/// The same bytes on any number of threads; the caller's task arena decides how many. Memory: a gigabyte at most for
/// the nodes, and a few hundred megabytes. Throws Error for rules that make no sense and for a figure that is not
/// finite in some draw; std::invalid_argument for rows that do not fit together.
MonteCarloResult monteCarlo(const FormulaTape& tape, const FactorLibrary& library, std::span<const UncertainRow> rows,
                            std::span<const Focus> focuses, const MonteCarloRules& rules);

}  // namespace tanhui
