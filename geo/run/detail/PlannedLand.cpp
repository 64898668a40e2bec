#include "geo/run/detail/PlannedLand.h"

#include <algorithm>

#include "geo/account/ProjectSeries.h"
#include "geo/account/SeriesWords.h"
#include "geo/cog/OverviewPixels.h"
#include "geo/evaluate/Evaluate.h"

namespace tanhui {
namespace {

bool isPlanned(const Model& model, const Box& box) {
  return std::ranges::any_of(model.interventions, [&](const InterventionLayer& layer) {
    return std::ranges::any_of(layer.polygons.shapes, [&](const MultiPolygon& shape) { return shape.box.meets(box); });
  });
}

/// The region's lines of the strata that an intervention reaches.
std::vector<LedgerLine> ledgerUnderPlans(const Model& model) {
  const CellArea area(model.grid, model.areaRule);
  Evaluator evaluator(model, area);
  Ledger ledger;
  for (std::int64_t row = 0; row < model.grid.rows; row += kTile)
    for (std::int64_t col = 0; col < model.grid.cols; col += kTile) {
      const Window window{col, row, static_cast<int>(std::min<std::int64_t>(kTile, model.grid.cols - col)),
                          static_cast<int>(std::min<std::int64_t>(kTile, model.grid.rows - row))};
      if (!isPlanned(model, model.grid.box(window))) continue;
      evaluator.evaluate(window);
      for (const LedgerLine& line : evaluator.sums().ledger)
        if (line.zone == kWholeRegion && model.strata[line.stratum].interventions != kNoInterventions)
          ledger.add(kWholeRegion, line.stratum, line.areaHa);
    }
  return ledger.lines();
}

}  // namespace

Warnings leftAloneUnderPlans(const Project& project, const Model& model) {
  if (model.interventions.empty()) return {};
  ProjectSeries series(project, model.factors, {model.strata.all(), ledgerUnderPlans(model), {}, {}, model.plan});
  return leftAloneWarnings(series.series(), series.plan().interventions, model.factors.classes(), project.language);
}

}  // namespace tanhui
