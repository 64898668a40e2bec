#include <benchmark/benchmark.h>

#include <tbb/global_control.h>

#include <string>
#include <vector>

#include "geo/carbon/Curve.h"
#include "geo/series/ErrorPropagation.h"
#include "geo/series/MonteCarlo.h"

namespace {

using namespace tanhui;

/// A county's table: about 1,000 nodes, 600 of them growth curves of twelve species at integer ages, and rows of 37
/// years with about 100 nodes each, the ages of its stands moving on by one each year.
struct County {
  static constexpr std::size_t kSpecies = 12, kAges = 50, kYears = 37;

  FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  FormulaTape tape{library};
  std::vector<FormulaNode> grown;  ///< [species][age]
  std::vector<FormulaNode> others;
  std::vector<UncertainRow> rows;

  explicit County(std::size_t rowCount) {
    std::vector<std::uint32_t> varied;
    for (std::uint32_t f = 0; f < library.all().size(); ++f)
      if (library[f].se > 0 && library[f].value > 0) varied.push_back(f);
    const auto factor = [&](std::size_t i) { return Formula(tape, tape.factor(varied[i % varied.size()])); };
    for (std::size_t s = 0; s < kSpecies; ++s) {
      // The library has fewer curves than a county has species: figures of its own give each one a curve.
      const Formula a = factor(31 * s), k = factor(31 * s + 7).scaled(0.04 / factor(31 * s + 7).value()),
                    c = factor(31 * s + 13).scaled(1.5 / factor(31 * s + 13).value());
      for (std::size_t age = 1; age <= kAges; ++age)
        grown.push_back(chapmanRichards(a, k, c, static_cast<double>(age)).terms()[0].node);
    }
    for (std::size_t i = 0; i < 400; ++i) others.push_back((factor(i) * factor(i / 2 + 91)).terms()[0].node);

    for (std::size_t r = 0; r < rowCount; ++r) {
      UncertainRow::Part part;
      for (std::size_t y = 0; y <= kYears; ++y) {
        std::vector<FormulaTape::Term> stock, gases;
        for (std::size_t stand = 0; stand < 5 * kSpecies; ++stand) {
          const std::size_t species = stand % kSpecies, age = std::min((stand * 7 + r) % 30 + y, kAges - 1);
          stock.push_back({grown[species * kAges + age], 10.0 + static_cast<double>(stand)});
        }
        for (std::size_t i = 0; i < 35; ++i) stock.push_back({others[(r * 13 + i * 11) % others.size()], 100.0});
        for (std::size_t i = 0; i < 5; ++i) gases.push_back({others[(r + i * 17) % others.size()], -3.0});
        part.weights.stock.push_back(stock);
        if (y < kYears) part.weights.nonCo2.push_back(gases);
      }
      rows.push_back({{part}, -1});
    }
  }
};

/// Arguments: draws, rows. One core.
void drawsOfRows(benchmark::State& state) {
  const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
  const County county(static_cast<std::size_t>(state.range(1)));
  MonteCarloRules rules;
  rules.draws = static_cast<int>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(monteCarlo(county.tape, county.library, county.rows, {}, rules));
  state.counters["nodes"] = static_cast<double>(county.tape.size());
}
BENCHMARK(drawsOfRows)
    ->Args({1'000, 100})
    ->Args({10'000, 1})
    ->Args({10'000, 50})
    ->Args({10'000, 100})
    ->Args({10'000, 200})
    ->Args({40'000, 100})
    ->Unit(benchmark::kMillisecond);

void drawsOnTwoCores(benchmark::State& state) {
  const tbb::global_control two(tbb::global_control::max_allowed_parallelism, 2);
  const County county(100);
  MonteCarloRules rules;
  rules.draws = 10'000;
  for (auto _ : state) benchmark::DoNotOptimize(monteCarlo(county.tape, county.library, county.rows, {}, rules));
}
BENCHMARK(drawsOnTwoCores)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

/// What a figure looked at closely adds: its ranking and its convergence.
void tenFocuses(benchmark::State& state) {
  const tbb::global_control one(tbb::global_control::max_allowed_parallelism, 1);
  const County county(1);
  std::vector<Focus> focuses(10);
  for (std::size_t f = 0; f < focuses.size(); ++f) focuses[f].year = 3 * f;
  MonteCarloRules rules;
  rules.draws = 10'000;
  for (auto _ : state) benchmark::DoNotOptimize(monteCarlo(county.tape, county.library, county.rows, focuses, rules));
}
BENCHMARK(tenFocuses)->Unit(benchmark::kMillisecond);

void scoresOfOneFactor(benchmark::State& state) {
  std::vector<double> scores(10'000);
  for (auto _ : state) {
    normalScores(1, DrawSubject::factor, "growth.fir_plant.A", 0, scores);
    benchmark::DoNotOptimize(scores.data());
  }
  state.SetItemsProcessed(state.iterations() * 10'000);
}
BENCHMARK(scoresOfOneFactor)->Unit(benchmark::kMicrosecond);

void percentilesOfOneFigure(benchmark::State& state) {
  std::vector<double> scores(10'000);
  normalScores(1, DrawSubject::factor, "growth.fir_plant.A", 0, scores);
  for (auto _ : state) benchmark::DoNotOptimize(percentilesOf(scores));
}
BENCHMARK(percentilesOfOneFigure)->Unit(benchmark::kMicrosecond);

void approachOne(benchmark::State& state) {
  const County county(100);
  for (auto _ : state) benchmark::DoNotOptimize(propagateErrors(county.tape, county.library, county.rows, {}, {}));
}
BENCHMARK(approachOne)->Unit(benchmark::kMillisecond);

}  // namespace
