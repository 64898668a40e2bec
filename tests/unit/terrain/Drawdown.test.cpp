#include "geo/terrain/Drawdown.h"

#include <catch2/catch.hpp>

#include "geo/terrain/Neighbours.h"
#include "tests/unit/terrain/TestDem.h"
#include "tests/unit/terrain/TestStages.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// The cells under water on one day: a flood fill from the cells of the water that lie below the stage.
std::vector<bool> floodedOn(const Dem& dem, float stage, const std::vector<std::uint8_t>& water) {
  std::vector<bool> wet(dem.cells(), false);
  std::vector<std::size_t> open;
  const auto fill = [&](std::size_t cell) {
    if (!wet[cell] && stage > dem.z[cell]) wet[cell] = true, open.push_back(cell);
  };
  for (std::size_t cell = 0; cell < dem.cells(); ++cell)
    if (water[cell] != 0) fill(cell);
  while (!open.empty()) {
    const std::size_t cell = open.back();
    open.pop_back();
    eachNeighbour(cell, dem.cols(), dem.rows(), [&](std::size_t n, const D8Step&) { fill(n); });
  }
  return wet;
}

}  // namespace

TEST_CASE("A pit behind a levee is under water only on the days on which the levee is") {
  // Water at 140 m, a levee of 170 m, a pit of 150 m behind it.
  const Dem dem = flatDem(4, 1, {140, 160, 170, 150});
  const StageTable table(yearOfStages(), 0);
  const std::vector<std::uint16_t> rank = connectedRanks(dem, table, std::vector<std::uint8_t>{1, 0, 0, 0});
  CHECK(table.daysOfYear(rank[1]) == 165);
  CHECK(table.daysOfYear(rank[2]) == 84);
  CHECK(table.daysOfYear(rank[3]) == 84);  // 243 days, were it open to the water
  CHECK(wetness(rank[0], table) == Wetness::water);
  CHECK(wetness(rank[1], table) == Wetness::belt);
}

TEST_CASE("Ground that no water reaches is dry, and so is what has no height") {
  const Dem dem = flatDem(5, 1, {140, kNoZ, 150, 180, 150});
  const StageTable table(yearOfStages(), 0);
  const std::vector<std::uint16_t> rank = connectedRanks(dem, table, std::vector<std::uint8_t>{1, 0, 0, 0, 0});
  for (const std::size_t cell : {1U, 2U, 3U, 4U}) CHECK(wetness(rank[cell], table) == Wetness::dry);
}

TEST_CASE("One flood from the water tells what a flood fill for each day tells") {
  const bool sound = rc::check([] {
    const int cols = *rc::gen::inRange(1, 9), rows = *rc::gen::inRange(1, 9);
    std::vector<float> z;
    std::vector<std::uint8_t> water;
    for (int i = 0; i < cols * rows; ++i) {
      const int height = *rc::gen::inRange(0, 12);
      z.push_back(height == 11 ? kNoZ : static_cast<float>(height));
      water.push_back(*rc::gen::weightedElement<std::uint8_t>({{7, 0}, {1, 1}}));
    }
    std::vector<double> stages;
    for (int day = 0; day < 25; ++day) stages.push_back(*rc::gen::inRange(-1, 13));
    const Dem dem = flatDem(cols, rows, z);
    const StageTable table(stagesAs(stages), 0);
    std::vector<int> days(dem.cells(), 0);
    for (const double stage : stages) {
      const std::vector<bool> wet = floodedOn(dem, static_cast<float>(stage), water);
      for (std::size_t cell = 0; cell < wet.size(); ++cell) days[cell] += wet[cell];
    }
    const std::vector<std::uint16_t> rank = connectedRanks(dem, table, water);
    for (std::size_t cell = 0; cell < rank.size(); ++cell) RC_ASSERT(table.days() - rank[cell] == days[cell]);
  });
  CHECK(sound);
}
