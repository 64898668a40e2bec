#include "geo/project/LandActions.h"

#include <algorithm>
#include <array>

namespace tanhui {
namespace {

struct NamedAction {
  LandAction action;
  std::string_view name;
};

constexpr std::array kActionNames = {
    NamedAction{LandAction::plant, "plant"}, NamedAction{LandAction::restoreWetland, "restore_wetland"},
    NamedAction{LandAction::build, "build"}, NamedAction{LandAction::flood, "flood"},
    NamedAction{LandAction::clear, "clear"}, NamedAction{LandAction::farmland, "farmland"},
    NamedAction{LandAction::close, "close"}, NamedAction{LandAction::harvest, "harvest"},
    NamedAction{LandAction::fire, "fire"},
};
static_assert(kActionNames.size() == kLandActions);

}  // namespace

std::string_view actionName(LandAction action) {
  return std::ranges::find(kActionNames, action, &NamedAction::action)->name;
}

std::optional<LandAction> actionNamed(std::string_view name) {
  const auto* const found = std::ranges::find(kActionNames, name, &NamedAction::name);
  return found == kActionNames.end() ? std::nullopt : std::optional(found->action);
}

bool changesLandUse(LandAction action) {
  using enum LandAction;
  return action == plant || action == restoreWetland || action == build || action == flood || action == clear;
}

std::span<const ActionKey> actionKeys() {
  using enum LandAction;
  static const std::vector<ActionKey> kKeys = {
      {"species", {plant}, true},
      {"density", {plant}},
      {"class", {restoreWetland, build, flood, clear}},
      {"replace", {plant, clear}},
      {"management", {farmland}, true},
      {"fraction", {harvest, fire}},
      {"products", {harvest, plant, clear}},
  };
  return kKeys;
}

}  // namespace tanhui
