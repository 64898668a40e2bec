#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "geo/evaluate/Evaluate.h"

namespace tanhui {

/// The sums of a run: tiles added in tile order, so that the bytes do not depend on threads or on a restart.
struct RunSums {
  Ledger ledger;
  std::vector<double> coveredCells, pixelCells;
  double stackedCells = 0;
  std::vector<double> outsideZonesHa, repeatedZonesHa;
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, double> overlapsHa;  ///< (layer, first, second)
  std::map<std::pair<std::uint32_t, std::int32_t>, double> unknownHa;                    ///< (layer, value)
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> conflictsHa;                 ///< (holds, gives way)

  std::map<std::uint32_t, double> scalingHa;  ///< by zone, kWholeRegion too: what area = "record" adds to the ground

  void add(const TileSums& tile);
};

}  // namespace tanhui
