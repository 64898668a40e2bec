#include "datasets/demo/Pool.h"

#include <cmath>
#include <map>

namespace tanhui::demo {
namespace {

constexpr double kFreeboard = 3;  // m of the dam above the full pool

/// Cells of one reservoir have one level: in centimetres.
long levelOf(const Relief& relief, const Waters& waters, int cell) {
  return std::lround(100 * (double{relief.elevation[cell]} + double{waters.reservoirDepth[cell]}));
}

/// Cells of a coarse raster that lie in a pool, with those beside it.
Raster<char> besidePool(const Relief& relief, const Waters& waters, const Pool& pool) {
  Raster<char> beside(waters.reservoirDepth.side());
  const long level = std::lround(100 * pool.level);
  for (int row = 1; row + 1 < beside.side(); ++row)
    for (int col = 1; col + 1 < beside.side(); ++col) {
      const int cell = row * beside.side() + col;
      if (!(waters.reservoirDepth[cell] > 0) || levelOf(relief, waters, cell) != level) continue;
      for (int r = row - 1; r <= row + 1; ++r)
        for (int c = col - 1; c <= col + 1; ++c) beside.at(c, r) = 1;
    }
  return beside;
}

}  // namespace

Pool largestPool(const Relief& relief, const Waters& waters) {
  std::map<long, Pool> pools;
  Pool largest;
  for (int cell = 0; cell < waters.reservoirDepth.size(); ++cell) {
    const double depth = double{waters.reservoirDepth[cell]};
    if (!(depth > 0)) continue;
    const long level = levelOf(relief, waters, cell);
    Pool& pool = pools[level];
    pool.level = static_cast<double>(level) / 100;
    pool.deepest = std::max(pool.deepest, depth);
    if (++pool.cells > largest.cells) largest = pool;
  }
  return largest;
}

Raster<float> groundWithDam(const Relief& relief, const Waters& waters) {
  const Pool pool = largestPool(relief, waters);
  const Raster<char> beside = besidePool(relief, waters, pool);
  Raster<float> ground = relief.ground;
  for (int cell = 0; cell < ground.size(); ++cell) {
    const int coarse = beside.indexAt(ground.middle(cell));
    const bool wet = waters.reservoirDepth[coarse] > 0;
    if (beside[coarse] != 0 && !wet && double{ground[cell]} < pool.level + kFreeboard)
      ground[cell] = static_cast<float>(std::round(10 * (pool.level + kFreeboard)) / 10);
  }
  return ground;
}

}  // namespace tanhui::demo
