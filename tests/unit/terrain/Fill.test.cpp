#include "geo/terrain/Fill.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "geo/terrain/Neighbours.h"
#include "tests/unit/terrain/TestDem.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// The lowest level to which water must rise to leave from each cell, by relaxing until nothing changes.
std::vector<double> spillLevels(const Dem& dem) {
  std::vector<double> level(dem.cells(), 1e9);
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = 0; i < dem.cells(); ++i) {
      if (std::isnan(dem.z[i])) continue;
      const double own = static_cast<double>(dem.z[i]);
      int neighbours = 0;
      double best = 1e9;
      eachNeighbour(i, dem.cols(), dem.rows(), [&](std::size_t n, const D8Step&) {
        if (std::isnan(dem.z[n])) return;
        ++neighbours;
        best = std::min(best, std::max(own, level[n]));
      });
      if (neighbours < 8) best = own;
      if (best < level[i]) level[i] = best, changed = true;
    }
  }
  return level;
}

}  // namespace

TEST_CASE("A hollow is filled to its rim, a step of a double more for each cell towards its outlet") {
  // The hollow of 1 spills over the 3 in the first row.
  const Dem dem = flatDem(4, 4, {9, 3, 9, 9, 9, 1, 1, 9, 9, 1, 1, 9, 9, 9, 9, 9});
  const std::vector<double> z = filledHeights(dem);
  for (const std::size_t hollow : {5U, 6U, 9U, 10U}) {
    CHECK(z[hollow] > 3);
    CHECK(z[hollow] < 3 + 1e-12);
  }
  CHECK(z[1] == 3);
}

TEST_CASE("Filled heights are the levels to which water must rise, by another method") {
  const bool sound = rc::check([] {
    const int cols = *rc::gen::inRange(1, 10), rows = *rc::gen::inRange(1, 10);
    std::vector<float> z;
    for (int i = 0; i < cols * rows; ++i) {
      const int height = *rc::gen::inRange(0, 8);
      z.push_back(height == 7 ? kNoZ : static_cast<float>(height));
    }
    const Dem dem = flatDem(cols, rows, z);
    const std::vector<double> filled = filledHeights(dem), expected = spillLevels(dem);
    for (std::size_t i = 0; i < z.size(); ++i) {
      RC_ASSERT(std::isnan(filled[i]) == std::isnan(z[i]));
      if (!std::isnan(z[i])) RC_ASSERT(std::abs(filled[i] - expected[i]) < 1e-12);
    }
  });
  CHECK(sound);
}
