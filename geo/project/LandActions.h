#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "geo/project/Project.h"

namespace tanhui {

/// An action's name in the project file: "plant", "restore_wetland", ...
std::string_view actionName(LandAction action);
std::optional<LandAction> actionNamed(std::string_view name);

/// True for what gives the land another class or species: plant, restoreWetland, build, flood, clear.
bool changesLandUse(LandAction action);

/// A key of [[interventions]] that only some actions have.
struct ActionKey {
  std::string_view key;
  std::vector<LandAction> actions;
  bool required = false;  ///< for those actions
};
std::span<const ActionKey> actionKeys();

}  // namespace tanhui
