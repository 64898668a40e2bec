#include "geo/series/LeaveAlone.h"

#include <algorithm>

#include "geo/landclass/LandClass.h"
#include "geo/series/StratumAfter.h"

namespace tanhui {
namespace {

bool mayReplace(const LandClasses& classes, const Replaceable& replace, const std::string& classKey) {
  if (replace.all) return true;
  const LandClass* known = classes.find(classKey);
  return std::ranges::any_of(replace.classes, [&](const std::string& name) {
    return name == classKey || (known != nullptr && name == known->group);
  });
}

bool isHard(const LandTraits& land) {
  return land.water || land.sealed || land.rock || land.category == LandCategory::settlements;
}

bool hasWood(const LandTraits& land) { return land.trees || land.bamboo; }

std::optional<PathNote> when(bool holds, PathNote note) { return holds ? std::optional(note) : std::nullopt; }

}  // namespace

std::optional<PathNote> withoutEffectOn(const LandClasses& classes, const std::string& classKey,
                                        const LandEvent& event) {
  const LandTraits& land = classes.traits(classKey);
  switch (event.action) {
    case LandAction::plant:
      return when((isHard(land) || hasWood(land)) && !mayReplace(classes, event.replace, classKey),
                  PathNote::leftAlone);
    case LandAction::clear:
      if (isHard(land) && !mayReplace(classes, event.replace, classKey)) return PathNote::leftAlone;
      [[fallthrough]];
    case LandAction::restoreWetland:
    case LandAction::build:
    case LandAction::flood:
      return when(stratumAfter(classes, event).classKey == classKey, PathNote::alreadyThere);
    case LandAction::farmland:
      return when(!land.tillable, PathNote::notCropland);
    case LandAction::close:
      return when(!land.closable, PathNote::notOpen);
    case LandAction::harvest:
      return when(!hasWood(land), PathNote::noTrees);
    case LandAction::fire:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace tanhui
