#include <benchmark/benchmark.h>

#include "geo/zonal/detail/Moments.h"
#include "geo/zonal/detail/ShapePart.h"
#include "tests/unit/coverage/Shapes.h"

using namespace tanhui;
using namespace tanhui::shapes;

namespace {

/// Reports CPU time per thing, of `count` things over all iterations.
void perItem(benchmark::State& state, const char* name, std::int64_t count) {
  using benchmark::Counter;
  state.counters[name] = Counter(static_cast<double>(count), Counter::kIsRate | Counter::kInvert);
}

std::vector<float> noise(std::size_t n) {
  Random random(1);
  std::vector<float> values(n);
  for (float& value : values) value = static_cast<float>(uniform(random, 0, 100));
  return values;
}

constexpr int kCols = 1000, kRows = 500;

std::vector<CoverageRun> wholeRows(int length) {
  std::vector<CoverageRun> runs;
  for (int row = 0; row < kRows; ++row)
    for (int col = 0; col + length <= kCols; col += length) runs.push_back({row, col, col + length, 1.0});
  return runs;
}

/// Sum, mean, min and max of cells covered whole, in runs of a given length; the second argument asks for the
/// deviation.
void moments(benchmark::State& state) {
  const std::vector<float> cells = noise(std::size_t{kCols} * kRows);
  const Values<float> values{cells.data(), kCols};
  const auto runs = wholeRows(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(momentsOf(values, runs, state.range(1) != 0));
  perItem(state, "cell", state.iterations() * kCols * kRows);
}
BENCHMARK(moments)->Args({5, 0})->Args({20, 0})->Args({1000, 0})->Args({1000, 1});

/// Counting the values of zones of a given size, all values different.
void classes(benchmark::State& state) {
  const std::vector<float> cells = noise(std::size_t{kCols} * kRows);
  const auto size = static_cast<std::size_t>(state.range(0));
  Frequency frequency;
  for (auto _ : state) {
    for (std::size_t at = 0; at + size <= cells.size(); at += size) {
      frequency.clear();
      for (std::size_t i = at; i < at + size; ++i) frequency.add(static_cast<double>(cells[i]), 1, 1 << 20);
      benchmark::DoNotOptimize(frequency.majority());
    }
  }
  perItem(state, "cell", state.iterations() * kCols * kRows);
}
BENCHMARK(classes)->Arg(25)->Arg(5000)->Arg(100000);

/// Cutting a corridor of a million points down to one of a thousand pieces.
void partOfCorridor(benchmark::State& state) {
  Ring ring;
  for (int i = 0; i < 500000; ++i) ring.push_back({i * 0.2, 10 * std::sin(i / 2000.0)});
  for (int i = 499999; i >= 0; --i) ring.push_back({i * 0.2, 10 * std::sin(i / 2000.0) + 25});
  const MultiPolygon corridor = polygon({ring});
  const ShapePart whole(corridor);
  MultiPolygon scratch;
  int piece = 0;
  for (auto _ : state) {
    const double west = 100.0 * (piece++ % 1000);
    benchmark::DoNotOptimize(whole.in({west, -100, west + 100, 100}, scratch).points.size());
  }
  perItem(state, "point", state.iterations() * 1000000);
}
BENCHMARK(partOfCorridor);

}  // namespace
