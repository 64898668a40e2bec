#include "geo/landclass/InterventionSets.h"

#include <algorithm>

namespace tanhui {

InterventionSetId InterventionSets::intern(std::span<const std::uint32_t> members) {
  InterventionSetId set = kNoInterventions;
  for (const std::uint32_t member : members) {
    const Node node{set, member};
    const auto [place, isNew] = ids_.try_emplace(keyOf(node), static_cast<InterventionSetId>(nodes_.size()));
    if (isNew) nodes_.push_back(node);
    set = place->second;
  }
  return set;
}

InterventionSetId InterventionSets::find(std::span<const std::uint32_t> members) const {
  InterventionSetId set = kNoInterventions;
  for (const std::uint32_t member : members) {
    const auto found = ids_.find(keyOf({set, member}));
    if (found == ids_.end()) return set;
    set = found->second;
  }
  return set;
}

std::vector<std::uint32_t> InterventionSets::members(InterventionSetId set) const {
  std::vector<std::uint32_t> members;
  for (; set != kNoInterventions; set = nodes_[set].rest) members.push_back(nodes_[set].last);
  std::reverse(members.begin(), members.end());
  return members;
}

}  // namespace tanhui
