#pragma once

#include <optional>
#include <span>
#include <vector>

#include "geo/influence/SpatialWeights.h"

namespace tanhui {

/// Where high and low figures gather: z of each unit's neighbourhood against all (Getis and Ord 1992; Ord and Getis
/// 1995; recalled).
struct GatheringZ {
  std::vector<double> gi;      ///< the unit itself left out; 0 where it has no neighbour
  std::vector<double> giStar;  ///< the unit itself counted with weight 1
};

/// `weights` of 0 and 1. Nothing for fewer than 3 units or figures that are all equal.
std::optional<GatheringZ> gatheringZ(std::span<const double> values, const SpatialWeights& weights);

/// The general G of the whole area: whether high figures lie beside high ones.
struct GeneralG {
  double g = 0, expected = 0, variance = 0, z = 0, p = 0;  ///< two-sided
};

/// Nothing for fewer than 4 units, a figure below 0, figures that are all equal, or no neighbours.
std::optional<GeneralG> generalG(std::span<const double> values, const SpatialWeights& weights);

}  // namespace tanhui
