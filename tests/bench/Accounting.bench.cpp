#include <benchmark/benchmark.h>

#include <vector>

#include "geo/account/Account.h"
#include "geo/carbon/Species.h"
#include "geo/carbon/StratumAccount.h"

namespace {

using namespace tanhui;

/// Stands that differ in species, age and volume, as a county's forest layer brings them.
std::vector<Stratum> stands(std::size_t count) {
  const std::vector<Species>& species = allSpecies();
  std::vector<Stratum> strata(count);
  for (std::size_t i = 0; i < count; ++i) {
    strata[i].classKey = "forest_generic";
    strata[i].species = species[i % species.size()].nameZh;
    strata[i].age = static_cast<double>(i % 90);
    if (i % 5 != 0) strata[i].volume = 5 + 0.02 * static_cast<double>(i % 10007);
  }
  return strata;
}

void carbonOfStrata(benchmark::State& state) {
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  const std::vector<Stratum> strata = stands(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    const StratumAccountant accountant(library, {});
    benchmark::DoNotOptimize(carbonOfAll(accountant, strata));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(carbonOfStrata)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

/// All strata, all pools, thirty zones: what a change of a factor costs once the ledger stands.
void wholeAccount(benchmark::State& state) {
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  const std::vector<Stratum> strata = stands(static_cast<std::size_t>(state.range(0)));
  const std::vector<ZoneName> zones(30, {"townships", "1", ""});
  std::vector<LedgerLine> lines;
  for (StratumId s = 0; s < strata.size(); ++s) {
    lines.push_back({s % 30, s, 1.5});
    lines.push_back({kWholeRegion, s, 1.5});
  }
  for (auto _ : state) {
    const StratumAccountant accountant(library, {});
    const std::vector<StratumCarbon> carbon = carbonOfAll(accountant, strata);
    benchmark::DoNotOptimize(makeAccount(strata, carbon, lines, zones, library));
  }
}
BENCHMARK(wholeAccount)->Arg(10'000)->Arg(100'000)->Unit(benchmark::kMillisecond);

void loadLibrary(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(FactorLibrary::load("chongqing", {}, {}));
}
BENCHMARK(loadLibrary)->Unit(benchmark::kMillisecond);

}  // namespace
