#include "geo/terrain/Basins.h"

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "tests/unit/terrain/TestDem.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// One row that falls to the east: every cell flows into the next.
FlowField slide() {
  const Dem dem = flatDem(6, 1, {6, 5, 4, 3, 2, 1});
  return flowField(dem, std::vector<double>(dem.z.begin(), dem.z.end()));
}

}  // namespace

TEST_CASE("A basin ends where that of the outlet above begins, and each outlet knows the next") {
  const FlowField flow = slide();
  const std::vector<std::size_t> outlets = {4, 1};
  const Basins basins = basinsOf(flow, downstreamOrder(flow), outlets);
  CHECK(basins.of == std::vector<std::uint32_t>{1, 1, 0, 0, 0, kNoBasin});
  CHECK(basins.into == std::vector<std::uint32_t>{kNoBasin, 0});
  CHECK(liesUpstream(basins, 1, 0));
  CHECK_FALSE(liesUpstream(basins, 0, 1));
}

TEST_CASE("Two outlets in one cell, and one without a height, are refused") {
  const FlowField flow = slide();
  const std::vector<std::size_t> twice = {2, 2};
  CHECK_THROWS_WITH(basinsOf(flow, downstreamOrder(flow), twice), Catch::Contains("outlets 1 and 2"));
  const Dem gap = flatDem(2, 1, {kNoZ, 1});
  const FlowField half = flowField(gap, std::vector<double>(gap.z.begin(), gap.z.end()));
  const std::vector<std::size_t> nowhere = {0};
  CHECK_THROWS_WITH(basinsOf(half, downstreamOrder(half), nowhere), Catch::Contains("no height"));
}

TEST_CASE("A point beside the river is moved to where most cells flow") {
  const Dem dem = flatDem(5, 5, {9, 8, 7, 8, 9, 8, 6, 5, 6, 8, 7, 5, 4, 5, 7, 6, 4, 3, 4, 6, 5, 3, 2, 3, 5});
  const FlowField flow = flowField(dem, std::vector<double>(dem.z.begin(), dem.z.end()));
  const std::vector<std::uint32_t> cells = flowCells(flow, downstreamOrder(flow));
  CHECK(snapToFlow(flow, cells, 11, 1) == 17);  // of the 14 cells that meet in it
  CHECK(snapToFlow(flow, cells, 11, 0) == 11);
}
