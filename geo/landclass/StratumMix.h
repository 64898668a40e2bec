#pragma once

#include <span>
#include <vector>

#include "geo/landclass/Stratum.h"

namespace tanhui {

/// One of the strata that share the ground of a feature without borders of their own: a parcel's crop and its field
/// ridges, the species of a mixed stand.
struct StratumShare {
  StratumId stratum;
  double share;  ///< of the ground; those of a feature sum to 1
  friend bool operator==(const StratumShare&, const StratumShare&) = default;
};
using StratumMix = std::vector<StratumShare>;

/// The smallest share that counts: a survey writes areas to 0.01 m2, and no parcel has 1e8 m2.
constexpr double kSmallestShare = 1e-10;

/// The stratum with the largest share, the earlier of two alike.
StratumId mainOf(std::span<const StratumShare> mix);

/// A share of some ground with what lies there and what lay there at t1.
struct SharePair {
  StratumId now, before;
  double share;
};

/// Lays the shares of two dates over each other. Where inside the feature a share lies nobody knows, so what is of the
/// same class and species at both dates is taken to have stayed (the lesser of the two shares), and only the rest has
/// changed, in proportion: a parcel whose shares are the same at both dates shows no change. The shares of each date
/// come out as they went in. Both mixes sum to 1; writes to `pairs`.
void pairShares(std::span<const StratumShare> now, std::span<const StratumShare> before, const StratumTable& strata,
                std::vector<SharePair>& pairs);

}  // namespace tanhui
