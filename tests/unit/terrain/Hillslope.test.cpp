#include "geo/terrain/Hillslope.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "tests/unit/terrain/TestDem.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

struct Ground {
  Dem dem;
  FlowField flow;
  std::vector<double> z;

  explicit Ground(std::vector<float> heights)
      : dem(flatDem(static_cast<int>(heights.size()), 1, heights, 10)), z(heights.begin(), heights.end()) {
    flow = flowField(dem, z);
  }
  Hillslope of(const std::vector<std::uint8_t>& water, const std::vector<std::uint8_t>& stream = {}) const {
    return hillslopeOf(dem, flow, downstreamOrder(flow), z, water, stream);
  }
};

}  // namespace

TEST_CASE("The hillslope of a water ends at the first ridge") {
  // Water, a slope, its ridge of 30 m, and the far side of it, which drains away.
  const Ground ground({10, 14, 20, 30, 25, 12});
  // Both sides of the ridge: the cell of 25 m gets no water either.
  CHECK(divides(ground.flow) == std::vector<std::uint8_t>{0, 0, 0, 1, 1, 0});
  const Hillslope slope = ground.of({1, 0, 0, 0, 0, 0});
  CHECK(slope.drop[1] == 4);
  CHECK(slope.drop[2] == 10);
  CHECK(slope.distance[2] == 20);
  CHECK(std::isnan(slope.drop[4]));
  CHECK(slope.drop[0] == 0);
}

TEST_CASE("The ridge itself belongs to the side that it drains to") {
  const Ground ground({10, 14, 20, 30, 25, 12});
  // From 30 m: 10 m down to the west, 5 m to the east.
  CHECK(ground.of({1, 0, 0, 0, 0, 0}).drop[3] == 20);
}

TEST_CASE("What drains by a tributary lies behind another ridge") {
  const Ground ground({10, 14, 20, 30});
  const Hillslope slope = ground.of({1, 0, 0, 0}, {0, 0, 1, 0});
  CHECK(slope.drop[1] == 4);
  CHECK(std::isnan(slope.drop[2]));
  CHECK(std::isnan(slope.drop[3]));
}
