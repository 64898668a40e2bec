#include <algorithm>
#include <cmath>
#include <map>

#include "geo/account/Columns.h"
#include "geo/account/SeriesWords.h"
#include "geo/report/detail/ReportSeries.h"

namespace tanhui {
namespace {

/// Interventions and zones above these are summed in one row; the tables in files have them all.
constexpr std::size_t kMostInterventions = 40, kMostPlanZones = 15;

/// What land adds up to, as the tables of this chapter tell it.
struct PlanFigures {
  double stock = 0;        ///< tC at the horizon
  double net = 0;          ///< tCO2e/yr at the horizon, of the scope
  double cumulative = 0;   ///< tCO2e over all years, of the scope
  double agriculture = 0;  ///< tCO2e/yr at the horizon

  PlanFigures() = default;
  PlanFigures(const std::vector<YearFigures>& years, Scope scope)
      : stock(years.back().totalStock()),
        net(years.back().net(scope)),
        cumulative(cumulativeNet(years, scope)),
        agriculture(years.back().agriculture) {}
  PlanFigures& operator+=(const PlanFigures& other) {
    stock += other.stock, net += other.net, cumulative += other.cumulative, agriculture += other.agriculture;
    return *this;
  }
  bool isZero() const { return stock == 0 && net == 0 && cumulative == 0 && agriculture == 0; }
};

struct PlanScales {
  ColumnScale area, stock, net, cumulative;
  void include(const PlanFigures& f) {
    stock.include(f.stock), cumulative.include(f.cumulative);
    net.include(f.net), net.include(f.agriculture);
  }
  bool isZero() const { return stock.largest == 0 && net.largest == 0 && cumulative.largest == 0; }
};

std::string scenarioOf(const Composer& c, std::size_t scenario) {
  return scenarioName(c.report.series->series.scenarios[scenario].name, c.report.language);
}

/// Whether any scenario changes anything.
bool differs(const SeriesReport& series) {
  for (std::uint32_t s = 1; s < series.series.scenarios.size(); ++s)
    for (const YearFigures& f : additionOf(series, s))
      if (f.totalStock() != 0 || f.net() != 0 || f.agriculture != 0) return true;
  return false;
}

/// A row per scenario: of all land, or (added) of what it adds to the baseline.
block::Table comparison(const Composer& c, bool added) {
  const SeriesReport& series = *c.report.series;
  struct Line {
    std::size_t scenario;
    PlanFigures figures;
    MaybeRange stock, net;
  };
  std::vector<Line> lines;
  PlanScales scales;
  const auto last = static_cast<std::size_t>(series.series.years.count() - 1);
  for (std::size_t s = added ? 1 : 0; s < series.series.scenarios.size(); ++s) {
    const auto number = static_cast<std::uint32_t>(s);
    const RowResult* spread = added ? series.additionSpreadOf(number) : series.spreadOf(number, kWholeRegion, "");
    lines.push_back(
        {s, PlanFigures(added ? additionOf(series, number) : series.series.scenarios[s].total().years, c.report.scope),
         stockRange(spread, last), netRange(spread, last, c.report.scope)});
    scales.include(lines.back().figures);
    scales.stock.include(lines.back().stock), scales.net.include(lines.back().net);
  }
  block::Table table;
  const std::string year = std::to_string(series.series.years.horizon);
  table.caption = c.say(added ? "report.plan.added" : "report.plan.whole", {{year}});
  table.columns = {
      {c.say("report.plan.col.scenario"), false},
      {c.header(added ? "report.plan.col.stock" : "report.col.stock", Quantity::stock), true},
      {c.say("report.col.range90"), true},
      {c.header(scoped(added ? "report.plan.col.net" : "report.col.net", c.report.scope), Quantity::co2eFlux), true},
      {c.say("report.col.range90"), true},
      {c.header(scoped("report.plan.col.cumulative", c.report.scope), Quantity::co2eAmount), true},
      {c.header(added ? "report.plan.col.agriculture" : "report.col.agriculture", Quantity::co2eFlux), true}};
  for (const Line& line : lines)
    table.rows.push_back({{{scenarioOf(c, line.scenario)},
                           cell(Quantity::stock, line.figures.stock, scales.stock.largest),
                           rangeCell(c, Quantity::stock, line.stock, scales.stock.largest),
                           cell(Quantity::co2eFlux, line.figures.net, scales.net.largest),
                           rangeCell(c, Quantity::co2eFlux, line.net, scales.net.largest),
                           cell(Quantity::co2eAmount, line.figures.cumulative, scales.cumulative.largest),
                           cell(Quantity::co2eFlux, line.figures.agriculture, scales.net.largest)}});
  return table;
}

void addAddedLines(Composer& c, SeriesQuantity quantity) {
  const SeriesReport& series = *c.report.series;
  const bool stock = quantity == SeriesQuantity::stock;
  const Quantity shown = quantityOf(quantity);
  LineChart chart{shown, series.series.years.base, {}, true, c.word("report.plan.more"), c.word("report.plan.less")};
  for (std::size_t s = std::min(series.series.scenarios.size(), kMostLines); s-- > 1;) {
    const auto number = static_cast<std::uint32_t>(s);
    chart.lines.push_back(scenarioLine(c, s));
    fillLine(chart.lines.back(), additionOf(series, number), series.additionSpreadOf(number), quantity);
  }
  Inlines caption =
      c.say(stock ? "report.plan.chart.stock" : "report.plan.chart.net", {{UnitOf{shown}}, {c.netName()}});
  if (series.draws > 0) caption = caption + c.say("report.years.chart.band");
  c.add(block::Picture{lineChart(std::move(chart), kPictureWidth, 180), std::move(caption)});
}

/// Their heads after that of the stock.
void addNetColumns(const Composer& c, block::Table& table) {
  table.columns.push_back({c.header(scoped("report.plan.col.net", c.report.scope), Quantity::co2eFlux), true});
  table.columns.push_back({c.header(scoped("report.plan.col.cumulative", c.report.scope), Quantity::co2eAmount), true});
  table.columns.push_back({c.header("report.plan.col.agriculture", Quantity::co2eFlux), true});
}

std::vector<Inlines> planCells(const PlanFigures& f, const PlanScales& scales) {
  return {cell(Quantity::stock, f.stock, scales.stock.largest), cell(Quantity::co2eFlux, f.net, scales.net.largest),
          cell(Quantity::co2eAmount, f.cumulative, scales.cumulative.largest),
          cell(Quantity::co2eFlux, f.agriculture, scales.net.largest)};
}

void addInterventions(Composer& c) {
  struct Line {
    std::uint32_t intervention;
    double areaHa;
    PlanFigures figures;
  };
  const SeriesReport& series = *c.report.series;
  std::vector<Line> lines;
  PlanScales scales;
  for (const InterventionSum& sum : interventionSums(series)) {
    lines.push_back({sum.intervention, sum.years.back().areaHa, PlanFigures(sum.years, c.report.scope)});
    scales.include(lines.back().figures);
    scales.area.include(lines.back().areaHa);
  }
  if (lines.empty()) return;
  block::Table table;
  table.caption = c.say("report.plan.interventions", {{std::to_string(series.series.years.horizon)}});
  table.columns = {{c.say("report.plan.col.intervention"), false},
                   {c.say("report.plan.col.scenario"), false},
                   {c.say("report.years.col.year"), false},
                   {c.say("report.plan.col.action"), false},
                   {c.header("report.plan.col.effective", Quantity::area), true},
                   {c.header("report.plan.col.stock", Quantity::stock), true}};
  addNetColumns(c, table);
  const auto row = [&](std::vector<Inlines> head, double areaHa, const PlanFigures& figures) {
    head.push_back(cell(Quantity::area, areaHa, scales.area.largest));
    for (Inlines& words : planCells(figures, scales)) head.push_back(std::move(words));
    table.rows.push_back({std::move(head)});
  };
  if (lines.size() > kMostInterventions)
    std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
      return std::abs(a.figures.cumulative) > std::abs(b.figures.cumulative);
    });
  PlanFigures rest;
  double restHa = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (i < kMostInterventions) {
      const PlannedEvent& event = series.interventions[line.intervention];
      row({{event.name},
           {scenarioName(event.scenario, c.report.language)},
           {yearsText(series, line.intervention)},
           {actionText(series, line.intervention, c.report.language)}},
          line.areaHa, line.figures);
      continue;
    }
    rest += line.figures, restHa += line.areaHa;
  }
  if (lines.size() > kMostInterventions)
    row({c.say("report.plan.rest_interventions", {{std::to_string(lines.size() - kMostInterventions)}}),
         {"–"},
         {"–"},
         {"–"}},
        restHa, rest);
  c.add(std::move(table));
  c.paragraph("report.plan.interventions.note", {}, block::Tone::note);
}

/// What interventions leave as it is, the largest first.
void addLeftAlone(Composer& c) {
  const SeriesReport& series = *c.report.series;
  std::vector<LeftAlone> lands = series.series.leftAlone;
  if (lands.empty()) return;
  std::stable_sort(lands.begin(), lands.end(),
                   [](const LeftAlone& a, const LeftAlone& b) { return a.areaHa > b.areaHa; });
  lands.resize(std::min(lands.size(), kMostInterventions));
  ColumnScale area;
  for (const LeftAlone& land : lands) area.include(land.areaHa);
  block::Table table;
  table.caption = c.say("report.plan.left_alone");
  table.columns = {{c.say("report.plan.col.intervention"), false},
                   {c.say("report.col.class"), false},
                   {c.say("report.plan.col.why"), false},
                   {c.header("report.col.area", Quantity::area), true}};
  for (const LeftAlone& land : lands)
    table.rows.push_back({{{series.interventions[land.intervention].name},
                           {c.report.className(land.classKey)},
                           {c.word(fmt::format("report.left.{}", noteName(land.why)))},
                           cell(Quantity::area, land.areaHa, area.largest)}});
  c.add(std::move(table));
}

struct PlanZone {
  std::uint32_t zone;
  PlanFigures figures;
};

/// The rows of one scenario in a table of zones: the largest, then the sum of the rest.
void zoneRows(const Composer& c, block::Table& table, std::size_t scenario, std::vector<PlanZone> zones,
              const PlanScales& scales) {
  const auto row = [&](Inlines name, const PlanFigures& figures) {
    std::vector<Inlines> cells = {std::move(name), {scenarioOf(c, scenario)}};
    for (Inlines& words : planCells(figures, scales)) cells.push_back(std::move(words));
    table.rows.push_back({std::move(cells)});
  };
  std::vector<PlanZone> touched;
  for (const PlanZone& zone : zones)
    if (!zone.figures.isZero()) touched.push_back(zone);
  std::stable_sort(touched.begin(), touched.end(), [](const PlanZone& a, const PlanZone& b) {
    return std::abs(a.figures.cumulative) > std::abs(b.figures.cumulative);
  });
  PlanFigures rest;
  for (std::size_t i = 0; i < touched.size(); ++i) {
    if (i >= kMostPlanZones) {
      rest += touched[i].figures;
      continue;
    }
    const ZoneName& name = c.report.series->zones[touched[i].zone];
    row({name.label.empty() ? name.id : name.label}, touched[i].figures);
  }
  if (touched.size() > kMostPlanZones)
    row(c.say("report.plan.rest_zones", {{std::to_string(touched.size() - kMostPlanZones)}}), rest);
  if (const std::size_t same = zones.size() - touched.size(); same > 0)
    row(c.say("report.plan.same_zones", {{std::to_string(same)}}), {});
}

void addPlanZones(Composer& c) {
  const SeriesReport& series = *c.report.series;
  std::vector<std::string> layers;
  std::map<std::string, std::vector<std::uint32_t>> zonesOf;
  for (std::uint32_t zone = 0; zone < series.zones.size(); ++zone) {
    std::vector<std::uint32_t>& zones = zonesOf[series.zones[zone].layer];
    if (zones.empty()) layers.push_back(series.zones[zone].layer);
    zones.push_back(zone);
  }
  if (layers.empty()) return;
  c.section(c.word("report.plan.zones"));
  std::string same;
  for (const std::string& layer : layers) {
    std::vector<std::vector<PlanZone>> byScenario(series.series.scenarios.size());
    PlanScales scales;
    for (std::uint32_t s = 1; s < byScenario.size(); ++s)
      for (const std::uint32_t zone : zonesOf[layer]) {
        byScenario[s].push_back({zone, PlanFigures(additionOf(series, s, zone), c.report.scope)});
        scales.include(byScenario[s].back().figures);
      }
    if (scales.isZero()) {
      same += (same.empty() ? "" : c.chinese() ? "、" : ", ") + layer;
      continue;
    }
    block::Table table;
    table.caption = c.say("report.plan.zones.layer", {{layer}, {std::to_string(series.series.years.horizon)}});
    table.columns = {{c.say("report.col.zone"), false},
                     {c.say("report.plan.col.scenario"), false},
                     {c.header("report.plan.col.stock", Quantity::stock), true}};
    addNetColumns(c, table);
    for (std::size_t s = 1; s < byScenario.size(); ++s) zoneRows(c, table, s, std::move(byScenario[s]), scales);
    c.add(std::move(table));
  }
  if (!same.empty()) c.paragraph("report.plan.same_layers", {{same}}, block::Tone::note);
}

}  // namespace

void addScenarios(Composer& c) {
  if (c.report.series == nullptr || !c.report.series->followsYears()) return;
  const SeriesReport& series = *c.report.series;
  if (series.series.scenarios.size() < 2) return;
  c.chapter("report.plan");
  c.paragraph("report.plan.text",
              {{std::to_string(series.series.years.base)}, {std::to_string(series.series.years.horizon)}});
  c.add(comparison(c, false));
  if (differs(series)) {
    c.add(comparison(c, true));
    c.paragraph("report.plan.added.note", {}, block::Tone::note);
    addAddedLines(c, netOf(c.report.scope));
    addAddedLines(c, SeriesQuantity::stock);
  } else {
    c.paragraph("report.plan.same", {}, block::Tone::warning);
  }
  addInterventions(c);
  addLeftAlone(c);
  addRemarks(c, "report.plan.remarks", true);
  if (differs(series)) addPlanZones(c);
}

}  // namespace tanhui
