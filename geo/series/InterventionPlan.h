#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "geo/landclass/InterventionSets.h"
#include "geo/series/LandEvent.h"

namespace tanhui {

/// An intervention of a project, as people know it.
struct PlannedEvent : LandEvent {
  std::string name;
  std::string scenario;
};

/// What an intervention does to some land: all of what it says, or the values that some of its polygons have.
struct PlannedChange : LandEvent {
  std::uint32_t intervention = 0;  ///< index in InterventionPlan::interventions
  bool operator==(const PlannedChange&) const = default;
};

/// What a project plans. An intervention whose polygons have values of their own makes as many changes as there are
/// distinct ones, any other makes one.
struct InterventionPlan {
  std::vector<PlannedEvent> interventions;  ///< in the order of the project
  std::vector<PlannedChange> changes;       ///< by intervention; those of one as its polygons first have them
  InterventionSets sets;                    ///< of changes, by index: what Stratum::interventions is a number of

  const PlannedEvent& eventOf(std::uint32_t change) const { return interventions[changes[change].intervention]; }
};

/// The first and the last year of the changes that an intervention makes; its own of one that makes none.
std::pair<int, int> yearsOf(const PlannedEvent& event, std::uint32_t intervention,
                            std::span<const PlannedChange> changes);

/// A plan whose interventions make one change each.
InterventionPlan planOf(std::vector<PlannedEvent> interventions);

}  // namespace tanhui
