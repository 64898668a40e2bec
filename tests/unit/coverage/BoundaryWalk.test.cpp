#include "geo/coverage/detail/BoundaryWalk.h"

#include <cmath>
#include <map>
#include <tuple>
#include <vector>

#include <catch2/catch.hpp>

#include "geo/coverage/detail/RowProfile.h"
#include "tests/unit/coverage/Shapes.h"

using namespace tanhui;
using namespace tanhui::shapes;

namespace {

struct Recorder {
  std::vector<CellPiece> pieces;
  void piece(int row, int col, int sign, double u0, double v0, double u1, double v1) {
    pieces.push_back({row, col, 0, sign, u0, v0, u1, v1});
  }
  void left(int row, int sign, double v0, double v1) { pieces.push_back({row, -1, 0, sign, 0, v0, 0, v1}); }
};

std::vector<CellPiece> walk(const MultiPolygon& shape, const Grid& grid, const Window& window) {
  const CellFrame frame(grid, window);
  Recorder recorder;
  BoundaryWalk(frame, recorder).walk(shape);
  return recorder.pieces;
}

}  // namespace

TEST_CASE("a point is found in its cell, to the last digit, in any window") {
  // 0.1 is no binary number: cell 12345678 must still begin where the multiple of the double 0.1 lies.
  const Grid grid = gridOf(100, 50, 0.1, 1 << 30, 1 << 30);
  const CellFrame frame(grid, {12345000, 0, 1000, 10});
  const double x = 100 + 1234567.85;
  const CellPoint c = frame.locate({x, 50 - 0.25});
  const long double exact = std::fma(-12345678.0L, static_cast<long double>(0.1), x - 100.0L) / 0.1L;
  CHECK(c.col == 678);
  CHECK(c.u == Approx(static_cast<double>(exact)).epsilon(0).margin(1e-14));
  CHECK(c.row == 2);
  CHECK(c.v == Approx(0.5).epsilon(0).margin(1e-14));
}

TEST_CASE("points on cell corners belong to the cell south-east of them") {
  const Grid grid = gridOf(36622330, 3242080, 10, 100, 100);
  const CellFrame frame(grid, grid.all());
  const CellPoint c = frame.locate({36622350, 3242050});
  CHECK(c.col == 2);
  CHECK(c.row == 3);
  CHECK(c.u == 0);
  CHECK(c.v == 0);
}

TEST_CASE("far points neither overflow nor hang") {
  const Grid grid = gridOf(0, 10, 1, 10, 10);
  CHECK(walk(box(-1e300, -1e300, 1e300, 1e300), grid, grid.all()).size() == 10);  // the west side, once per row
  CHECK(walk(box(1e200, 1e200, 1e300, 1e300), grid, grid.all()).empty());
}

TEST_CASE("pieces share their ends and an edge is cut alike in both directions") {
  const Grid grid = gridOf(0, 8, 1, 8, 8);
  const Ring ring = {{0.3, 0.2}, {7.1, 1.9}, {5.2, 7.7}, {1.1, 6.05}};
  const auto there = walk(polygon({ring}), grid, grid.all());
  const auto back = walk(polygon({reversed(ring)}), grid, grid.all());

  using Key = std::tuple<int, int, double, double, double, double>;
  const auto keyed = [](const std::vector<CellPiece>& pieces) {
    std::map<Key, int> map;
    for (const CellPiece& p : pieces) map[{p.row, p.col, p.u0, p.v0, p.u1, p.v1}] = p.sign;
    return map;
  };
  const auto a = keyed(there), b = keyed(back);
  REQUIRE(a.size() == b.size());
  REQUIRE(a.size() == there.size());
  for (const auto& [key, sign] : a) {
    REQUIRE(b.count(key) == 1);
    CHECK(b.at(key) == -sign);
  }

  // West to east, the signed pieces of a row cancel to the last bit.
  RowProfile profile;
  for (int row = 0; row < 8; ++row) {
    std::vector<CellPiece> ofRow;
    for (const CellPiece& p : there) {
      if (p.row == row) ofRow.push_back(p);
    }
    profile.pass(ofRow);
    CHECK(profile.steps().empty());
  }
}

TEST_CASE("the cuts do not depend on the window") {
  const Grid grid = gridOf(0, 1000, 1, 1000, 1000);
  const auto shape = polygon({{{-300.7, 420.3}, {1400.9, 531.77}, {700.123, 2300.3}, {10.5, 700.25}}});
  std::map<std::tuple<std::int64_t, std::int64_t, double, double, double>, int> whole;
  for (const CellPiece& p : walk(shape, grid, grid.all())) whole[{p.row, p.col, p.v0, p.u0, p.v1}] = 1;
  const Window window{137, 411, 300, 200};
  std::size_t inside = 0;
  for (const CellPiece& p : walk(shape, grid, window)) {
    if (p.col < 0) continue;
    ++inside;
    CHECK(whole.count({p.row + window.row, p.col + window.col, p.v0, p.u0, p.v1}) == 1);
  }
  CHECK(inside > 100);
}
