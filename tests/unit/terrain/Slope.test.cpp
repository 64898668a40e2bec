#include "geo/terrain/Slope.h"

#include <cmath>
#include <numbers>

#include <catch2/catch.hpp>

#include "tests/unit/terrain/TestDem.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// A plane that rises `east` and `north` per metre.
Dem plane(double east, double north, CellMetres size) {
  Dem dem = flatDem(4, 4, std::vector<float>(16));
  dem.sizes.assign(4, size);
  for (int row = 0; row < 4; ++row)
    for (int col = 0; col < 4; ++col)
      dem.z[static_cast<std::size_t>(row * 4 + col)] =
          static_cast<float>(east * col * size.width - north * row * size.height);
  return dem;
}

}  // namespace

TEST_CASE("A plane has its slope in every cell, at the rim too") {
  // tan = hypot(0.3, 0.4) = 0.5: 26.565051 degrees. It falls to the south-west, where 0.3 : 0.4 points: 216.869898.
  const SlopeAspect s = slopeAspect(plane(0.3, 0.4, {10, 20}));
  for (std::size_t i = 0; i < 16; ++i) {
    CHECK(static_cast<double>(s.slope[i]) == Approx(26.565051).epsilon(1e-6));
    CHECK(static_cast<double>(s.aspect[i]) == Approx(216.869898).epsilon(1e-6));
  }
}

TEST_CASE("Aspect is the way down, clockwise from north, flat ground has none") {
  CHECK(slopeAspect(plane(-1, 0, {1, 1})).aspect[5] == 90);
  CHECK(slopeAspect(plane(0, 1, {1, 1})).aspect[5] == 180);
  CHECK(slopeAspect(plane(1, 0, {1, 1})).aspect[5] == 270);
  CHECK(slopeAspect(plane(0, -1, {1, 1})).aspect[5] == 0);
  CHECK(std::isnan(slopeAspect(plane(0, 0, {1, 1})).aspect[5]));
  CHECK(slopeAspect(plane(0, 0, {1, 1})).slope[5] == 0);
}

TEST_CASE("Horn weighs the neighbours 1 2 1") {
  // By hand: (c + 2f + i - a - 2d - g) / 8 = (3 + 12 + 9 - 1 - 8 - 7) / 8 = 1; (a + 2b + c - g - 2h - i) / 8 =
  // (1 + 4 + 3 - 7 - 16 - 9) / 8 = -3: tan = sqrt(10), 72.451599 degrees.
  const Dem dem = flatDem(3, 3, {1, 2, 3, 4, 5, 6, 7, 8, 9});
  CHECK(static_cast<double>(slopeAspect(dem).slope[4]) == Approx(72.4515994).epsilon(1e-7));
}

TEST_CASE("A cell without a height has no slope, and its neighbours go on by the far side") {
  Dem dem = plane(0.3, 0.4, {10, 20});
  dem.z[5] = kNoZ;
  const SlopeAspect s = slopeAspect(dem);
  CHECK(std::isnan(s.slope[5]));
  CHECK(static_cast<double>(s.slope[10]) == Approx(26.565051).epsilon(1e-6));
}
