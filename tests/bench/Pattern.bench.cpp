#include <sys/resource.h>

#include <cmath>

#include <benchmark/benchmark.h>

#include "geo/pattern/Pattern.h"

using namespace tanhui;

namespace {

/// A smooth random surface cut at its middle: patches of all sizes, as habitat has them. Of a hundred cells
/// `specks` are the other ground, as in a classified image.
GroundMask habitat(int side, int specks) {
  GroundMask mask{side, side, std::vector<Ground>(static_cast<std::size_t>(side) * static_cast<std::size_t>(side))};
  std::uint32_t state = 1;
  const auto random = [&state] {
    return static_cast<float>((state = state * 1664525U + 1013904223U) >> 8) / 16777216.0F;
  };
  std::vector<float> heights(mask.cells.size(), 0.0F);
  for (int size = 4; size <= 512; size *= 2) {
    const int across = side / size + 2;
    std::vector<float> knots(static_cast<std::size_t>(across) * static_cast<std::size_t>(across));
    for (float& knot : knots) knot = random() - 0.5F;
    const float weight = std::sqrt(static_cast<float>(size));
    for (int row = 0; row < side; ++row) {
      for (int col = 0; col < side; ++col) {
        const float y = static_cast<float>(row) / static_cast<float>(size),
                    x = static_cast<float>(col) / static_cast<float>(size);
        const auto r = static_cast<std::size_t>(y), c = static_cast<std::size_t>(x);
        const float v = y - static_cast<float>(r), u = x - static_cast<float>(c);
        const float* k = &knots[r * static_cast<std::size_t>(across) + c];
        const float* l = k + across;
        heights[static_cast<std::size_t>(row) * static_cast<std::size_t>(side) + static_cast<std::size_t>(col)] +=
            weight * ((1 - v) * ((1 - u) * k[0] + u * k[1]) + v * ((1 - u) * l[0] + u * l[1]));
      }
    }
  }
  for (std::size_t i = 0; i < heights.size(); ++i)
    mask.cells[i] =
        (heights[i] > 0) != (random() * 100 < static_cast<float>(specks)) ? Ground::foreground : Ground::background;
  return mask;
}

double peakBytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return 1024.0 * static_cast<double>(usage.ru_maxrss);
}

/// CPU of all threads per cell. `bytes/cell` is the process's peak above what the bench itself holds, and only tells
/// something of the largest raster that ran so far.
void classify(benchmark::State& state) {
  const GroundMask mask = habitat(static_cast<int>(state.range(0)), static_cast<int>(state.range(2)));
  PatternOptions spec;
  spec.edgeWidth = static_cast<int>(state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(classifyPattern(mask, spec));
  const double cells = static_cast<double>(mask.cells.size());
  state.counters["CPU/cell"] =
      benchmark::Counter(cells, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
  state.counters["peak_bytes/cell"] = peakBytes() / cells;
}

BENCHMARK(classify)
    ->ArgsProduct({{4000}, {1, 2, 5, 20}, {0, 5}})
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
