#include <sys/resource.h>

#include <benchmark/benchmark.h>

#include "geo/network/Current.h"
#include "geo/network/Links.h"

using namespace tanhui;

namespace {

/// Patches of 8 x 8 cells of the five costs of the published comparisons.
std::vector<float> patchyCosts(std::int64_t side) {
  constexpr std::array<float, 5> kCosts = {1, 4, 20, 400, 1000};
  std::vector<float> costs(static_cast<std::size_t>(side * side));
  for (std::int64_t row = 0; row < side; ++row)
    for (std::int64_t col = 0; col < side; ++col) {
      std::uint32_t mixed =
          static_cast<std::uint32_t>(row / 8) * 73856093U ^ static_cast<std::uint32_t>(col / 8) * 19349663U;
      mixed ^= mixed >> 13;
      mixed *= 0x5bd1e995U;
      costs[static_cast<std::size_t>(row * side + col)] = kCosts[(mixed >> 15) % kCosts.size()];
    }
  return costs;
}

double peakBytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) * 1024;
}

/// From the middle over all cells: side, neighbours.
void sweepAll(benchmark::State& state) {
  const std::int64_t side = state.range(0);
  const CostSurface surface(side, side, 30, patchyCosts(side), "bench");
  const std::vector<std::int64_t> middle = {side / 2 * side + side / 2};
  LeastCost sweep(surface, static_cast<Neighbours>(state.range(1)));
  for (auto _ : state) sweep.sweep(middle);
  const auto cells = static_cast<double>(side * side);
  state.counters["per_cell"] =
      benchmark::Counter(cells, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["held_B_per_cell"] = static_cast<double>(surface.paddedCells()) * 10 / cells;
  state.counters["peak_B_per_cell"] = peakBytes() / cells;  // with the costs that the surface was made of
}

/// A hundred sources in a square of 4,096 cells, linked with their neighbours.
void linkHundred(benchmark::State& state) {
  const std::int64_t side = 4096;
  const CostSurface surface(side, side, 30, patchyCosts(side), "bench");
  std::vector<HabitatSource> sources;
  for (std::int64_t i = 0; i < 100; ++i) {
    HabitatSource source{std::to_string(i), {}};
    for (std::int64_t r = 0; r < 20; ++r)
      for (std::int64_t c = 0; c < 20; ++c)
        source.cells.push_back(((i / 10) * 400 + 200 + r) * side + (i % 10) * 400 + 200 + c);
    sources.push_back(std::move(source));
  }
  for (auto _ : state) {
    const LinkedSources linked =
        linkSources(surface, sources, {.neighbours = Neighbours::eight, .corridorPercent = 5}, "bench");
    state.counters["links"] = static_cast<double>(linked.links.size());
  }
}

/// From corner to corner through a square: side.
void flowAcross(benchmark::State& state) {
  const std::int64_t side = state.range(0);
  const CostSurface surface(side, side, 30, patchyCosts(side), "bench");
  std::vector<std::int64_t> cells(static_cast<std::size_t>(side * side));
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = static_cast<std::int64_t>(i);
  const std::vector<std::int64_t> first = {0}, last = {side * side - 1};
  for (auto _ : state)
    state.counters["resistance"] =
        flowBetween(surface, cells, first, last, Neighbours::eight, Conductance::meanResistance).resistance;
  state.counters["peak_B_per_node"] = peakBytes() / static_cast<double>(side * side);
}

BENCHMARK(sweepAll)->Args({2048, 8})->Args({2048, 16})->Args({8192, 8})->Unit(benchmark::kMillisecond);
BENCHMARK(linkHundred)->Unit(benchmark::kMillisecond)->Iterations(1);
BENCHMARK(flowAcross)->Arg(500)->Arg(2000)->Unit(benchmark::kMillisecond)->Iterations(1);

}  // namespace
