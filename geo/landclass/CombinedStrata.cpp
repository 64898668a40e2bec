#include "geo/landclass/CombinedStrata.h"

namespace tanhui {
namespace {

/// The finaliser of splitmix64: neighbouring ids land far apart.
std::uint64_t mixed(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
  return bits ^ (bits >> 31);
}

}  // namespace

std::size_t CombinedStrata::Hash::operator()(const Key& key) const {
  return static_cast<std::size_t>(mixed((std::uint64_t{key.now} << 32 | key.before) + mixed(key.interventions)));
}

StratumId CombinedStrata::intern(StratumTable& strata, StratumId now, StratumId before,
                                 InterventionSetId interventions) {
  if (before == kUnknownBefore && interventions == kNoInterventions) return now;
  const auto [place, isNew] = ids_.try_emplace({now, before, interventions}, now);
  if (!isNew) return place->second;
  Stratum combined = strata[now];
  combined.before = before;
  combined.interventions = interventions;
  return place->second = strata.intern(combined);
}

StratumId CombinedStrata::find(StratumId now, StratumId before, InterventionSetId interventions,
                               const InterventionSets& sets) const {
  for (InterventionSetId left = interventions; before != kUnknownBefore || left != kNoInterventions;) {
    if (const auto found = ids_.find({now, before, left}); found != ids_.end()) return found->second;
    if (left != kNoInterventions) {
      left = sets.withoutLast(left);
    } else {
      before = kUnknownBefore;
      left = interventions;
    }
  }
  return now;
}

Stratum presentOf(const Stratum& stratum) {
  Stratum present = stratum;
  present.interventions = kNoInterventions;
  present.before = kUnknownBefore;
  return present;
}

}  // namespace tanhui
