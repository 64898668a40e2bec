// What years cost: strata followed from the base year to the horizon and summed, per stratum, year and scenario.
#include <benchmark/benchmark.h>

#include "geo/account/Inventory.h"
#include "geo/account/SeriesWeights.h"
#include "geo/series/YearCarbon.h"

namespace {

using namespace tanhui;

const FactorLibrary& chongqing() {
  static const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  return library;
}

/// Stands that each have their own volume and one of a hundred ages, in ten zones; a tenth of them are thinned.
struct Land {
  std::vector<Stratum> strata;
  std::vector<LedgerLine> lines;
  InterventionPlan plan;
  SeriesYears years;

  Land(int stands, int yearCount) : years{2025, 2025 + yearCount - 1, {}} {
    const std::vector<std::string> species = {"马尾松", "柏木", "杉木", "香樟", "栎类", "针阔混"};
    PlannedEvent thinning;
    thinning.action = LandAction::harvest;
    thinning.year = 2030;
    thinning.fraction = 0.2;
    thinning.name = "thinning", thinning.scenario = "plan";
    plan = planOf({thinning});
    const InterventionSetId thinned = plan.sets.intern(std::vector<std::uint32_t>{0});
    for (int i = 0; i < stands; ++i) {
      Stratum stand{.classKey = "forest_generic", .species = species[static_cast<std::size_t>(i) % species.size()]};
      stand.age = i * 37 % 100;
      stand.volume = 5 + i * 61 % 9973 / 40.0;
      if (i % 10 == 0) stand.interventions = thinned;
      strata.push_back(stand);
      const auto id = static_cast<StratumId>(i);
      lines.push_back({static_cast<std::uint32_t>(i % 10), id, 1.5});
      lines.push_back({kWholeRegion, id, 1.5});
    }
  }
};

void annual(benchmark::State& state) {
  const Land land(static_cast<int>(state.range(0)), static_cast<int>(state.range(1)));
  const StratumAccountant accountant(chongqing(), {});
  for (auto _ : state) {
    FormulaTape tape(chongqing());
    CourseMaker courses(accountant, tape, land.strata, land.plan, land.years);
    benchmark::DoNotOptimize(annualSeries(courses, land.lines, land.strata.size(), 10, land.years));
  }
}
BENCHMARK(annual)
    ->Name("series: strata x years")
    ->Args({1000, 40})
    ->Args({10'000, 10})
    ->Args({10'000, 40})
    ->Args({40'000, 40})
    ->Unit(benchmark::kMillisecond);

void weights(benchmark::State& state) {
  const Land land(static_cast<int>(state.range(0)), 40);
  const StratumAccountant accountant(chongqing(), {});
  for (auto _ : state) {
    FormulaTape tape(chongqing());
    CourseMaker courses(accountant, tape, land.strata, land.plan, land.years);
    benchmark::DoNotOptimize(seriesWeights(courses, land.lines, land.strata.size(), 10, land.years));
  }
}
BENCHMARK(weights)->Name("weights of the draws: strata, 40 years")->Arg(10'000)->Unit(benchmark::kMillisecond);

void oneYear(benchmark::State& state) {
  const Land land(static_cast<int>(state.range(0)), 40);
  const StratumAccountant accountant(chongqing(), {});
  FormulaTape tape(chongqing());
  CourseMaker maker(accountant, tape, land.strata, land.plan, land.years);
  std::vector<Course> courses;
  for (StratumId id = 0; id < land.strata.size(); ++id) courses.push_back(maker.courseOf(id));
  for (auto _ : state) benchmark::DoNotOptimize(carbonOfYear(courses, land.years.base, tape, chongqing(), 1, 2045));
}
BENCHMARK(oneYear)->Name("carbon of a further year: strata")->Arg(1000)->Arg(10'000)->Unit(benchmark::kMillisecond);

void inventory(benchmark::State& state) {
  const Land land(static_cast<int>(state.range(0)), 40);
  const StratumAccountant accountant(chongqing(), {});
  for (auto _ : state) {
    FormulaTape tape(chongqing());
    CourseMaker courses(accountant, tape, land.strata, land.plan, land.years);
    benchmark::DoNotOptimize(inventoryOf(courses, land.lines, land.strata.size(), 10, land.years));
  }
}
BENCHMARK(inventory)->Name("inventory: strata, 40 years")->Arg(10'000)->Unit(benchmark::kMillisecond);

}  // namespace
