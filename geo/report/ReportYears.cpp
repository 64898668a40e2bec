#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "geo/account/Columns.h"
#include "geo/account/SeriesWords.h"
#include "geo/draw/StackChart.h"
#include "geo/report/detail/ReportSeries.h"

namespace tanhui {
namespace {

const std::vector<YearFigures>& regionYears(const SeriesReport& series, std::size_t scenario) {
  return series.series.scenarios[scenario].total().years;
}

const RowResult* regionSpread(const SeriesReport& series, std::size_t scenario) {
  return series.spreadOf(static_cast<std::uint32_t>(scenario), kWholeRegion, "");
}

void addYearsLead(Composer& c) {
  const SeriesReport& series = *c.report.series;
  const SeriesYears& years = series.series.years;
  c.paragraph("report.years.text", {{std::to_string(years.base)}, {std::to_string(years.horizon)}});
  if (series.draws > 0)
    c.paragraph("report.years.spread",
                {{trimmed(static_cast<double>(series.draws), 9)}, {std::to_string(series.seed)}});
  else
    c.paragraph("report.years.no_spread", {}, block::Tone::note);

  const std::vector<YearFigures>& base = regionYears(series, 0);
  const RowResult* spread = regionSpread(series, 0);
  const std::size_t last = base.size() - 1;
  const Scope scope = c.report.scope;
  const MaybeRange net = netRange(spread, last, scope);
  c.paragraph("report.years.lead",
              {{std::to_string(years.base)},
               withRange90(c, Quantity::stock, base[0].totalStock(), stockRange(spread, 0)),
               withRange90(c, Quantity::stock, base[last].totalStock(), stockRange(spread, last)),
               {std::to_string(years.horizon)},
               withRange90(c, Quantity::co2eFlux, base[0].net(scope), netRange(spread, 0, scope)),
               withRange90(c, Quantity::co2eFlux, base[last].net(scope), net),
               figure(Quantity::co2eAmount, cumulativeNet(base, scope)) + Inlines{" ", UnitOf{Quantity::co2eAmount}},
               {c.netName()}});
  if (net && net->low < 0 && net->high > 0)
    c.paragraph("report.years.unsure", {{std::to_string(years.horizon)}, {c.netName()}}, block::Tone::note);
  if (std::any_of(base.begin(), base.end(), [](const YearFigures& f) { return f.productFlux != 0; }))
    c.paragraph("report.years.products", {}, block::Tone::note);
}

void addLines(Composer& c, SeriesQuantity quantity) {
  const SeriesReport& series = *c.report.series;
  const bool stock = quantity == SeriesQuantity::stock;
  LineChart chart;
  chart.quantity = quantityOf(quantity);
  chart.firstYear = series.series.years.base;
  const std::size_t shown = std::min(series.series.scenarios.size(), kMostLines);
  // The baseline is drawn last: a plan that changes little must not hide it.
  for (std::size_t s = shown; s-- > 0;) {
    chart.lines.push_back(scenarioLine(c, s));
    fillLine(chart.lines.back(), regionYears(series, s), regionSpread(series, s), quantity);
  }
  if (!stock) {
    chart.fromZero = true;
    chart.above = c.word("report.years.uptake");
    chart.below = c.word("report.years.emission");
  }
  Inlines caption = c.say(stock ? "report.years.chart.stock" : "report.years.chart.net",
                          {{UnitOf{quantityOf(quantity)}}, {c.netName()}});
  if (series.draws > 0) caption = caption + c.say("report.years.chart.band");
  if (leavesOutZero(chart)) caption = caption + c.say("report.years.chart.no_zero");
  c.add(block::Picture{lineChart(std::move(chart), kPictureWidth), std::move(caption)});
}

/// The baseline's stock, cut into pools.
void addPoolStack(Composer& c) {
  const SeriesReport& series = *c.report.series;
  StackChart chart;
  chart.firstYear = series.series.years.base;
  // From the ground up: soil, then what lies on it, roots and what stands.
  for (const std::size_t pool : {4U, 3U, 2U, 1U, 0U}) {
    YearPart part{c.word(fmt::format("report.pool.{}", kPoolNames[pool])), poolColour(pool), {}};
    for (const YearFigures& f : regionYears(series, 0)) part.values.push_back(f.stock[pool]);
    chart.parts.push_back(std::move(part));
  }
  c.add(block::Picture{stackChart(std::move(chart), kPictureWidth, 170),
                       c.say("report.years.chart.pools", {{UnitOf{Quantity::stock}}})});
}

/// The baseline's net balance, cut into groups of land classes.
void addGroupStack(Composer& c) {
  struct Group {
    std::string_view key;
    std::uint32_t colour;
  };
  static constexpr std::array<Group, 7> kGroups = {{{"forest", 0x1F7A4D},
                                                    {"grass", 0x9CCB86},
                                                    {"cropland", 0xE3B23C},
                                                    {"wetland", 0x2A9D8F},
                                                    {"water", 0x4C8DC9},
                                                    {"built", 0x9B6A8F},
                                                    {"other", 0x9AA5A8}}};
  const SeriesReport& series = *c.report.series;
  std::map<std::string, std::vector<double>> net;
  for (const SeriesRow& row : series.series.scenarios[0].rows) {
    if (row.zone != kWholeRegion || row.classKey.empty()) continue;
    std::vector<double>& sum = net[c.report.classes.group(row.classKey)];
    sum.resize(row.years.size());
    for (std::size_t y = 0; y < row.years.size(); ++y) sum[y] += row.years[y].net(c.report.scope);
  }
  StackChart chart;
  chart.quantity = Quantity::co2eFlux;
  chart.firstYear = series.series.years.base;
  for (const Group& group : kGroups) {
    const std::vector<double>& values = net[std::string(group.key)];
    if (std::any_of(values.begin(), values.end(), [](double v) { return v != 0; }))
      chart.parts.push_back({c.word(fmt::format("report.group.{}", group.key)), group.colour, values});
  }
  if (chart.parts.empty()) return;
  chart.sum = c.word("report.years.sum");
  chart.above = c.word("report.years.uptake");
  chart.below = c.word("report.years.emission");
  c.add(block::Picture{stackChart(std::move(chart), kPictureWidth, 170),
                       c.say("report.years.chart.groups", {{UnitOf{Quantity::co2eFlux}}, {c.netName()}})});
}

void addYearTable(Composer& c, std::size_t scenario) {
  const SeriesReport& series = *c.report.series;
  const std::vector<YearFigures>& all = regionYears(series, scenario);
  const RowResult* spread = regionSpread(series, scenario);
  const Scope scope = c.report.scope;
  block::Table table;
  table.caption =
      c.say("report.years.table", {{scenarioName(series.series.scenarios[scenario].name, c.report.language)}});
  table.columns = {{c.say("report.years.col.year"), false},
                   {c.header("report.col.stock", Quantity::stock), true},
                   {c.say("report.col.range90"), true},
                   {c.header("report.col.flux", Quantity::flux), true},
                   {c.header(scoped("report.col.net", scope), Quantity::co2eFlux), true},
                   {c.say("report.col.range90"), true},
                   {c.header("report.col.agriculture", Quantity::co2eFlux), true}};
  ColumnScale stock, flux, co2e;
  const auto place = [&](int year) { return static_cast<std::size_t>(year - series.series.years.base); };
  const std::vector<int> told = toldYears(series.series.years);
  for (const int year : told) {
    const YearFigures& f = all[place(year)];
    stock.include(f.totalStock()), stock.include(stockRange(spread, place(year)));
    flux.include(f.flux), co2e.include(f.agriculture), co2e.include(f.net(scope));
    co2e.include(netRange(spread, place(year), scope));
  }
  for (const int year : told) {
    const std::size_t y = place(year);
    const YearFigures& f = all[y];
    table.rows.push_back({{{std::to_string(year)},
                           cell(Quantity::stock, f.totalStock(), stock.largest),
                           rangeCell(c, Quantity::stock, stockRange(spread, y), stock.largest),
                           cell(Quantity::flux, f.flux, flux.largest),
                           cell(Quantity::co2eFlux, f.net(scope), co2e.largest),
                           rangeCell(c, Quantity::co2eFlux, netRange(spread, y, scope), co2e.largest),
                           cell(Quantity::co2eFlux, f.agriculture, co2e.largest)}});
  }
  c.add(std::move(table));
}

}  // namespace

void addYears(Composer& c) {
  if (c.report.series == nullptr || !c.report.series->followsYears()) return;
  const std::size_t scenarios = c.report.series->series.scenarios.size();
  c.chapter("report.years");
  addYearsLead(c);
  addLines(c, netOf(c.report.scope));
  addLines(c, SeriesQuantity::stock);
  if (scenarios > kMostLines)
    c.paragraph("report.years.more_lines", {{std::to_string(kMostLines)}, {std::to_string(scenarios)}},
                block::Tone::note);
  for (std::size_t s = 0; s < std::min(scenarios, kMostLines); ++s) addYearTable(c, s);
  c.paragraph(c.report.series->draws > 0 ? "report.years.table.note" : "report.years.table.note_plain", {},
              block::Tone::note);
  c.section(c.word("report.years.parts"));
  addPoolStack(c);
  addGroupStack(c);
  addRemarks(c, "report.years.limits", false);
}

}  // namespace tanhui
