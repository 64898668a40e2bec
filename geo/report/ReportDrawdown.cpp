#include <algorithm>
#include <cmath>

#include "geo/base/PlainNumber.h"
#include "geo/report/Composer.h"

namespace tanhui {
namespace {

/// The page shows so many bands; all are in the workbook.
constexpr std::size_t kMostBands = 40;

std::string number(double value) { return std::isnan(value) ? "–" : significant(value, 4); }
std::string metres(double value) { return fmt::format("{:.2f}", value); }

std::string rangedText(const DrawdownReport::Methane& methane) {
  if (std::isnan(methane.value)) return "–";
  return fmt::format("{} ({} – {})", number(methane.value), number(methane.low), number(methane.high));
}

void addBelt(Composer& c, const DrawdownReport::Belt& belt) {
  const Inlines area = figure(Quantity::area, belt.whole.areaHa), unit = {UnitOf{Quantity::area}};
  if (belt.stageDays == 0)
    return c.paragraph("report.drawdown.belt_levels",
                       {{belt.name}, area, unit, {metres(belt.lowest)}, {metres(belt.highest)}});
  c.paragraph("report.drawdown.belt", {{belt.name},
                                       area,
                                       unit,
                                       {std::to_string(belt.stageDays)},
                                       {metres(belt.lowest)},
                                       {metres(belt.highest)},
                                       {plainNumber(belt.offset)},
                                       figure(Quantity::area, belt.waterHa)});
  c.paragraph("report.drawdown.counted", {{belt.name}, {c.word("report.drawdown.by." + belt.method)}});
}

void addModels(Composer& c, const DrawdownReport& drawdown) {
  block::Table table;
  table.caption = c.say("report.drawdown.models");
  table.columns = {{c.say("report.drawdown.col.name"), false},
                   {c.say("report.drawdown.col.days"), true},
                   {c.say("report.drawdown.col.state"), true},
                   {c.say("report.drawdown.col.by_days"), true},
                   {c.say("report.drawdown.col.counted"), true}};
  for (const DrawdownReport::Belt& belt : drawdown.belts)
    table.rows.push_back({{{belt.name},
                           {number(belt.whole.floodedDays)},
                           {rangedText(belt.whole.byState)},
                           {rangedText(belt.whole.byDays)},
                           {number(belt.whole.countedT)}}});
  c.add(std::move(table));
  c.paragraph("report.drawdown.models.text", {}, block::Tone::note);
}

void addHeights(Composer& c, const DrawdownReport& drawdown) {
  block::Table table;
  table.caption = c.say("report.drawdown.heights");
  table.columns = {{c.say("report.drawdown.col.name"), false},   {c.say("report.drawdown.col.from"), true},
                   {c.say("report.drawdown.col.to"), true},      {c.say("report.drawdown.col.area"), true},
                   {c.say("report.drawdown.col.days"), true},    {c.say("report.drawdown.col.state"), true},
                   {c.say("report.drawdown.col.by_days"), true}, {c.say("report.drawdown.col.counted"), true}};
  for (const DrawdownReport::Belt& belt : drawdown.belts)
    for (const DrawdownReport::Band& band : belt.bands) {
      if (table.rows.size() == kMostBands) break;
      table.rows.push_back({{{belt.name},
                             {number(band.from)},
                             {number(band.to)},
                             {number(band.areaHa)},
                             {number(band.floodedDays)},
                             {number(band.byState.value)},
                             {number(band.byDays.value)},
                             {number(band.countedT)}}});
    }
  c.add(std::move(table));
}

}  // namespace

void addDrawdownBelts(Composer& c) {
  if (!c.landscape.drawdown || c.landscape.drawdown->belts.empty()) return;
  const DrawdownReport& drawdown = *c.landscape.drawdown;
  c.chapter("report.drawdown");
  c.paragraph("report.drawdown.text");
  for (const DrawdownReport::Belt& belt : drawdown.belts) addBelt(c, belt);
  double countedHa = 0;
  for (const ClassTotals& total : c.report.account.classes)
    if (total.classKey == "drawdown") countedHa += total.totals.areaHa;
  c.paragraph("report.drawdown.account", {figure(Quantity::area, countedHa), {UnitOf{Quantity::area}}});
  addModels(c, drawdown);
  addHeights(c, drawdown);
}

}  // namespace tanhui
