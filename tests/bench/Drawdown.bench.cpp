#include <benchmark/benchmark.h>

#include <cmath>
#include <random>

#include "geo/terrain/Drawdown.h"

// Ten years of daily stages over a valley of 16 million cells, all of which the water reaches on some days. The goal is
// 2 s CPU for the stages and the flood together.

namespace tanhui {
namespace {

StageSeries tenYears() {
  StageSeries series;
  std::mt19937 random(1);
  std::normal_distribution<double> flood(0, 0.3);
  for (int day = 0; day < 3650; ++day) {
    series.days.push_back(day);
    series.stage.push_back(160 + 15 * std::cos(day * 2 * 3.14159265358979 / 365) + flood(random));
  }
  return series;
}

/// A valley with ripples of a metre across its sides.
Dem valley(int side) {
  Dem dem;
  dem.grid.cols = dem.grid.rows = side;
  dem.z.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side));
  for (int row = 0; row < side; ++row)
    for (int col = 0; col < side; ++col)
      dem.z.push_back(static_cast<float>(140 + 36.0 * std::abs(col - side / 2) / (side / 2) +
                                         std::sin(col * 0.05) * std::cos(row * 0.03)));
  return dem;
}

void drawdown(benchmark::State& state) {
  const Dem dem = valley(static_cast<int>(state.range(0)));
  const StageSeries series = tenYears();
  std::vector<std::uint8_t> water(dem.cells(), 0);
  for (int row = 0; row < dem.rows(); ++row)
    water[static_cast<std::size_t>(row) * static_cast<std::size_t>(dem.cols()) +
          static_cast<std::size_t>(dem.cols() / 2)] = 1;
  for (auto step : state) {
    const StageTable table(series, 0);
    benchmark::DoNotOptimize(connectedRanks(dem, table, water));
  }
}
BENCHMARK(drawdown)->Arg(4000)->Unit(benchmark::kMillisecond)->Iterations(3)->MeasureProcessCPUTime();

}  // namespace
}  // namespace tanhui
