#include "geo/series/StratumAfter.h"

#include <cmath>
#include <stdexcept>

#include "geo/base/Error.h"
#include "geo/base/Nearest.h"
#include "geo/carbon/Species.h"

namespace tanhui {

namespace {

constexpr const char* kWhere = "what-if";

/// Throws Error with the nearest name for one that no species has.
const Species& speciesNamed(const std::string& name) {
  if (const Species* species = findSpecies(name)) return *species;
  std::vector<std::string_view> names;
  for (const Species& species : allSpecies())
    names.insert(names.end(), {std::string_view(species.nameZh), std::string_view(species.nameEn)});
  const std::string_view near = nearest(name, names);
  throw Error(kWhere, say("model.species_unknown", name),
              near.empty() ? say("model.species_unknown.remedy") : say("project.did_you_mean", near));
}

/// The class given, or the usual one; only a class that fits will do.
std::string classOf(const LandClasses& classes, const LandEvent& event, std::string_view usual, const char* action) {
  if (event.classKey.empty()) return std::string(usual);
  std::vector<std::string> keys;
  for (const LandClass& known : classes.all()) {
    if (!leadsTo(event.action, known.traits)) continue;
    if (known.key == event.classKey) return known.key;
    keys.push_back(known.key);
  }
  throw Error(kWhere, say("whatif.no_such_class", event.classKey, action),
              say("whatif.no_such_class.remedy", joinNames(keys)));
}

}  // namespace

bool leadsTo(LandAction action, const LandTraits& land) {
  switch (action) {
    case LandAction::restoreWetland:
      return land.wetland();
    case LandAction::build:
      return land.category == LandCategory::settlements;
    case LandAction::flood:
      return land.flooded;
    case LandAction::clear:
      return land.category == LandCategory::cropland || land.category == LandCategory::grassland;
    default:
      return false;
  }
}

Stratum stratumAfter(const LandClasses& classes, const LandEvent& event) {
  if (event.action == LandAction::restoreWetland)
    return {.classKey = classOf(classes, event, "marsh", "restore_wetland"), .species = {}};
  if (event.action == LandAction::build)
    return {.classKey = classOf(classes, event, "builtup", "build"), .species = {}};
  if (event.action == LandAction::flood) {
    // Its methane goes by its age: see MethaneCase.
    const std::string classKey = classOf(classes, event, "reservoir", "flood");
    return {.classKey = classKey, .species = {}, .age = classes.traits(classKey).reservoir ? 0.0 : std::nan("")};
  }
  if (event.action == LandAction::clear)
    return {.classKey = classOf(classes, event, "cropland_dry", "clear"), .species = {}};
  if (event.action != LandAction::plant) throw std::invalid_argument("stratumAfter: the action changes no use");
  const Species& species = speciesNamed(event.species);
  return {.classKey = species.classKey, .species = species.nameZh, .age = 0, .origin = Origin::planted};
}

}  // namespace tanhui
