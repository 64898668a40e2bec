#include <algorithm>
#include <cmath>
#include <map>

#include "geo/account/SeriesWords.h"
#include "geo/base/PlainNumber.h"
#include "geo/draw/Chart.h"
#include "geo/report/Composer.h"

namespace tanhui {
namespace {

std::string threeDigits(double value) { return std::isnan(value) ? std::string("–") : fmt::format("{:.3f}", value); }
std::string chance(double p) { return std::isnan(p) ? "–" : p < 1e-4 ? "< 0.0001" : fmt::format("{:.4f}", p); }

std::vector<StudiedFactor> usedFactors(const InfluenceStudy& study) {
  std::vector<StudiedFactor> used;
  std::copy_if(study.factors.begin(), study.factors.end(), std::back_inserter(used),
               [](const StudiedFactor& one) { return one.used; });
  std::stable_sort(used.begin(), used.end(), [](const auto& a, const auto& b) { return a.power.q > b.power.q; });
  return used;
}

/// What a factor is called: "distance to rivers" of "distance:rivers".
std::string factorName(const Composer& c, const std::string& words) {
  const std::size_t colon = words.find(':');
  const std::string kind = words.substr(0, colon);
  if (words == "class") return c.word("influence.factor.class");
  if (colon == std::string::npos || (kind != "distance" && kind != "zone")) return words;
  return text(say("influence.factor." + kind, words.substr(colon + 1)), c.report.language);
}

std::string zoneName(const Composer& c, const std::string& layer, const std::string& id) {
  for (const ZoneTotals& zone : c.report.account.zones)
    if (zone.layer == layer && zone.id == id && !zone.label.empty()) return zone.label;
  return id;
}

void addFactorBars(Composer& c, const NamedStudy& of, const std::vector<StudiedFactor>& used) {
  std::vector<Bar> bars;
  for (const StudiedFactor& one : used)
    bars.push_back({.label = factorName(c, one.factor), .value = one.power.q, .figure = threeDigits(one.power.q)});
  c.add(block::Picture{barChart(bars, Quantity::area, kPictureWidth), c.say("report.influence.bars", {{of.name}})});
}

void addFactorTable(Composer& c, const NamedStudy& of, const std::vector<StudiedFactor>& used) {
  block::Table table;
  table.caption = c.say("report.influence.factors", {{of.name}});
  table.columns = {{c.say("column.factor"), false},
                   {c.say("column.method"), false},
                   {c.say("column.n"), true},
                   {c.say("column.strata"), true},
                   {c.say("column.dropped"), true},
                   {{"q"}, true},
                   {{"F"}, true},
                   {{"p"}, true}};
  for (const StudiedFactor& one : used)
    table.rows.push_back({{{factorName(c, one.factor)},
                           {c.word("influence.method." + one.method)},
                           {std::to_string(one.power.n)},
                           {std::to_string(one.power.strata)},
                           {std::to_string(one.power.dropped)},
                           {threeDigits(one.power.q)},
                           {plainNumber(one.power.f, 5)},
                           {chance(one.power.p)}}});
  c.add(std::move(table));
}

void addPairTable(Composer& c, const NamedStudy& of) {
  if (of.study.pairs.empty()) return;
  block::Table table;
  table.caption = c.say("report.influence.pairs", {{of.name}});
  table.columns = {{c.say("column.factor_a"), false}, {c.say("column.factor_b"), false}, {c.say("column.q_a"), true},
                   {c.say("column.q_b"), true},       {c.say("column.q_ab"), true},      {c.say("column.type"), false}};
  for (const StudiedPair& pair : of.study.pairs)
    table.rows.push_back({{{factorName(c, pair.factorA)},
                           {factorName(c, pair.factorB)},
                           {threeDigits(pair.qA)},
                           {threeDigits(pair.qB)},
                           {threeDigits(pair.qBoth)},
                           {c.word("influence.interaction." + std::string(interactionName(pair.type)))}}});
  c.add(std::move(table));
}

void addStudy(Composer& c, const NamedStudy& of) {
  c.section(of.name);
  const std::string n = std::to_string(of.study.units);
  if (of.spacingM > 0)
    c.paragraph("report.influence.points", {{n}, {plainNumber(of.spacingM, 5)}});
  else
    c.paragraph("report.influence.zones", {{n}});
  const std::vector<StudiedFactor> used = usedFactors(of.study);
  addFactorBars(c, of, used);
  addFactorTable(c, of, used);
  addPairTable(c, of);
}

void addSpots(Composer& c, const HotSpotMap& map) {
  if (!map.moran) return;
  c.section(c.word("report.influence.spots") + ": " + map.layer);
  c.paragraph("report.influence.moran", {{threeDigits(map.moran->i)},
                                         {threeDigits(map.moran->z)},
                                         {chance(map.moran->p)},
                                         {std::to_string(map.zones.size())},
                                         {plainNumber(map.bandM, 5)}});
  block::Table table;
  table.caption = c.say("report.influence.spot_table", {{map.name}});
  table.columns = {{c.say("column.zone_id"), false},
                   {c.say("column.value"), true},
                   {c.say("column.gi_star_z"), true},
                   {c.say("column.moran_local_z"), true},
                   {c.say("column.class"), false}};
  for (const HotSpot& zone : map.zones) {
    if (zone.spot == "none") continue;
    table.rows.push_back({{{zoneName(c, map.layer, zone.zone)},
                           {plainNumber(zone.value, 5)},
                           {threeDigits(zone.giStarZ)},
                           {threeDigits(zone.moranZ)},
                           {c.word("influence.spot." + std::string(zone.spot))}}});
  }
  if (table.rows.empty()) return c.paragraph("report.influence.no_spots");
  c.add(std::move(table));
}

void addAttribution(Composer& c, const AttributedChange& change) {
  block::Table table;
  const std::string years = change.scenario.empty()
                                ? fmt::format("{}–{}", change.from, change.to)
                                : fmt::format("{}, {}", scenarioName(change.scenario, c.report.language), change.to);
  table.caption = c.say("report.influence.attribution", {{years}, {UnitOf{Quantity::stock}}});
  table.columns = {{c.say("report.col.class"), false},
                   {c.say("column.change_tC"), true},
                   {c.say("column.by_area_tC"), true},
                   {c.say("column.by_density_tC"), true}};
  double scale = 0;
  const auto size = [](const ClassAttribution& of) {
    return std::abs(of.change.byArea) + std::abs(of.change.byDensity);
  };
  for (const ClassAttribution& of : change.classes) scale = std::max(scale, size(of));
  LandPartChange sum;
  const auto row = [&](std::string name, const LandPartChange& parts, bool total) {
    table.rows.push_back({{{std::move(name)},
                           cell(Quantity::stock, parts.byArea + parts.byDensity, scale),
                           cell(Quantity::stock, parts.byArea, scale),
                           cell(Quantity::stock, parts.byDensity, scale)},
                          total});
  };
  for (const ClassAttribution& of : change.classes) {
    sum.byArea += of.change.byArea, sum.byDensity += of.change.byDensity;
    if (size(of) > 1e-6 * scale) row(c.report.className(of.classKey), of.change, false);
  }
  row(c.word("report.total"), sum, true);
  c.add(std::move(table));
}

}  // namespace

void addInfluence(Composer& c) {
  const Landscape& made = c.landscape;
  if (made.studies.empty()) return;
  c.chapter("report.influence");
  c.paragraph("report.influence.lead");
  for (const NamedStudy& study : made.studies) addStudy(c, study);
  for (const HotSpotMap& map : made.spots) addSpots(c, map);
  if (made.attributions.empty()) return;
  c.section(c.word("report.influence.attributions"));
  c.paragraph("report.influence.shapley");
  for (const AttributedChange& change : made.attributions) addAttribution(c, change);
}

}  // namespace tanhui
