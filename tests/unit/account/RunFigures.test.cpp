#include "geo/account/RunFigures.h"

#include <cmath>

#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

StratumCarbon soilOf(double stock, std::vector<Sensitivity> moves) {
  StratumCarbon carbon;
  carbon.value.stock[4] = stock;
  carbon.sensitivities = std::move(moves);
  return carbon;
}

/// Towns A (10 ha of the first land) and B (20 ha of the second), and the region, which holds both and 5 ha beside
/// them.
RunFigures twoTowns() {
  SavedRun run;
  run.strata = {{.classKey = "unmapped", .species = {}},
                {.classKey = "paddy", .species = {}},
                {.classKey = "dry_cropland", .species = {}}};
  run.zones = {{"towns", "A", ""}, {"towns", "B", ""}};
  run.lines = {{0, 1, 10}, {1, 2, 20}, {kWholeRegion, 1, 10}, {kWholeRegion, 2, 25}};
  const auto shared = std::make_shared<const SavedRun>(std::move(run));
  return runFigures(shared, std::make_shared<const ErrorRules>(2), shared->strata,
                    {soilOf(0, {}), soilOf(5, {{0, 1, 0, 0}}), soilOf(3, {{0, 0.5, 0, 0}, {1, 2, 0, 0}})});
}

}  // namespace

TEST_CASE("zones together: the errors of a factor add up before factors are combined") {
  const RunFigures figures = twoTowns();
  const std::vector<ZoneRef> both = {{"towns", "A"}, {"towns", "B"}};
  const Totals totals = totalsOf(figures, both);
  CHECK(totals.areaHa == 30);
  CHECK(totals.carbon.total() == 10 * 5 + 20 * 3);
  // The first factor moves 10 x 1 + 20 x 0.5, the second 20 x 2.
  CHECK(totals.stockSe == Approx(std::sqrt(20.0 * 20 + 40 * 40)).epsilon(1e-14));
  const std::vector<ZoneRef> one = {{"towns", "A"}, {"towns", "nobody"}, {"rivers", "B"}};
  CHECK(totalsOf(figures, one).areaHa == 10);
  CHECK(totalsOf(figures, {}).areaHa == 0);
  CHECK(figures.account.total.areaHa == 35);
  CHECK(figures.account.zones.at(1).total.carbon.total() == 60);
}
