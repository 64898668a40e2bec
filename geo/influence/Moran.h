#pragma once

#include <optional>
#include <span>
#include <vector>

#include "geo/influence/SpatialWeights.h"

namespace tanhui {

/// Whether like figures lie near each other (Moran 1950; expectation and variances after Cliff and Ord 1981; recalled).
struct MoranIndex {
  double i = 0;
  double expected = 0;          ///< -1 / (n - 1)
  double varianceNormal = 0;    ///< were the figures drawn from a normal distribution
  double varianceShuffled = 0;  ///< over all orders of the figures that there are (randomisation)
  double z = 0, p = 0;          ///< with the variance over all orders; two-sided
};

/// Nothing for fewer than 4 units, figures that are all equal, or units none of which has a neighbour.
std::optional<MoranIndex> moranIndex(std::span<const double> values, const SpatialWeights& weights);

/// The same of one unit and its neighbours (Anselin 1995), with the variance over all orders.
struct LocalMoran {
  double i = 0, expected = 0, variance = 0;
  double z = 0;  ///< 0 where the unit has no neighbour
};

/// One for each unit; nothing as for moranIndex.
std::optional<std::vector<LocalMoran>> localMoran(std::span<const double> values, const SpatialWeights& weights);

}  // namespace tanhui
