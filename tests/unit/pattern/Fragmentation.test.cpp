#include "geo/pattern/Fragmentation.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "geo/pattern/Pattern.h"
#include "geo/pattern/PatternTallier.h"
#include "tests/unit/pattern/Masks.h"

using namespace tanhui;

namespace {

// Cells of 100 x 100 m of map: 1 ha each.
Grid hectares(int cols, int rows) { return {Crs::parse("EPSG:4544", ""), 36500000, 3300000, 100, 100, cols, rows}; }

void paintBlock(GroundMask& mask, int row, int col, int rows, int cols) {
  for (int r = row; r < row + rows; ++r) {
    for (int c = col; c < col + cols; ++c) {
      mask.cells[static_cast<std::size_t>(r * mask.cols + c)] = Ground::foreground;
    }
  }
}

GroundMask patches() {
  GroundMask mask{40, 25, std::vector<Ground>(1000, Ground::background)};
  paintBlock(mask, 1, 1, 10, 10), paintBlock(mask, 1, 20, 10, 5);
  paintBlock(mask, 15, 1, 5, 4), paintBlock(mask, 15, 20, 6, 5);
  return mask;
}

}  // namespace

TEST_CASE("patches of 100, 50, 20 and 30 ha in 1000 ha") {
  const CellSize size(hectares(40, 25), AreaRule::map);
  const Fragmentation f = fragmentationOf(patches(), {size}, Connectivity::eight);
  CHECK(f.landscapeHa == Approx(1000));
  CHECK(f.patches == 4);
  CHECK(f.patchDensity == Approx(0.4));
  // Sum of squares: 10000 + 2500 + 400 + 900 = 13800.
  CHECK(f.meshHa == Approx(13.8));
  CHECK(f.division == Approx(0.9862));
  CHECK(f.split == Approx(72.4638).epsilon(1e-6));
  CHECK(f.largestPatch == Approx(10));
  CHECK(f.coherence == Approx(100 * 13800.0 / 40000));
  // Rims of 40, 30, 18 and 22 sides of 100 m.
  CHECK(f.edgeDensity == Approx(110 * 100 / 1000.0));
  // Sides shared: 180 + 85 + 31 + 49 = 345; of 200 cells at most 14 x 14 and 4: 2 x 14 x 13 + 2 x 4 - 1 = 371.
  CHECK(f.aggregation == Approx(100 * 345.0 / 371));
  // (1 - 110 / (400 + 30 sqrt(50) + 18 sqrt(20) + 22 sqrt(30))) / (1 - 1 / sqrt(1000))
  const double roots = 400 + 30 * std::sqrt(50) + 18 * std::sqrt(20) + 22 * std::sqrt(30);
  CHECK(f.cohesion == Approx(100 * (1 - 110 / roots) / (1 - 1 / std::sqrt(1000))));
}

TEST_CASE("nothing is in pieces where there is no foreground") {
  const CellSize size(hectares(2, 2), AreaRule::map);
  const Fragmentation f = fragmentationOf(maskOf({"..", ".?"}), {size}, Connectivity::eight);
  CHECK(f.landscapeHa == Approx(3));
  CHECK(f.patches == 0);
  CHECK(f.meshHa == 0);
  CHECK(std::isnan(f.split));
  CHECK(std::isnan(f.cohesion));
}

TEST_CASE("the corner of two cells joins them with 8 neighbours alone") {
  const CellSize size(hectares(2, 2), AreaRule::map);
  const GroundMask corner = maskOf({"#.", ".#"});
  CHECK(fragmentationOf(corner, {size}, Connectivity::eight).patches == 1);
  CHECK(fragmentationOf(corner, {size}, Connectivity::four).patches == 2);
}

TEST_CASE("a tally has the exact ground of an area, and patches that it touches") {
  PatternMap map{patches(), {}, {}, Connectivity::eight};
  map.codes = classifyPattern(map.ground, {});
  map.density = foregroundDensity(map.ground, 27, "");
  const CellSize size(hectares(40, 25), AreaRule::map);
  const PatternTallier tallier(map, size);

  const PatternTally whole = tallier.whole();
  CHECK(whole.foregroundHa() == Approx(200));
  CHECK(whole.codes[17].areaHa == Approx(64 + 24 + 6 + 12));  // without a rim of one cell
  CHECK(whole.codes[17].patches == 4);
  CHECK(whole.codes[3].areaHa == Approx(36 + 26 + 14 + 18));
  CHECK(whole.codes[0].areaHa == Approx(800));
  double ha = 0;
  for (const double part : whole.densityHa) ha += part;
  CHECK(ha == Approx(200));

  // Rows 1 to 10 of columns 5 and 6, a quarter of the latter: core in rows 2 to 9, edge in rows 1 and 10.
  std::vector<CoverageRun> runs;
  for (int row = 1; row <= 10; ++row) runs.push_back({row, 5, 6, 1}), runs.push_back({row, 6, 7, 0.25});
  const PatternTally part = tallier.of(runs);
  CHECK(part.codes[17].areaHa == Approx(8 * 1.25));
  CHECK(part.codes[17].patches == 1);
  CHECK(part.codes[3].areaHa == Approx(2 * 1.25));
  CHECK(part.codes[3].patches == 1);
  CHECK(part.fragmentation.landscapeHa == Approx(10));  // of a quarter of a cell nothing
  CHECK(part.fragmentation.meshHa == Approx(10));
  CHECK(tallier.of({}).foregroundHa() == 0);
}
