#include "datasets/demo/Drainage.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tanhui::demo;

namespace {

constexpr int kDrainedSide = 9;

std::vector<char> southWestOutlet() {
  std::vector<char> outlet(kDrainedSide * kDrainedSide, 0);
  outlet[0] = 1;
  return outlet;
}

}  // namespace

TEST_CASE("every cell drains downhill to the outlet, and nothing is lost on the way") {
  CHECK(rc::check("random surfaces", [] {
    Raster<float> z(kDrainedSide);
    for (int i = 0; i < z.size(); ++i) z[i] = static_cast<float>(*rc::gen::inRange(0, 500));
    const Flow flow = routeFlow(z, southWestOutlet());
    RC_ASSERT(flow.order.size() == static_cast<std::size_t>(z.size()));
    for (int i = 1; i < z.size(); ++i) RC_ASSERT(z[flow.receiver[static_cast<std::size_t>(i)]] < z[i]);
    RC_ASSERT(flow.area[0] == Approx(z.size() * z.cell() * z.cell()));
  }));
}

TEST_CASE("a plane that falls to the south keeps its columns apart") {
  Raster<float> z(kDrainedSide);
  std::vector<char> outlet(static_cast<std::size_t>(z.size()), 0);
  for (int i = 0; i < z.size(); ++i) {
    const int row = i / kDrainedSide;
    z[i] = static_cast<float>(10 * row);
  }
  for (int col = 0; col < kDrainedSide; ++col) outlet[static_cast<std::size_t>(col)] = 1;
  const Flow flow = routeFlow(z, outlet);
  const auto cell = static_cast<float>(z.cell() * z.cell());
  for (int i = kDrainedSide; i < z.size(); ++i) {
    CHECK(flow.receiver[static_cast<std::size_t>(i)] == i - kDrainedSide);
    const int above = kDrainedSide - i / kDrainedSide;
    CHECK(flow.area[static_cast<std::size_t>(i)] == Approx(cell * static_cast<float>(above)));
  }
  const Raster<float> height = heightAboveDrainage(z, flow, outlet, 1e30f);
  CHECK(height[5 * kDrainedSide + 3] == 50);
}

TEST_CASE("two springs make a stream of the second order") {
  // 6 -> 4 -> 3 -> 0 and 5 -> 4; 3 is reached by one stream only.
  Flow flow;
  flow.receiver = {0, 0, 1, 0, 3, 4, 4};
  flow.order = {0, 1, 3, 2, 4, 5, 6};
  flow.area = {7, 2, 1, 4, 3, 1, 1};
  const std::vector<char> outlet = {1, 0, 0, 0, 0, 0, 0};
  CHECK(strahlerOrder(flow, outlet, 1) == std::vector{0, 1, 1, 2, 2, 1, 1});
  const std::vector<char> channel = {0, 1, 1, 1, 1, 1, 1};
  const std::vector<Stretch> all = stretches(flow.receiver, channel);
  REQUIRE(all.size() == 4);
  CHECK(all[0] == Stretch{2, 1, 0});
  CHECK(all[1] == Stretch{4, 3, 0});
  CHECK(all[2] == Stretch{5, 4});
  CHECK(all[3] == Stretch{6, 4});
}
