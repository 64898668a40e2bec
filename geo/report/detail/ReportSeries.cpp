#include "geo/report/detail/ReportSeries.h"

#include <algorithm>
#include <cmath>

#include "geo/account/SeriesWords.h"

namespace tanhui {

void ColumnScale::include(double value) {
  if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
}

void ColumnScale::include(const MaybeRange& range) {
  if (range) include(range->low), include(range->high);
}

Inlines rangeCell(const Composer& c, Quantity quantity, const MaybeRange& range, double scale) {
  if (!range) return {"–"};
  return c.say("report.range", {cell(quantity, range->low, scale), cell(quantity, range->high, scale)});
}

Inlines withRange90(const Composer& c, Quantity quantity, double value, const MaybeRange& range) {
  const Inlines unit = {UnitOf{quantity}};
  if (!range) return figure(quantity, value) + Inlines{" "} + unit;
  const double half = (range->high - range->low) / 2;
  const auto rounded = [&](double number) { return Inlines{Figure{quantity, number, half, 2}}; };
  return c.say("report.with_range90",
               {rounded(value), unit, c.say("report.range", {rounded(range->low), rounded(range->high)})});
}

YearLine scenarioLine(const Composer& c, std::size_t scenario) {
  YearLine line;
  line.label = scenarioName(c.report.series->series.scenarios[scenario].name, c.report.language);
  line.colour = scenarioColour(scenario);
  return line;
}

void fillLine(YearLine& line, std::span<const YearFigures> years, const RowResult* spread, SeriesQuantity quantity) {
  for (std::size_t y = 0; y < years.size(); ++y) {
    line.values.push_back(figureOf(years[y], quantity));
    const MaybeRange range = rangeOf(spread, y, quantity);
    if (!range) continue;
    line.low.push_back(range->low);
    line.high.push_back(range->high);
  }
}

void addRemarks(Composer& c, std::string_view intro, bool ofInterventions) {
  const SeriesReport& series = *c.report.series;
  block::List list;
  for (const SeriesRemark& remark : series.series.remarks)
    if ((remark.intervention >= 0) == ofInterventions)
      list.items.push_back(remarkText(series, remark, c.report.language));
  if (list.items.empty()) return;
  c.paragraph(intro);
  c.add(std::move(list));
}

}  // namespace tanhui
