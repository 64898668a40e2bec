#pragma once

#include <array>
#include <string_view>

#include "geo/pattern/Density.h"
#include "geo/pattern/Fragmentation.h"

namespace tanhui {

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

}  // namespace tanhui
