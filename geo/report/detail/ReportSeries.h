#pragma once

#include <span>
#include <string>
#include <vector>

#include "geo/account/SeriesFigures.h"
#include "geo/draw/LineChart.h"
#include "geo/report/Composer.h"

namespace tanhui {

// What the chapters about years share. They are called with a report whose series follows years.

/// How many scenarios a chart holds before its lines can no longer be told apart.
constexpr std::size_t kMostLines = 6;

/// "1,234 to 1,301", rounded like a column whose largest is `scale`; a dash without a range.
Inlines rangeCell(const Composer& composer, Quantity quantity, const MaybeRange& range, double scale);

/// A figure and its range in running text: "12.3 (90 %: 11.0 to 14.1)".
Inlines withRange90(const Composer& composer, Quantity quantity, double value, const MaybeRange& range);

/// The line of a scenario in a chart: its colour hangs on its place among the scenarios.
YearLine scenarioLine(const Composer& composer, std::size_t scenario);

/// A line's figures and band of the stock or the net balance by year.
void fillLine(YearLine& line, std::span<const YearFigures> years, const RowResult* spread, SeriesQuantity quantity);

/// The largest of a column's figures and ranges, which sets its rounding.
struct ColumnScale {
  double largest = 0;
  void include(double value);
  void include(const MaybeRange& range);
};

/// The remarks on the land without interventions, or on the interventions.
void addRemarks(Composer& composer, std::string_view intro, bool ofInterventions);

}  // namespace tanhui
