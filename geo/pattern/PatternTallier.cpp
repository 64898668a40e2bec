#include "geo/pattern/PatternTallier.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace tanhui {
namespace {

std::size_t cellOf(const GroundMask& ground, int row, int col) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(ground.cols) + static_cast<std::size_t>(col);
}

/// The rectangle of cells of which at least half is covered, with nodata where less is.
struct Cutout {
  int row = 0, col = 0;
  GroundMask ground;
};

Cutout cutout(const GroundMask& ground, std::span<const CoverageRun> runs) {
  int top = ground.rows, bottom = 0, left = ground.cols, right = 0;
  for (const CoverageRun& run : runs) {
    if (run.fraction < 0.5) continue;
    top = std::min(top, run.row), bottom = std::max(bottom, run.row + 1);
    left = std::min(left, run.colBegin), right = std::max(right, run.colEnd);
  }
  if (top >= bottom) return {};
  Cutout cut{top, left, {right - left, bottom - top, {}}};
  cut.ground.cells.assign(cellOf(cut.ground, bottom - top, 0), Ground::nodata);
  for (const CoverageRun& run : runs) {
    if (run.fraction < 0.5) continue;
    for (int col = run.colBegin; col < run.colEnd; ++col) {
      cut.ground.cells[cellOf(cut.ground, run.row - top, col - left)] = ground.at(run.row, col);
    }
  }
  return cut;
}

Regions regionsOf(const PatternMap& map) {
  const auto values = [&map](int row, std::uint8_t* to) {
    std::copy_n(map.codes.begin() + static_cast<std::ptrdiff_t>(cellOf(map.ground, row, 0)), map.ground.cols, to);
  };
  return {map.ground.cols, map.ground.rows, values, map.connectivity, dual(map.connectivity)};
}

}  // namespace

struct PatternTallier::Pieces {
  std::unordered_set<std::size_t> seen;
  std::vector<double> areas;
};

PatternTallier::PatternTallier(const PatternMap& map, const CellSize& size)
    : map_(map), size_(size), regions_(regionsOf(map)) {}

PatternTally PatternTallier::whole() const {
  PatternTally tally;
  Pieces pieces;
  for (int row = 0; row < map_.ground.rows; ++row) add(row, 0, map_.ground.cols, 1, pieces, tally);
  tally.fragmentation = fragmentationOf(map_.ground, {size_}, map_.connectivity);
  return tally;
}

PatternTally PatternTallier::of(std::span<const CoverageRun> runs) const {
  PatternTally tally;
  Pieces pieces;
  for (const CoverageRun& run : runs) add(run.row, run.colBegin, run.colEnd, run.fraction, pieces, tally);
  const Cutout cut = cutout(map_.ground, runs);
  tally.fragmentation = fragmentationOf(cut.ground, {size_, cut.row, cut.col}, map_.connectivity);
  return tally;
}

void PatternTallier::add(int row, int begin, int end, double fraction, Pieces& pieces, PatternTally& tally) const {
  pieces.areas.resize(static_cast<std::size_t>(end - begin));
  size_.areas(row, begin, pieces.areas);
  regions_.eachRun(row, begin, end, [&](int from, int to, std::size_t region) {
    CodeShare& share = tally.codes[regions_.value(region)];
    if (pieces.seen.insert(region).second) share.patches += 1;
    for (int col = from; col < to; ++col) {
      const double ha = fraction * pieces.areas[static_cast<std::size_t>(col - begin)];
      share.areaHa += ha;
      const float density = map_.density[cellOf(map_.ground, row, col)];
      if (std::isnan(density)) continue;
      tally.densityHa[densityClass(density)] += ha;
      tally.densitySum += ha * double{density};
    }
  });
}

}  // namespace tanhui
