#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>

#include "geo/account/Columns.h"
#include "geo/report/detail/ReportSeries.h"

namespace tanhui {
namespace {

/// The page ranks so many changes; the matrix of all is in the workbook.
constexpr std::size_t kMostChanges = 15;

std::string nameAt(const Composer& c, const Transition& transition, std::uint32_t index) {
  return c.report.className(transition.classes[index]);
}

void addClassChanges(Composer& c, const Transition& transition) {
  block::Table table;
  table.caption = c.say("report.transition.classes", {{UnitOf{Quantity::area}}});
  table.columns = {{c.say("report.col.class"), false},
                   {{std::to_string(transition.earlier)}, true},
                   {{std::to_string(transition.later)}, true},
                   {c.say("report.transition.col.change"), true},
                   {c.say("report.transition.col.map_error"), true}};
  ColumnScale scale;
  for (const ClassChange& change : transition.region().classes)
    scale.include(change.earlierHa), scale.include(change.laterHa);
  bool below = false;
  for (const ClassChange& change : transition.region().classes) {
    Inlines net = cell(Quantity::area, change.area.change, scale.largest);
    if (change.area.below()) {
      below = true;
      net.emplace_back(std::string("*"));
    }
    table.rows.push_back(
        {{{nameAt(c, transition, change.classIndex)},
          cell(Quantity::area, change.earlierHa, scale.largest),
          cell(Quantity::area, change.laterHa, scale.largest),
          std::move(net),
          change.area.halfWidth > 0 ? cell(Quantity::area, change.area.halfWidth, scale.largest) : Inlines{"–"}}});
  }
  c.add(std::move(table));
  if (below) c.paragraph("report.transition.below", {}, block::Tone::note);
}

/// From rows to columns by group of land classes, in hectares: the whole matrix has too many columns for a page.
void addGroupMatrix(Composer& c, const Transition& transition) {
  static constexpr std::array<std::string_view, 7> kGroups = {"forest", "grass", "cropland", "wetland",
                                                              "water",  "built", "other"};
  std::map<std::pair<std::string, std::string>, double> areas;
  std::map<std::string, double> earlier, later;
  for (const TransitionCell& piece : transition.region().cells) {
    const std::string from = c.report.classes.group(transition.classes[piece.from]),
                      to = c.report.classes.group(transition.classes[piece.to]);
    areas[{from, to}] += piece.land.areaHa;
    earlier[from] += piece.land.areaHa, later[to] += piece.land.areaHa;
  }
  ColumnScale scale;
  for (const auto& [group, area] : earlier) scale.include(area);
  block::Table table;
  table.caption =
      c.say("report.transition.matrix",
            {{std::to_string(transition.earlier)}, {std::to_string(transition.later)}, {UnitOf{Quantity::area}}});
  table.columns = {{c.say("report.transition.col.from_to"), false}};
  std::vector<std::string> groups;
  for (const std::string_view group : kGroups)
    if (earlier.contains(std::string(group)) || later.contains(std::string(group))) {
      groups.emplace_back(group);
      table.columns.push_back({c.say(fmt::format("report.group.{}", group)), true});
    }
  table.columns.push_back({c.say("report.total"), true});
  block::Table::Row sums{{c.say("report.total")}, true};
  double whole = 0;
  for (const std::string& from : groups) {
    block::Table::Row row{{c.say(fmt::format("report.group.{}", from))}};
    for (const std::string& to : groups) row.cells.push_back(cell(Quantity::area, areas[{from, to}], scale.largest));
    row.cells.push_back(cell(Quantity::area, earlier[from], scale.largest));
    table.rows.push_back(std::move(row));
    sums.cells.push_back(cell(Quantity::area, later[from], scale.largest));
    whole += earlier[from];
  }
  sums.cells.push_back(cell(Quantity::area, whole, scale.largest));
  table.rows.push_back(std::move(sums));
  c.add(std::move(table));
}

void addLargestChanges(Composer& c, const Transition& transition) {
  std::vector<const TransitionCell*> changes;
  for (const TransitionCell& piece : transition.region().cells)
    if (piece.from != piece.to) changes.push_back(&piece);
  if (changes.empty()) return;
  std::stable_sort(changes.begin(), changes.end(), [](const TransitionCell* a, const TransitionCell* b) {
    return std::abs(a->land.difference()) > std::abs(b->land.difference());
  });
  ColumnScale area, stock;
  for (const TransitionCell* piece : changes) area.include(piece->land.areaHa), stock.include(piece->land.difference());
  block::Table table;
  table.caption = c.say("report.transition.largest");
  table.columns = {{c.say("report.transition.col.from"), false},
                   {c.say("report.transition.col.to"), false},
                   {c.header("report.col.area", Quantity::area), true},
                   {c.header("report.transition.col.difference", Quantity::stock), true}};
  const auto row = [&](Inlines from, Inlines to, double ha, double difference) {
    table.rows.push_back({{std::move(from), std::move(to), cell(Quantity::area, ha, area.largest),
                           cell(Quantity::stock, difference, stock.largest)}});
  };
  double restHa = 0, rest = 0;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const TransitionCell& piece = *changes[i];
    if (i < kMostChanges)
      row({nameAt(c, transition, piece.from)}, {nameAt(c, transition, piece.to)}, piece.land.areaHa,
          piece.land.difference());
    else
      restHa += piece.land.areaHa, rest += piece.land.difference();
  }
  if (changes.size() > kMostChanges)
    row(c.say("report.transition.rest", {{std::to_string(changes.size() - kMostChanges)}}), {"–"}, restHa, rest);
  c.add(std::move(table));
}

/// From each date to the next.
void addSteps(Composer& c, std::span<const Transition> steps) {
  if (steps.empty()) return;
  block::Table table;
  table.caption = c.say("report.transition.steps");
  table.columns = {{c.say("report.transition.col.years"), false},
                   {c.header("report.transition.col.changed", Quantity::area), true},
                   {c.header("report.transition.col.difference", Quantity::stock), true},
                   {c.header("report.transition.col.per_year", Quantity::flux), true}};
  const auto changed = [](const Transition& step) { return step.region().areaChange.areaHa; };
  const auto difference = [](const Transition& step) { return step.region().whole.difference(); };
  ColumnScale area, stock, flux;
  for (const Transition& step : steps) {
    area.include(changed(step)), stock.include(difference(step));
    flux.include(step.perYear(difference(step)));
  }
  for (const Transition& step : steps)
    table.rows.push_back({{{fmt::format("{}–{}", step.earlier, step.later)},
                           cell(Quantity::area, changed(step), area.largest),
                           cell(Quantity::stock, difference(step), stock.largest),
                           cell(Quantity::flux, step.perYear(difference(step)), flux.largest)}});
  c.add(std::move(table));
}

}  // namespace

void addTransition(Composer& c) {
  if (c.report.series == nullptr || c.report.series->transitions.empty()) return;
  const std::span<const Transition> all = c.report.series->transitions;
  const Transition& transition = all.back();
  const ZoneTransition& region = transition.region();
  c.chapter("report.transition");
  const double difference = region.whole.difference();
  c.paragraph("report.transition.lead", {{std::to_string(transition.earlier)},
                                         {std::to_string(transition.later)},
                                         c.ranged(Quantity::stock, difference, region.differenceSe),
                                         {UnitOf{Quantity::stock}},
                                         figure(Quantity::flux, transition.perYear(difference)),
                                         {UnitOf{Quantity::flux}},
                                         figure(Quantity::stock, region.areaChange.difference()),
                                         figure(Quantity::stock, region.densityChange.difference())});
  if (region.carbon.below())
    c.paragraph("report.transition.noise",
                {figure(Quantity::stock, region.carbon.halfWidth) + Inlines{" ", UnitOf{Quantity::stock}}},
                block::Tone::warning);
  addSteps(c, all.first(all.size() - 1));
  addGroupMatrix(c, transition);
  addClassChanges(c, transition);
  addLargestChanges(c, transition);
  const NotCompared& left = region.notCompared;
  const auto hectares = [](double ha) { return figure(Quantity::area, ha) + Inlines{" ", UnitOf{Quantity::area}}; };
  if (left.onlyEarlierHa + left.onlyLaterHa + left.neitherHa > 0)
    c.paragraph("report.transition.left",
                {hectares(left.onlyEarlierHa), hectares(left.onlyLaterHa), hectares(left.neitherHa)},
                block::Tone::note);
}

}  // namespace tanhui
