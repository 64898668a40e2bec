#include "geo/series/InterventionPlan.h"

#include <algorithm>

namespace tanhui {

std::pair<int, int> yearsOf(const PlannedEvent& event, std::uint32_t intervention,
                            std::span<const PlannedChange> changes) {
  const auto own = std::ranges::equal_range(changes, intervention, {}, &PlannedChange::intervention);
  if (own.empty()) return {event.year, event.year};
  const auto [first, last] = std::ranges::minmax(own, {}, &PlannedChange::year);
  return {first.year, last.year};
}

InterventionPlan planOf(std::vector<PlannedEvent> interventions) {
  InterventionPlan plan;
  for (std::uint32_t i = 0; i < interventions.size(); ++i) plan.changes.push_back({interventions[i], i});
  plan.interventions = std::move(interventions);
  return plan;
}

}  // namespace tanhui
