#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/coverage/Coverage.h"
#include "geo/pattern/PatternTally.h"
#include "geo/pattern/Regions.h"

namespace tanhui {

/// A pattern that was found, with what of it is asked of zones.
struct PatternMap {
  GroundMask ground;
  std::vector<std::uint8_t> codes;
  std::vector<float> density;
  Connectivity connectivity = Connectivity::eight;
};

/// Takes tallies of a pattern, area by area. The pattern and the sizes outlive it.
class PatternTallier {
 public:
  PatternTallier(const PatternMap& map, const CellSize& size);

  PatternTally whole() const;
  /// Of an area by its exact coverage of the grid.
  PatternTally of(std::span<const CoverageRun> runs) const;

 private:
  struct Pieces;
  void add(int row, int begin, int end, double fraction, Pieces& pieces, PatternTally& tally) const;

  const PatternMap& map_;
  const CellSize& size_;
  Regions regions_;  ///< by code
};

}  // namespace tanhui
