#include "geo/evaluate/TileJobs.h"

#include <catch2/catch.hpp>

#include "tests/support/TestModel.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// 3 x 4 tiles of 100 m cells, with a field over the middle ones.
Model tiledModel() {
  Model model = emptyModel();
  model.grid.cols = 2 * kTile + 40;
  model.grid.rows = 3 * kTile + 7;
  addLand(model, "paddy", {square(model.grid.x0 + 20000, model.grid.y0 - 150000, 90000)});
  return model;
}

const TilePainter kNoMaps = [](const TileStrata&) { return std::vector<CogWriter::Block>(); };

std::vector<TileResult> resultsOf(const TileJobs& jobs) {
  std::vector<TileResult> all;
  const StopFlag stop = false;
  evaluateTiles(
      jobs, kNoMaps, [&](std::vector<TileResult> tiles) { std::ranges::move(tiles, std::back_inserter(all)); }, stop);
  return all;
}

std::vector<std::int64_t> tilesOf(const std::vector<TileResult>& results) {
  std::vector<std::int64_t> tiles;
  for (const TileResult& result : results) tiles.push_back(result.tile);
  return tiles;
}

bool sameSums(const TileSums& a, const TileSums& b) {
  return a.stackedCells == b.stackedCells && a.coveredCells == b.coveredCells &&
         std::ranges::equal(a.ledger, b.ledger, [](const LedgerLine& x, const LedgerLine& y) {
           return x.zone == y.zone && x.stratum == y.stratum && x.areaHa == y.areaHa;
         });
}

}  // namespace

TEST_CASE("the tiles of a grid cover each cell once") {
  const Model model = tiledModel();
  const Tiling tiling(model.grid);
  REQUIRE(tiling.count() == 12);
  std::int64_t cells = 0;
  for (std::int64_t tile = 0; tile < tiling.count(); ++tile) cells += tiling.window(tile).cells();
  CHECK(cells == model.grid.cols * model.grid.rows);
  CHECK(tiling.window(0).cols == kTile);
  CHECK(tiling.window(2).cols == 40);    // the right edge
  CHECK(tiling.window(11).rows == 7);    // the lower edge
  CHECK(tiling.window(4).col == kTile);  // the second of the second row
  CHECK(tiling.window(4).row == kTile);
}

TEST_CASE("any ranges of tiles give what each tile gives by itself, in order, on any number of threads") {
  const Model model = tiledModel();
  const Tiling tiling(model.grid);
  const CellArea area(model.grid, model.areaRule);
  Evaluator alone(model, area);
  const std::vector<TileRange> ranges = {{1, 4}, {6, 6}, {9, 12}};
  CHECK(TileJobs{model, ranges}.count() == 6);
  for (const int threads : {1, 3}) {
    const std::vector<TileResult> results = resultsOf({model, ranges, threads});
    REQUIRE(tilesOf(results) == std::vector<std::int64_t>{1, 2, 3, 9, 10, 11});
    for (const TileResult& result : results) {
      alone.evaluate(tiling.window(result.tile));
      CHECK(sameSums(result.sums, alone.sums()));
    }
  }
  CHECK(resultsOf({model, {}}).empty());
}

// Threads finish tiles in any order; what a journal is given must be the first ones all the same.
TEST_CASE("work that is stopped anywhere has handed over its first tiles without a gap") {
  const Model model = tiledModel();
  for (int round = 0; round < 40; ++round) {
    StopFlag stop = false;
    std::atomic<int> painted = 0;
    const auto paintUntil = [&](const TileStrata&) {
      if (++painted == 1 + round % 9) stop = true;
      return std::vector<CogWriter::Block>();
    };
    std::vector<TileResult> taken;
    const auto take = [&](std::vector<TileResult> tiles) { std::ranges::move(tiles, std::back_inserter(taken)); };
    CHECK_THROWS_AS(evaluateTiles({model, {{0, 12}}, 4}, paintUntil, take, stop), Interrupted);
    for (std::size_t i = 0; i < taken.size(); ++i) CHECK(taken[i].tile == static_cast<std::int64_t>(i));
  }
}
