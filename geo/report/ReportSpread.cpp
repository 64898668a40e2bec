#include <algorithm>
#include <cmath>

#include "geo/account/SeriesWords.h"
#include "geo/draw/Chart.h"
#include "geo/report/detail/ReportSeries.h"

namespace tanhui {
namespace {

/// How many sources a page ranks, and how many names a sentence holds; the workbook has all.
constexpr std::size_t kMostSources = 12, kMostNames = 12;

const Percentiles& finalFigures(const CloseLook& look) { return look.spread.convergence.back().figures; }

/// A scenario that changes nothing has nothing to be unsure of.
bool varies(const CloseLook& look) { return look.value != 0 || finalFigures(look).sd > 0; }

/// The figures that a reader asks of: the baseline's stock and net balance, and what each scenario adds.
std::vector<const CloseLook*> keyLooks(const SeriesReport& series) {
  std::vector<const CloseLook*> looks;
  for (std::uint32_t s = 0; s < std::min(series.series.scenarios.size(), kMostLines); ++s)
    for (const SeriesQuantity quantity : {netOf(series.scope), SeriesQuantity::stock})
      if (const CloseLook* look = series.lookAt(s, s > 0, quantity);
          look != nullptr && !look->spread.convergence.empty() && varies(*look))
        looks.push_back(look);
  return looks;
}

/// Approach 1 beside Approach 2. Figures of several quantities stand in one column, so each row rounds by itself and
/// carries its unit.
void addApproaches(Composer& c, const std::vector<const CloseLook*>& looks) {
  block::Table table;
  table.caption = c.say("report.look.approaches");
  table.columns = {{c.say("report.look.col.figure"), false},   {c.say("report.col.unit"), false},
                   {c.say("report.look.col.value"), true},     {c.say("report.look.col.approach1"), true},
                   {c.say("report.look.col.approach2"), true}, {c.say("report.look.col.median"), true},
                   {c.say("report.col.range90"), true}};
  for (const CloseLook* look : looks) {
    const Percentiles& p = finalFigures(*look);
    const Quantity q = quantityOf(look->quantity);
    ColumnScale scale;
    scale.include(look->value), scale.include(Range90{p.p05, p.p95});
    table.rows.push_back({{{lookName(*c.report.series, *look, c.report.language)},
                           {UnitOf{q}},
                           cell(q, look->value, scale.largest),
                           cell(q, kRange90 * look->se, scale.largest),
                           cell(q, (p.p95 - p.p05) / 2, scale.largest),
                           cell(q, p.p50, scale.largest),
                           rangeCell(c, q, Range90{p.p05, p.p95}, scale.largest)}});
  }
  c.add(std::move(table));
  c.paragraph("report.look.approaches.note", {}, block::Tone::note);
}

void addConvergence(Composer& c, const CloseLook& look) {
  const Quantity q = quantityOf(look.quantity);
  block::Table table;
  table.caption =
      c.say("report.look.convergence", {{lookName(*c.report.series, look, c.report.language)}, {UnitOf{q}}});
  table.columns = {{c.say("report.look.col.draws"), true},
                   {c.say("report.look.col.p05"), true},
                   {c.say("report.look.col.p50"), true},
                   {c.say("report.look.col.p95"), true},
                   {c.say("report.look.col.mean"), true}};
  ColumnScale scale;
  for (const ConvergenceStep& step : look.spread.convergence)
    scale.include(Range90{step.figures.p05, step.figures.p95}), scale.include(step.figures.mean);
  const auto withError = [&](double value, double error) {
    return cell(q, value, scale.largest) + Inlines{" ± "} + cell(q, error, scale.largest);
  };
  for (const ConvergenceStep& step : look.spread.convergence)
    table.rows.push_back({{{trimmed(static_cast<double>(step.draws), 9)},
                           withError(step.figures.p05, step.p05Se),
                           cell(q, step.figures.p50, scale.largest),
                           withError(step.figures.p95, step.p95Se),
                           withError(step.figures.mean, step.meanSe)}});
  c.add(std::move(table));
}

/// A line of each tied unknown, so that every one has its keys and value.
block::Table::Row sourceRow(const Composer& c, const Contribution& part) {
  const RunReport& r = c.report;
  std::string name = sourceName(*r.series, part, r.factors.get(), r.language), value = "–", range = "–", grade = "–";
  bool weak = false;
  if (part.areaGroup < 0 && r.factors != nullptr) {
    name.clear(), value.clear(), range.clear(), grade.clear();
    const std::vector<std::vector<std::uint32_t>> unknowns = byUnknown(*r.factors, part.factors);
    for (const std::vector<std::uint32_t>& unknown : unknowns) {
      const Factor& f = (*r.factors)[unknown.front()];
      const std::string end = &unknown == &unknowns.back() ? "" : "\n";
      name += unknownName(*r.factors, unknown, r.language) + "\n" + unknownKeys(*r.factors, unknown) + end;
      value += trimmed(f.value, 5) + " " + f.unit + end;
      range += factorRange(f) + end;
      grade += (weakGrade(f.grade) ? "▲ " : "") + gradeName(f.grade, r.language) + end;
      weak = weak || weakGrade(f.grade);
    }
  }
  return {{{name}, {percent(part.share)}, {value}, {range}, {grade}}, false, weak};
}

void addSources(Composer& c, const CloseLook& look) {
  const std::vector<Contribution>& parts = look.spread.contributions;
  c.section(text(say("report.look.sources", lookName(*c.report.series, look, c.report.language)), c.report.language));
  if (parts.empty()) {
    c.paragraph("report.look.no_sources", {}, block::Tone::note);
    return;
  }
  const std::size_t shown = std::min(parts.size(), kMostSources);
  std::vector<Bar> bars;
  block::Table table;
  table.columns = {{c.say("report.look.col.source"), false},
                   {c.say("report.look.col.share"), true},
                   {c.say("report.col.value"), false},
                   {c.say("report.col.range95"), false},
                   {c.say("report.col.grade"), false}};
  double rest = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i >= shown) {
      rest += parts[i].share;
      continue;
    }
    const std::string name = sourceName(*c.report.series, parts[i], c.report.factors.get(), c.report.language);
    bars.push_back({name, parts[i].share, 0, ink::kAccent, percent(parts[i].share)});
    table.rows.push_back(sourceRow(c, parts[i]));
  }
  const auto restRow = [&](Inlines name, double share) {
    table.rows.push_back({{std::move(name), {percent(share)}, {"–"}, {"–"}, {"–"}}});
  };
  if (parts.size() > shown) restRow(c.say("report.look.rest", {{std::to_string(parts.size() - shown)}}), rest);
  restRow(c.say("report.look.remainder"), std::max(0.0, look.spread.remainder));
  c.add(block::Picture{barChart(bars, quantityOf(look.quantity), kPictureWidth), c.say("report.look.chart")});
  c.add(std::move(table));
}

void addFixed(Composer& c) {
  const SeriesReport& series = *c.report.series;
  if (c.report.factors == nullptr || series.fixed.empty()) return;
  std::vector<std::string> names;
  std::size_t exact = 0;
  for (const FixedFactor& fixed : series.fixed) {
    if (fixed.reason != FixedReason::noRange) {
      ++exact;
      continue;
    }
    const Factor& f = (*c.report.factors)[fixed.factor];
    const std::string& name = c.chinese() ? f.nameZh : f.nameEn;
    names.push_back(name.empty() ? f.key : name);
  }
  if (!names.empty()) {
    std::string list;
    for (std::size_t i = 0; i < std::min(names.size(), kMostNames); ++i)
      list += (i == 0 ? "" : c.chinese() ? "；" : "; ") + names[i];
    if (names.size() > kMostNames)
      list += text(say("report.look.more_names", names.size() - kMostNames), c.report.language);
    c.paragraph("report.look.no_range", {{std::to_string(names.size())}, {list}}, block::Tone::note);
  }
  if (exact > 0) c.paragraph("report.look.exact", {{std::to_string(exact)}}, block::Tone::note);
}

}  // namespace

void addSpread(Composer& c) {
  if (c.report.series == nullptr || !c.report.series->followsYears() || c.report.series->draws == 0) return;
  const std::vector<const CloseLook*> looks = keyLooks(*c.report.series);
  if (looks.empty()) return;
  c.section(c.word("report.look"));
  c.paragraph("report.look.text",
              {{trimmed(static_cast<double>(c.report.series->draws), 9)}, {std::to_string(c.report.series->seed)}});
  addApproaches(c, looks);
  for (const CloseLook* look : looks)
    if (look->quantity != SeriesQuantity::stock) addConvergence(c, *look);
  c.paragraph("report.look.convergence.note", {}, block::Tone::note);
  c.section(c.word("report.look.next"));
  c.paragraph("report.look.next.text");
  for (const CloseLook* look : looks)
    if (look->quantity != SeriesQuantity::stock) addSources(c, *look);
  addFixed(c);
}

}  // namespace tanhui
