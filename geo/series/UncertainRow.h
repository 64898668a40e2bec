#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "geo/carbon/Formula.h"
#include "geo/carbon/Scope.h"

namespace tanhui {

/// Carbon of some land by year, each figure as weights of the nodes of one tape: hectares and other data in the
/// weights, what hangs on factors in the nodes. stock has one entry more than nonCo2.
struct YearWeights {
  std::vector<std::vector<FormulaTape::Term>> stock;   ///< tC: [0] at the start of the base year, [y + 1] at the end
                                                       ///< of the year base + y
  std::vector<std::vector<FormulaTape::Term>> nonCo2;  ///< tCO2e/yr, + = uptake: [y] in the year base + y
  /// The part of nonCo2 that Agriculture reports: as many years, or none where it has none.
  std::vector<std::vector<FormulaTape::Term>> agriculture = {};

  std::size_t years() const { return nonCo2.size(); }
};

/// Land whose area is uncertain as one: what a map put into one class, with that class's error.
struct AreaGroup {
  std::string name;       ///< the draws hang on it
  double relativeSe = 0;  ///< standard error of the area as a share of it
};

/// Land of a fixed outline (the region, a zone) inside which area moves between the groups: none appears and none is
/// lost.
struct AreaFrame {
  std::vector<double> groupAreaHa;  ///< ha of each area group inside it; a group that it lacks holds 0
};

/// One figure of a table by year: a zone's total, one class of the region, a difference of two scenarios.
struct UncertainRow {
  struct Part {
    std::int32_t areaGroup = -1;  ///< of the rules; -1: its area is exact
    YearWeights weights;
  };
  std::vector<Part> parts;      ///< all of the same number of years
  std::int32_t areaFrame = -1;  ///< of the rules: where its land lies; needed when a part has an area group

  std::size_t years() const { return parts.empty() ? 0 : parts.front().weights.years(); }
};

enum class SeriesQuantity : std::uint8_t {
  stock,   ///< tC, at the end of the year
  net,     ///< tCO2e/yr: (stock at the end - stock at the start) x 44/12 + nonCo2
  lulucf,  ///< tCO2e/yr: net less Agriculture
};

/// The net balance that leads.
constexpr SeriesQuantity netOf(Scope scope) {
  return scope == Scope::sink ? SeriesQuantity::lulucf : SeriesQuantity::net;
}

/// One figure looked at closely.
struct Focus {
  std::size_t row = 0;
  std::size_t year = 0;  ///< years after the base year; 0: the base year itself
  SeriesQuantity quantity = SeriesQuantity::net;
};

/// What part of the variance of a figure comes from one source.
struct Contribution {
  std::vector<std::uint32_t>
      factors;  ///< one, or all those of a group or that correlations tie together: they cannot be told apart
  std::int32_t areaGroup = -1;  ///< of the rules, when it is no factor
  double share = 0;             ///< 0 to 1
};

}  // namespace tanhui
