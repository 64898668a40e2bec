#include "geo/network/CostSurface.h"

#include <cmath>
#include <limits>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"

using namespace tanhui;

namespace {
constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();
}

TEST_CASE("A cost surface keeps each cost as it is while there are few") {
  const std::vector<float> costs = {1, 1.5F, 10'000, kNothing, 0.25F, 20};
  const CostSurface surface(2, 3, 30, costs, "cost.tif");
  for (std::int64_t i = 0; i < 6; ++i) {
    CHECK(surface.passable(i) == (i != 3));
    if (i != 3) CHECK(surface.cost(i) == static_cast<double>(costs[static_cast<std::size_t>(i)]));
    CHECK(surface.cellOf(surface.padded(i)) == i);
  }
  CHECK(std::isnan(surface.cost(3)));
}

TEST_CASE("Of more costs than it has levels a surface takes the nearest level") {
  std::vector<float> costs;
  for (int i = 0; i < 300 * 300; ++i) costs.push_back(1 + static_cast<float>(i) / 9);
  const CostSurface surface(300, 300, 1, costs, "cost.tif");
  // 65,535 levels from 1 to 10,000: neighbours lie 1.4e-4 apart, and a cost is off by half of that or of a
  // ten-thousandth.
  for (std::int64_t i = 0; i < surface.cells(); ++i) {
    const double cost = costs[static_cast<std::size_t>(i)];
    REQUIRE(std::abs(surface.cost(i) - cost) <= 0.71e-4 * cost + 1e-4);
  }
}

TEST_CASE("A cost that is zero, negative or endless is refused with its place") {
  for (const float bad : {0.0F, -3.0F, std::numeric_limits<float>::infinity()}) {
    const std::vector<float> costs = {1, 1, 1, bad};
    CHECK_THROWS_WITH(CostSurface(2, 2, 1, costs, "cost.tif"),
                      Catch::Contains("cost.tif: a cost of") && Catch::Contains("row 1, column 1"));
  }
  const std::vector<float> walls = {kNothing, kNothing};
  CHECK_THROWS_AS(CostSurface(1, 2, 1, walls, "cost.tif"), Error);
}
