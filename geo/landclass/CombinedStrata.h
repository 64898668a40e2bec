#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "geo/landclass/Stratum.h"

namespace tanhui {

/// The strata that carry more than the land of a layer: which interventions reach it, what it was at t1. Built once,
/// before any cell is evaluated; then only read, by any number of threads.
class CombinedStrata {
 public:
  /// The stratum `now` with `interventions` and `before`: interned in `strata`, which must hold `now`, unless it is
  /// there already. `now` itself when nothing is added to it.
  StratumId intern(StratumTable& strata, StratumId now, StratumId before, InterventionSetId interventions);

  /// The combination; where it was never interned, the nearest that was: with fewer interventions (the last of them
  /// left out first), then without `before`, at last `now`. On the model's own grid all that have an area are there; in
  /// the picture on a coarser one a raster is spread over ground where it may meet others.
  StratumId find(StratumId now, StratumId before, InterventionSetId interventions, const InterventionSets& sets) const;

  std::size_t size() const { return ids_.size(); }

 private:
  struct Key {
    StratumId now, before;
    InterventionSetId interventions;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const;
  };
  std::unordered_map<Key, StratumId, Hash> ids_;
};

/// What a stratum is at the base year, without its past and what is planned for it.
Stratum presentOf(const Stratum& stratum);

}  // namespace tanhui
