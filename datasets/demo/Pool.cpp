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

Raster<char> placeOfPool(const Relief& relief, const Waters& waters) {
  Raster<char> place(waters.reservoirDepth.side());
  const long level = std::lround(100 * largestPool(relief, waters).level);
  const auto inPool = [&](int cell) {
    return waters.reservoirDepth[cell] > 0 && levelOf(relief, waters, cell) == level;
  };
  for (int row = 1; row + 1 < place.side(); ++row)
    for (int col = 1; col + 1 < place.side(); ++col) {
      if (!inPool(row * place.side() + col)) continue;
      for (int r = row - 1; r <= row + 1; ++r)
        for (int c = col - 1; c <= col + 1; ++c) place.at(c, r) = inPool(r * place.side() + c) ? 2 : 1;
    }
  return place;
}

Raster<float> groundWithDam(const Relief& relief, const Waters& waters) {
  const Raster<char> place = placeOfPool(relief, waters);
  const double top = std::round(10 * (largestPool(relief, waters).level + kFreeboard)) / 10;
  Raster<float> ground = relief.ground;
  for (int cell = 0; cell < ground.size(); ++cell)
    if (place[place.indexAt(ground.middle(cell))] == 1 && double{ground[cell]} < top)
      ground[cell] = static_cast<float>(top);
  return ground;
}

}  // namespace tanhui::demo
