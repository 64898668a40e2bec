#include <cmath>

#include "geo/account/SeriesWords.h"
#include "geo/report/detail/ReportSeries.h"

namespace tanhui {

void addTargets(Composer& c) {
  if (c.report.series == nullptr || c.report.series->targetResults.empty()) return;
  const SeriesReport& series = *c.report.series;
  c.chapter("report.targets");
  c.paragraph("report.targets.text");
  block::Table table;
  table.columns = {{c.say("report.targets.col.target"), false}, {c.say("report.plan.col.scenario"), false},
                   {c.say("report.years.col.year"), false},     {c.say("report.targets.col.of"), false},
                   {c.say("report.col.unit"), false},           {c.say("report.targets.col.wanted"), true},
                   {c.say("report.targets.col.reached"), true}, {c.say("report.targets.col.gap"), true},
                   {c.say("report.targets.col.met"), false},    {c.say("report.targets.col.probability"), true}};
  for (const TargetResult& result : series.targetResults) {
    const Target& target = series.targets[result.target];
    const Quantity q = quantityOf(target.quantity);
    const double scale = std::max(std::abs(target.value), std::abs(result.figure));
    table.rows.push_back({{{target.name},
                           {scenarioName(series.series.scenarios[result.scenario].name, c.report.language)},
                           {std::to_string(target.year)},
                           c.say(target.quantity == SeriesQuantity::stock ? "report.targets.stock"
                                 : target.quantity == SeriesQuantity::net ? "report.targets.net.all"
                                                                          : "report.targets.net.sink"),
                           {UnitOf{q}},
                           cell(q, target.value, scale),
                           cell(q, result.figure, scale),
                           cell(q, result.gap, scale),
                           c.say(result.met ? "report.targets.met" : "report.targets.missed"),
                           {result.probability ? percent(*result.probability) : std::string("–")}}});
  }
  c.add(std::move(table));
}

}  // namespace tanhui
