#include "geo/run/WhatIf.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "geo/grid/CellsIn.h"
#include "geo/layer/PolygonParts.h"
#include "geo/layer/Repair.h"
#include "geo/run/CroppedModel.h"
#include "geo/run/Evaluate.h"
#include "geo/run/LandActions.h"
#include "geo/run/ProjectErrors.h"
#include "geo/series/Baseline.h"

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
  Model small = cropped(model, shape.box);
  ZoneLayer zone{.name = kWhere, .kind = ZoneKind::polygons, .polygons = {}, .ids = {"1"}, .labels = {kWhere}};
  zone.polygons.fids = {1};
  zone.polygons.shapes.push_back(std::move(shape));
  small.zones.push_back(std::move(zone));
  return small;
}

}  // namespace

Stratum stratumAfter(const LandChange& change) {
  if (change.yearsAfter < kSoilTransitionYears)
    throw Error(kWhere, say("whatif.too_soon", change.yearsAfter, kSoilTransitionYears),
                say("whatif.too_soon.remedy", kSoilTransitionYears));
  LandEvent event;
  event.action = change.action;
  event.species = change.species;
  event.classKey = change.classKey;
  Stratum after = stratumAfter(event);
  if (after.hasAge()) after.age = change.yearsAfter;
  return after;
}

WhatIfResult whatIf(const Model& model, const LandChange& change) { return whatIf(model, model.factors, change); }

WhatIfResult whatIf(const Model& model, const FactorLibrary& factors, const LandChange& change) {
  const Stratum target = stratumAfter(change);
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
  std::vector<Stratum> strata = small.strata.all();  // what lies there now; then what will
  std::vector<LedgerLine> now, difference;
  for (const auto& [stratum, areaHa] : areasInZone(small)) {
    now.push_back({kWholeRegion, stratum, areaHa});
    difference.push_back({kWholeRegion, stratum, -areaHa});
    result.areaHa += areaHa;
  }
  if (!(result.areaHa > 0)) throw Error(kWhere, say("whatif.outside"), say("whatif.outside.remedy"));
  const LedgerLine then{kWholeRegion, static_cast<StratumId>(strata.size()), result.areaHa};
  strata.push_back(target);
  difference.push_back(then);

  const std::vector<StratumCarbon> carbon = baselineCarbon(accountant, strata, small.years);
  Account account = makeAccount(strata, carbon, now, {}, errors);
  result.before = account.total;
  result.land = std::move(account.classes);
  result.after = sumUp(std::span(&then, 1), carbon, errors);
  result.change = sumUp(difference, carbon, errors, now);
  result.change.areaHa = 0;
  return result;
}

}  // namespace tanhui
