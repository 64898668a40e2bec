#pragma once

#include <string_view>
#include <vector>

#include "geo/pattern/CellSize.h"
#include "geo/pattern/GroundMask.h"

namespace tanhui {

/// How far a foreground is in pieces, by the usual landscape metrics (class level of FRAGSTATS; formulas recalled,
/// those of MESH, DIVISION and SPLIT from Jaeger 2000, Landscape Ecology 15: 115-130). The landscape is what is known:
/// foreground and background. NaN where a figure means nothing, as without foreground.
struct Fragmentation {
  double landscapeHa = 0, foregroundHa = 0;
  std::size_t patches = 0;  ///< NP
  double patchDensity = 0;  ///< PD: patches on 100 ha
  double largestPatch = 0;  ///< LPI: % of the landscape
  double edgeDensity = 0;   ///< ED: m between foreground and background on 1 ha of the landscape
  double meshHa = 0;        ///< MESH: sum a^2 / A
  double division = 0;      ///< DIVISION: 1 - sum (a / A)^2
  double split = 0;         ///< SPLIT: A^2 / sum a^2
  double aggregation = 0;   ///< AI: sides between cells of foreground, % of the most that so many cells can have
  double cohesion = 0;      ///< COHESION: (1 - sum p / sum p sqrt(a)) / (1 - 1 / sqrt(Z)) x 100, in cells
  double coherence = 0;     ///< sum a^2 / (sum a)^2, %: the chance that two places of foreground are of one patch
};

/// An index of the table, its unit and its value.
struct FragmentationIndex {
  std::string_view key, unit;
  double value;
};
std::vector<FragmentationIndex> indicesOf(const Fragmentation& fragmentation);

/// A part of a grid, for figures of the ground.
struct MaskPlace {
  const CellSize& size;
  std::int64_t row = 0, col = 0;  ///< of the mask's first cell in the grid
};

Fragmentation fragmentationOf(const GroundMask& ground, const MaskPlace& place, Connectivity connectivity);

}  // namespace tanhui
