#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "geo/account/Columns.h"
#include "geo/draw/Chart.h"
#include "geo/report/Composer.h"

namespace tanhui {
namespace {

/// Above these a table is for the spreadsheet, not for the page.
constexpr std::size_t kMostRows = 60, kMostBars = 40, kMostInGroups = 40, kMostInDetail = 3;

using Zones = std::vector<const ZoneTotals*>;

std::string zoneName(const ZoneTotals& zone) { return zone.label.empty() ? zone.id : zone.label; }

block::Table totalsTable(const Composer& c, Inlines firstHeader) {
  block::Table table;
  table.columns = {{std::move(firstHeader), false},
                   {c.header("report.col.area", Quantity::area), true},
                   {c.header("report.col.stock", Quantity::stock), true},
                   {c.say("report.col.range"), true},
                   {c.header("report.col.density", Quantity::stockDensity), true},
                   {c.header("report.col.flux", Quantity::flux), true},
                   {c.say("report.col.range"), true},
                   {c.header(scoped("report.col.net", c.report.scope), Quantity::co2eFlux), true},
                   {c.say("report.col.range"), true},
                   {c.header("report.col.agriculture", Quantity::co2eFlux), true}};
  return table;
}

/// The largest of each figure, which sets the rounding of what has no range.
struct Scales {
  double area = 0, stock = 0, density = 0, flux = 0, co2e = 0;

  void include(const Totals& t) {
    const auto grow = [](double& largest, double value) {
      if (std::isfinite(value)) largest = std::max(largest, std::abs(value));
    };
    grow(area, t.areaHa), grow(density, perHa(t.carbon.total(), t.areaHa));
    grow(stock, t.carbon.total()), grow(flux, t.carbon.flux());
    grow(co2e, t.carbon.agriculture), grow(co2e, t.carbon.net()), grow(co2e, t.carbon.lulucf());
  }
};

block::Table::Row totalsRow(const Composer& c, Inlines name, const Totals& t, const Scales& s, bool total = false) {
  const Scope scope = c.report.scope;
  block::Table::Row row{{std::move(name), cell(Quantity::area, t.areaHa, s.area)}, total};
  const auto ranged = [&](Quantity quantity, double value, double se, double scale) {
    row.cells.push_back(rangedValue(quantity, value, se, scale));
    row.cells.push_back(halfRange(quantity, value, se, c.report.language));
  };
  ranged(Quantity::stock, t.carbon.total(), t.stockSe, s.stock);
  row.cells.push_back({Figure{Quantity::stockDensity, perHa(t.carbon.total(), t.areaHa), s.density, 4}});
  ranged(Quantity::flux, t.carbon.flux(), t.fluxSe, s.flux);
  ranged(Quantity::co2eFlux, t.carbon.net(scope), t.netSeIn(scope), s.co2e);
  row.cells.push_back(rangedValue(Quantity::co2eFlux, t.carbon.agriculture, t.agricultureSe, s.co2e));
  return row;
}

/// Zones in their order; of too many, the ones with most carbon.
Zones shownZones(Zones zones) {
  if (zones.size() <= kMostRows) return zones;
  std::stable_sort(zones.begin(), zones.end(), [](const ZoneTotals* a, const ZoneTotals* b) {
    return a->total.carbon.total() > b->total.carbon.total();
  });
  zones.resize(kMostRows);
  return zones;
}

void addZoneTable(Composer& c, const Zones& zones) {
  block::Table table = totalsTable(c, c.say("report.col.zone"));
  Scales scales;
  for (const ZoneTotals* zone : zones) scales.include(zone->total);
  for (const ZoneTotals* zone : shownZones(zones))
    table.rows.push_back(totalsRow(c, {zoneName(*zone)}, zone->total, scales));
  if (zones.size() > kMostRows)
    c.paragraph("report.zones.many", {{trimmed(static_cast<double>(zones.size()), 9)}, {std::to_string(kMostRows)}},
                block::Tone::note);
  c.add(std::move(table));
}

void addZoneChart(Composer& c, const Zones& zones) {
  if (zones.size() < 2 || zones.size() > kMostBars) return;
  std::vector<Bar> bars;
  for (const ZoneTotals* zone : zones)
    bars.push_back({zoneName(*zone), zone->total.carbon.total(), kRange95 * zone->total.stockSe, ink::kAccent});
  std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.value > b.value; });
  c.add(block::Picture{barChart(bars, Quantity::stock, kPictureWidth),
                       c.say("report.chart.zones", {{UnitOf{Quantity::stock}}})});
}

/// Area of each zone by group of land classes: what a zone is made of, at a glance.
void addGroupTable(Composer& c, const Zones& zones) {
  if (zones.size() <= kMostInDetail || zones.size() > kMostInGroups) return;
  static constexpr std::array<std::string_view, 7> kGroups = {"forest", "grass", "cropland", "wetland",
                                                              "water",  "built", "other"};
  std::map<std::string, double> whole;
  double scale = 0;
  for (const ZoneTotals* zone : zones)
    for (const ClassTotals& line : zone->classes) whole[c.report.classes.group(line.classKey)] += line.totals.areaHa;
  block::Table table;
  table.caption = c.say("report.groups", {{UnitOf{Quantity::area}}});
  table.columns = {{c.say("report.col.zone"), false}};
  std::vector<std::string_view> groups;
  for (const std::string_view group : kGroups)
    if (whole[std::string(group)] > 0) {
      groups.push_back(group);
      table.columns.push_back({c.say(fmt::format("report.group.{}", group)), true});
    }
  for (const ZoneTotals* zone : zones) scale = std::max(scale, zone->total.areaHa);
  for (const ZoneTotals* zone : zones) {
    std::map<std::string, double> area;
    for (const ClassTotals& line : zone->classes) area[c.report.classes.group(line.classKey)] += line.totals.areaHa;
    block::Table::Row row{{{zoneName(*zone)}}};
    for (const std::string_view group : groups)
      row.cells.push_back(cell(Quantity::area, area[std::string(group)], scale));
    table.rows.push_back(std::move(row));
  }
  c.add(std::move(table));
}

void addDetail(Composer& c, const Zones& zones) {
  constexpr double kLeast = 0.01;
  if (zones.size() > kMostInDetail) return;
  for (const ZoneTotals* zone : zones) {
    if (!(zone->total.areaHa > 0)) {
      c.paragraph("report.zone.empty", {{zoneName(*zone)}}, block::Tone::note);
      continue;
    }
    block::Table table = classTable(c, zone->classes, zone->total, kLeast);
    table.caption = c.say("report.zone.classes", {{zoneName(*zone)}});
    c.add(std::move(table));
  }
}

}  // namespace

block::Table classTable(const Composer& c, const std::vector<ClassTotals>& classes, const Totals& total, double least) {
  block::Table table = totalsTable(c, c.say("report.col.class"));
  Scales scales;
  scales.include(total);
  scales.density = 0;
  for (const ClassTotals& line : classes) scales.include(line.totals);
  Totals rest;
  for (const ClassTotals& line : classes) {
    const Totals& t = line.totals;
    if (!(t.areaHa > 0)) continue;
    if (t.areaHa >= least * total.areaHa) {
      table.rows.push_back(totalsRow(c, {c.report.className(line.classKey)}, t, scales));
      continue;
    }
    rest.areaHa += t.areaHa;
    for (std::size_t pool = 0; pool < kPools; ++pool) rest.carbon.stock[pool] += t.carbon.stock[pool];
    rest.carbon.biomassFlux += t.carbon.biomassFlux;
    rest.carbon.deadOrganicFlux += t.carbon.deadOrganicFlux;
    rest.carbon.soilFlux += t.carbon.soilFlux;
    rest.carbon.nonCo2 += t.carbon.nonCo2;
    rest.carbon.agriculture += t.carbon.agriculture;
  }
  if (rest.areaHa > 0) {
    // What the small classes share is not known here, so their joint error is left open rather than guessed.
    rest.stockSe = rest.fluxSe = rest.netSe = rest.lulucfSe = rest.agricultureSe = std::nan("");
    table.rows.push_back(totalsRow(c, c.say("report.rest"), rest, scales));
  }
  table.rows.push_back(totalsRow(c, c.say("report.total"), total, scales, true));
  return table;
}

void addZones(Composer& c) {
  std::vector<std::string> layers;
  std::map<std::string, Zones> byLayer;
  for (const ZoneTotals& zone : c.report.account.zones) {
    if (!byLayer.contains(zone.layer)) layers.push_back(zone.layer);
    byLayer[zone.layer].push_back(&zone);
  }
  if (layers.empty()) return;
  c.chapter("report.zones");
  c.paragraph("report.zones.text");
  for (const std::string& layer : layers) {
    const Zones& zones = byLayer[layer];
    c.section(text(say("report.zones.layer", layer, zones.size()), c.report.language));
    if (zones.size() > 1) addZoneTable(c, zones);  // the detail of a single zone says it all
    addZoneChart(c, zones);
    addGroupTable(c, zones);
    addDetail(c, zones);
  }
}

}  // namespace tanhui
