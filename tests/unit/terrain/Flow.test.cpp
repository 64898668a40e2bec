#include "geo/terrain/Flow.h"

#include <numeric>

#include <catch2/catch.hpp>

#include "geo/terrain/Fill.h"
#include "tests/unit/terrain/TestDem.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// A valley that falls to the south, by hand.
Dem valley() { return flatDem(5, 5, {9, 8, 7, 8, 9, 8, 6, 5, 6, 8, 7, 5, 4, 5, 7, 6, 4, 3, 4, 6, 5, 3, 2, 3, 5}); }

FlowField flowOf(const Dem& dem) { return flowField(dem, filledHeights(dem)); }

}  // namespace

TEST_CASE("The valley of the worked example drains as it does by hand") {
  const Dem dem = valley();
  const FlowField flow = flowOf(dem);
  const std::vector<std::uint8_t> codes = {2, 2, 4, 8, 8, 2, 2, 4, 8, 8, 2, 2, 4, 8, 8, 2, 2, 4, 8, 8, 1, 1, 0, 16, 16};
  CHECK(flow.code == codes);
  const std::vector<std::size_t> order = downstreamOrder(flow);
  const std::vector<std::uint32_t> cells = {1, 1, 1, 1, 1,  1, 2, 4, 2, 1,  1, 2, 9,
                                            2, 1, 1, 2, 14, 2, 1, 1, 3, 25, 3, 1};
  CHECK(flowCells(flow, order) == cells);
  std::vector<std::uint8_t> stream(25);
  for (std::size_t i = 0; i < 25; ++i) stream[i] = cells[i] >= 3;
  const std::vector<std::uint8_t> strahler = {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1,
                                              0, 0, 0, 0, 1, 0, 0, 0, 1, 2, 1, 0};
  CHECK(strahlerOrder(flow, order, stream) == strahler);
}

TEST_CASE("Ground that drains is the sum of the cells above, by their own areas") {
  const Dem dem = valley();
  const FlowField flow = flowOf(dem);
  // Rows of 1 to 5 ha: five cells each, all of which leave through the middle of the last row.
  const std::vector<double> rowHa = {1, 2, 3, 4, 5};
  const std::vector<double> ha = flowHa(flow, downstreamOrder(flow), rowHa);
  CHECK(ha[22] == 75);
  CHECK(ha[7] == 2 + 3);  // its own, and three cells of the first row
}

TEST_CASE("Of equal drops the first in the order E SE S SW W NW N NE is taken") {
  // A peak of which every neighbour is as far below per metre as the step is long: only E, S, W, N are at distance 1.
  const Dem dem = flatDem(3, 3, {9, 5, 9, 5, 9, 5, 9, 5, 9});
  CHECK(flowField(dem, std::vector<double>(dem.z.begin(), dem.z.end())).code[4] == 1);
}

TEST_CASE("A drop counts by the distance on the ground, which cells that are not square do not share") {
  Dem dem = flatDem(3, 3, {9, 9, 9, 9, 5, 3, 9, 4, 9});
  std::vector<double> z(dem.z.begin(), dem.z.end());
  CHECK(flowField(dem, z).code[4] == 1);  // 2 m over 1 m
  dem.sizes.assign(3, {4, 1});
  CHECK(flowField(dem, z).code[4] == 4);  // 2 m over 4 m against 1 m over 1 m
}

TEST_CASE("A cell without a height is no part of any path") {
  const Dem dem = flatDem(3, 1, {3, kNoZ, 1});
  const FlowField flow = flowOf(dem);
  CHECK(flow.code == std::vector<std::uint8_t>{kFlowsOut, kNoHeight, kFlowsOut});
  CHECK(downstreamOrder(flow).size() == 2);
}

TEST_CASE("Every path ends, and all that falls on a DEM leaves it") {
  const bool sound = rc::check([] {
    const int cols = *rc::gen::inRange(1, 12), rows = *rc::gen::inRange(1, 12);
    std::vector<float> z;
    // Few heights, so that there are flats and hollows.
    for (int i = 0; i < cols * rows; ++i) z.push_back(static_cast<float>(*rc::gen::inRange(0, 4)));
    const Dem dem = flatDem(cols, rows, z);
    const FlowField flow = flowOf(dem);
    const std::vector<std::size_t> order = downstreamOrder(flow);
    RC_ASSERT(order.size() == dem.cells());
    const std::vector<std::uint32_t> cells = flowCells(flow, order);
    std::uint32_t leaves = 0;
    for (std::size_t i = 0; i < flow.cells(); ++i)
      if (flow.code[i] == kFlowsOut) {
        leaves += cells[i];
        const int row = static_cast<int>(i) / cols, col = static_cast<int>(i) % cols;
        RC_ASSERT(row == 0 || col == 0 || row == rows - 1 || col == cols - 1);
      }
    RC_ASSERT(leaves == dem.cells());
  });
  CHECK(sound);
}
