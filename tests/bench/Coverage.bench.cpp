#include <random>

#include <benchmark/benchmark.h>

#include "geo/coverage/Coverage.h"
#include "geo/coverage/Overlay.h"
#include "tests/unit/coverage/Shapes.h"

using namespace tanhui;
using namespace tanhui::shapes;

namespace {

bool partial(double fraction) { return fraction < 1; }

/// Reports CPU time per thing, of `count` things over all iterations.
void perItem(benchmark::State& state, const char* name, std::int64_t count) {
  using benchmark::Counter;
  state.counters[name] = Counter(static_cast<double>(count), Counter::kIsRate | Counter::kInvert);
}

std::vector<MultiPolygon> parcels(double cellsAcross, int count) {
  Random random(1);
  std::vector<MultiPolygon> all;
  for (int i = 0; i < count; ++i) {
    const double radius = cellsAcross / 2;
    all.push_back(
        randomStar(random, {uniform(random, 50, 9950), uniform(random, 50, 9950), 0.7 * radius, radius, 12, false}));
  }
  return all;
}

/// A partition of 50,000 parcels (250 x 200 quadrilaterals) over 4,000 x 4,000 cells of 10 m: a county.
const std::vector<MultiPolygon>& county() {
  static const std::vector<MultiPolygon> mesh = [] {
    Random random(2);
    return randomMesh(random, {36600000, 3200000, 36640000, 3240000}, 250, 200);
  }();
  return mesh;
}

Grid countyGrid() { return gridOf(36600000, 3240000, 10, 4000, 4000); }

void coverParcels(benchmark::State& state) {
  const Grid grid = gridOf(0, 10000, 1, 10000, 10000);
  const auto shapes = parcels(static_cast<double>(state.range(0)), 2000);
  Coverage coverage;
  std::int64_t boundary = 0, inside = 0;
  for (auto _ : state) {
    for (const MultiPolygon& shape : shapes) {
      for (const CoverageRun& run : coverage(shape, grid, grid.all())) {
        (partial(run.fraction) ? boundary : inside) += run.colEnd - run.colBegin;
      }
    }
  }
  perItem(state, "per_boundary_cell", boundary);
  perItem(state, "per_parcel", state.iterations() * static_cast<std::int64_t>(shapes.size()));
  state.counters["boundary_cells/parcel"] =
      static_cast<double>(boundary) / static_cast<double>(state.iterations()) / static_cast<double>(shapes.size());
}
BENCHMARK(coverParcels)->Arg(1)->Arg(3)->Arg(6)->Arg(30)->Arg(300)->Unit(benchmark::kMillisecond);

/// Corridors of 8,000 cells length and 20 cells width, every bank with a corner per cell or so.
void coverCorridors(benchmark::State& state) {
  const Grid grid = gridOf(0, 10000, 1, 10000, 10000);
  Random random(3);
  std::vector<MultiPolygon> corridors;
  for (int i = 0; i < 10; ++i) {
    Ring south, north;
    const double y0 = uniform(random, 2000, 8000), turn = uniform(random, 100, 900);
    for (int k = 0; k <= 8000; ++k) {
      const double y = y0 + turn * std::sin(k / turn) + uniform(random, 0, 0.3);
      south.push_back({1000.0 + k, y - 10});
      north.push_back({1000.0 + k, y + 10});
    }
    south.insert(south.end(), north.rbegin(), north.rend());
    corridors.push_back(polygon({south}));
  }
  Coverage coverage;
  std::int64_t boundary = 0;
  for (auto _ : state) {
    for (const MultiPolygon& shape : corridors) {
      for (const CoverageRun& run : coverage(shape, grid, grid.all())) boundary += partial(run.fraction);
    }
  }
  perItem(state, "per_boundary_cell", boundary);
}
BENCHMARK(coverCorridors)->Unit(benchmark::kMillisecond);

/// Stacks a county tile by tile; `range(0)` other layers lie over the partition.
void overlayCounty(benchmark::State& state) {
  const Grid grid = countyGrid();
  std::vector<std::vector<MultiPolygon>> shapes;
  std::vector<OverlayRole> roles;
  Random random(4);
  if (state.range(0) > 0) {
    shapes.push_back({box(36600500, 3200500, 36639000, 3239000)});
    roles.push_back(OverlayRole::region);
    shapes.push_back(randomMesh(random, {36600000, 3200000, 36640000, 3240000}, 5, 5));
    roles.push_back(OverlayRole::zone);
    shapes.emplace_back();
    for (int i = 0; i < 5000; ++i) {
      shapes.back().push_back(randomStar(
          random, {uniform(random, 36600000, 36640000), uniform(random, 3200000, 3240000), 80, 160, 24, false}));
    }
    roles.push_back(OverlayRole::land);
  }
  shapes.push_back(county());
  roles.push_back(OverlayRole::land);

  Overlay overlay;
  std::int64_t mixed = 0, cells = 0;
  const int tile = 500;
  int next = 0;
  for (auto _ : state) {
    const Window window{(next % 8) * tile, (next / 8) * tile, tile, tile};
    next = (next + 1) % 64;
    // What a run does before: keep the features that meet the tile.
    state.PauseTiming();
    std::vector<std::vector<const MultiPolygon*>> near(shapes.size());
    std::vector<OverlayLayer> layers;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      for (const MultiPolygon& shape : shapes[i]) {
        if (shape.box.meets(grid.box(window))) near[i].push_back(&shape);
      }
      layers.push_back({roles[i], near[i]});
    }
    state.ResumeTiming();
    int row = -1, col = -1;
    for (const OverlayPart& part : overlay(layers, grid, window).parts) {
      if (partial(part.fraction) && (part.row != row || part.colBegin != col)) mixed += part.colEnd - part.colBegin;
      row = part.row, col = part.colBegin;
    }
    cells += window.cells();
  }
  perItem(state, "per_mixed_cell", mixed);
  perItem(state, "per_cell", cells);
  state.counters["mixed_share"] = static_cast<double>(mixed) / static_cast<double>(cells);
}
BENCHMARK(overlayCounty)->Arg(0)->Arg(1)->Unit(benchmark::kMillisecond);

/// Cells much larger than the parcels, as when a viewer shows the whole county on few pixels.
void overlayCoarse(benchmark::State& state) {
  const int side = static_cast<int>(state.range(0));
  const Grid grid = gridOf(36600000, 3240000, 40000.0 / side, side, side);
  std::vector<const MultiPolygon*> all;
  for (const MultiPolygon& shape : county()) all.push_back(&shape);
  const std::vector<OverlayLayer> layers = {{OverlayRole::land, all}};
  Overlay overlay;
  for (auto _ : state) benchmark::DoNotOptimize(overlay(layers, grid, grid.all()).parts.size());
}
BENCHMARK(overlayCoarse)->Arg(8)->Arg(100)->Arg(400)->Unit(benchmark::kMillisecond);

}  // namespace
