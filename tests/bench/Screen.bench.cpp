// What the viewer waits for. The project is named by TANHUI_BENCH_PROJECT: `tanhui demo DIR`, then DIR/project.toml.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>

#include "geo/account/SavedRun.h"
#include "geo/ask/Explain.h"
#include "geo/ask/WhatIf.h"
#include "geo/evaluate/Evaluate.h"
#include "geo/model/BuildModel.h"

namespace {

using namespace tanhui;

const Project& project() {
  static const Project project = readProject(std::getenv("TANHUI_BENCH_PROJECT"));
  return project;
}

const Model& model() {
  static Warnings ignored;
  static const Model model = buildModel(project(), ignored);
  return model;
}

void readModel(benchmark::State& state) {
  for (auto _ : state) {
    Warnings ignored;
    benchmark::DoNotOptimize(buildModel(project(), ignored));
  }
}
BENCHMARK(readModel)->Unit(benchmark::kMillisecond);

/// A tile of 256 x 256 cells in the middle of the county, cells 2^level as large.
void oneTile(benchmark::State& state) {
  const Grid grid = coarser(model().grid, static_cast<int>(state.range(0)));
  const CellArea area(grid, model().areaRule);
  Evaluator evaluator(model(), grid, area);
  const int cols = static_cast<int>(std::min<std::int64_t>(256, grid.cols)),
            rows = static_cast<int>(std::min<std::int64_t>(256, grid.rows));
  for (auto _ : state) evaluator.evaluate({(grid.cols - cols) / 2, (grid.rows - rows) / 2, cols, rows});
}
BENCHMARK(oneTile)->DenseRange(0, 4)->Unit(benchmark::kMillisecond);

void makeEvaluator(benchmark::State& state) {
  const CellArea area(model().grid, model().areaRule);
  for (auto _ : state) benchmark::DoNotOptimize(Evaluator(model(), area));
}
BENCHMARK(makeEvaluator)->Unit(benchmark::kMillisecond);

void measureCells(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(CellArea(model().grid, model().areaRule));
}
BENCHMARK(measureCells)->Unit(benchmark::kMillisecond);

void click(benchmark::State& state) {
  const Box box = model().grid.box();
  const double x = (box.xmin + box.xmax) / 2, y = (box.ymin + box.ymax) / 2;
  for (auto _ : state) benchmark::DoNotOptimize(explainAt(model(), x, y));
}
BENCHMARK(click)->Unit(benchmark::kMillisecond);

/// A square of so many hectares on the map, in the middle of the county.
void change(benchmark::State& state) {
  const Box box = model().grid.box();
  const Point middle{(box.xmin + box.xmax) / 2 + 3, (box.ymin + box.ymax) / 2 + 7};
  const double half = std::sqrt(static_cast<double>(state.range(0)) * 1e4) / 2;
  const double west = middle.x - half, east = middle.x + half, south = middle.y - half, north = middle.y + half;
  const MultiPolygon square{.points = {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}},
                            .ringEnds = {5},
                            .box = {west, south, east, north}};
  for (auto _ : state)
    benchmark::DoNotOptimize(whatIf(model(), {.shape = square, .classKey = {}, .species = "马尾松"}));
}
BENCHMARK(change)->Arg(1)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond);

/// Of a project that has run.
void readRun(benchmark::State& state) {
  if (!readSavedRun(project())) return state.SkipWithError("no run");
  for (auto _ : state) benchmark::DoNotOptimize(readSavedRun(project()));
}
BENCHMARK(readRun)->Unit(benchmark::kMillisecond);

void hashRun(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(isCurrent(project()));
}
BENCHMARK(hashRun)->Unit(benchmark::kMillisecond);

}  // namespace
