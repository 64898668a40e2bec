#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "geo/coverage/Coverage.h"
#include "geo/pattern/CellSize.h"
#include "geo/pattern/Density.h"
#include "geo/pattern/Fragmentation.h"
#include "geo/pattern/Regions.h"

namespace tanhui {

/// A pattern that was found, with what of it is asked of zones.
struct PatternMap {
  GroundMask ground;
  std::vector<std::uint8_t> codes;
  std::vector<float> density;
  Connectivity connectivity = Connectivity::eight;
};

/// How much of an area has a code, and of how many connected pieces of that code it holds some.
struct CodeShare {
  double areaHa = 0;
  std::size_t patches = 0;
};

/// What a pattern is in an area.
struct PatternTally {
  std::array<CodeShare, 256> codes;  ///< by code; areas are exact: fraction of the cell x its ground
  std::array<double, kDensityClasses.size()> densityHa{};
  double densitySum = 0;        ///< density x ha
  Fragmentation fragmentation;  ///< of the cells of which the area covers at least half

  double foregroundHa() const;
  /// Of the codes whose class the key begins with, inside cores and out: "bridge" are all bridges.
  double groupHa(std::string_view key) const;
  double meanDensity() const;  ///< NaN without foreground
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
