#include "geo/ask/WhatIf.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "geo/cog/OverviewPixels.h"
#include "geo/evaluate/Evaluate.h"
#include "geo/evaluate/Histories.h"
#include "geo/gdal/PolygonParts.h"
#include "geo/grid/CellsIn.h"
#include "geo/layer/Repair.h"
#include "geo/model/CroppedModel.h"
#include "geo/model/ProjectErrors.h"
#include "geo/series/Baseline.h"
#include "geo/series/StratumAfter.h"
#include "geo/series/YearCarbon.h"

namespace tanhui {
namespace {

constexpr const char* kWhere = "what-if";

MultiPolygon soundShape(const MultiPolygon& drawn) {
  MultiPolygon shape = allFinite(drawn.points) ? repaired(drawn) : MultiPolygon();
  if (shape.empty()) throw Error(kWhere, say("whatif.no_area"), say("whatif.no_area.remedy"));
  return shape;
}

using Areas = std::map<StratumId, double>;

/// Hectares of each stratum of the model in its only zone.
Areas areasInZone(const Model& model) {
  const Window all = cellsIn(model.grid, model.zones[0].polygons.shapes[0].box);
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  Areas areas;
  for (int row = 0; row < all.rows; row += kTile) {
    for (int col = 0; col < all.cols; col += kTile) {
      evaluator.evaluate(
          {all.col + col, all.row + row, std::min(kTile, all.cols - col), std::min(kTile, all.rows - row)});
      for (const LedgerLine& line : evaluator.sums().ledger)
        if (line.zone == 0) areas[line.stratum] += line.areaHa;
    }
  }
  return areas;
}

/// A model whose only zone is the shape, with no more of the land than it needs.
Model modelOf(const Model& model, MultiPolygon shape) {
  Model small = withHistories(cropped(model, shape.box), shape.box);
  ZoneLayer zone{.name = kWhere, .kind = ZoneKind::polygons, .polygons = {}, .ids = {"1"}, .labels = {kWhere}};
  zone.polygons.fids = {1};
  zone.polygons.shapes.push_back(std::move(shape));
  small.zones.push_back(std::move(zone));
  return small;
}

/// The change as an event of the year after the base year: the land starts as it is.
PlannedEvent eventOf(const LandClasses& classes, const LandChange& change, int baseYear) {
  if (change.yearsAfter < kSoilTransitionYears)
    throw Error(kWhere, say("whatif.too_soon", change.yearsAfter, kSoilTransitionYears),
                say("whatif.too_soon.remedy", kSoilTransitionYears));
  PlannedEvent event;
  event.name = event.scenario = kWhere;
  event.action = change.action;
  event.species = change.species;
  event.classKey = change.classKey;
  event.replace = change.replace;
  event.year = baseYear + 1;
  stratumAfter(classes, event);  // throws for what is not to be had
  return event;
}

/// Puts what each stratum holds after the change behind what it holds before, and tells where the change does nothing.
/// Returns the land afterwards: where the change does nothing it is as it was.
std::vector<LedgerLine> landAfter(const StratumAccountant& accountant, const LandChange& change,
                                  const InterventionPlan& plan, SeriesYears years, std::span<const Stratum> strata,
                                  std::span<const LedgerLine> now, std::vector<StratumCarbon>& carbon,
                                  WhatIfResult& result) {
  years.horizon = plan.changes[0].year + change.yearsAfter;
  FormulaTape tape(accountant.library());
  CourseMaker courses(accountant, tape, strata, plan, years);
  std::vector<Course> all;
  for (StratumId id = 0; id < strata.size(); ++id) all.push_back(courses.courseOf(id));
  YearCarbon after = carbonOfYear(all, years.base, tape, accountant.library(), 1, years.horizon);
  for (StratumCarbon& each : after.carbon) carbon.push_back(std::move(each));
  std::vector<LedgerLine> then(now.begin(), now.end());
  std::map<std::pair<std::string, PathNote>, double> left;
  for (LedgerLine& line : then) {
    const Path& path = all[line.stratum].pathIn(1);
    if (const std::optional<PathNote> why = path.withoutEffect()) {
      left[{path.classAt(0), *why}] += line.areaHa;
      continue;
    }
    result.effectiveHa += line.areaHa;
    line.stratum += static_cast<StratumId>(strata.size());
  }
  for (const auto& [what, areaHa] : left) result.leftAlone.push_back({what.first, what.second, areaHa});
  return then;
}

}  // namespace

InterventionSpec interventionOf(const LandChange& change, std::string name) {
  InterventionSpec spec;
  spec.name = std::move(name);
  spec.action = change.action;
  spec.year = change.year;
  spec.species = change.species;
  spec.classKey = change.classKey;
  spec.replace = change.replace;
  return spec;
}

WhatIfResult whatIf(const Model& model, const LandChange& change) { return whatIf(model, model.factors, change); }

WhatIfResult whatIf(const Model& model, const FactorLibrary& factors, const LandChange& change) {
  eventOf(factors.classes(), change, model.years.base);
  const Model small = modelOf(model, soundShape(change.shape));
  AccountingRules rules = small.rules;
  rules.soilDepthCm = 30;
  const StratumAccountant accountant(factors, rules);
  ErrorRules errors(factors);
  errors.ties = small.ties;
  AreaErrors areas(small.strata.all(), areaErrorsOf(small.layers, small.strata));
  for (const AreaGroup& group : areas.groups) errors.areaSe.push_back(group.relativeSe);
  errors.areaGroupOf = std::move(areas.groupOf);  // what will be there has no group: it is drawn

  WhatIfResult result;
  std::vector<Stratum> strata = small.strata.all();
  InterventionPlan plan = planOf({eventOf(factors.classes(), change, model.years.base)});
  const InterventionSetId everywhere = plan.sets.intern(std::vector<std::uint32_t>{0});
  for (Stratum& stratum : strata) stratum.interventions = everywhere;
  std::vector<LedgerLine> now;
  for (const auto& [stratum, areaHa] : areasInZone(small)) {
    now.push_back({kWholeRegion, stratum, areaHa});
    result.areaHa += areaHa;
  }
  if (!(result.areaHa > 0)) throw Error(kWhere, say("whatif.outside"), say("whatif.outside.remedy"));
  std::vector<StratumCarbon> carbon = baselineCarbon(accountant, strata, small.years);
  Account account = makeAccount(strata, carbon, now, {}, errors);
  result.before = account.total;
  result.land = std::move(account.classes);
  const std::vector<LedgerLine> then = landAfter(accountant, change, plan, small.years, strata, now, carbon, result);
  std::vector<LedgerLine> difference;
  for (std::size_t i = 0; i < now.size(); ++i)
    if (then[i].stratum != now[i].stratum) {
      difference.push_back({kWholeRegion, now[i].stratum, -now[i].areaHa});
      difference.push_back(then[i]);
    }
  result.after = sumUp(then, carbon, errors);
  result.change = sumUp(difference, carbon, errors, now);
  result.change.areaHa = 0;
  return result;
}

}  // namespace tanhui
