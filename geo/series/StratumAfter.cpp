#include "geo/series/StratumAfter.h"

#include <stdexcept>

#include "geo/base/Nearest.h"
#include "geo/carbon/Species.h"
#include "geo/layer/ClassTable.h"

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

/// The class given, or the usual one; only a class of the group will do.
std::string classOf(const LandEvent& event, std::string_view group, std::string_view usual, const char* action) {
  if (event.classKey.empty()) return std::string(usual);
  std::vector<std::string> keys;
  for (const LandClass& known : landClasses()) {
    if (known.group != group) continue;
    if (known.key == event.classKey) return known.key;
    keys.push_back(known.key);
  }
  throw Error(kWhere, say("whatif.no_such_class", event.classKey, action),
              say("whatif.no_such_class.remedy", joinNames(keys)));
}

}  // namespace

Stratum stratumAfter(const LandEvent& event) {
  if (event.action == LandAction::restoreWetland)
    return {.classKey = classOf(event, "wetland", "marsh", "restore_wetland"), .species = {}};
  if (event.action == LandAction::build)
    return {.classKey = classOf(event, "built", "builtup", "build"), .species = {}};
  if (event.action != LandAction::plant) throw std::invalid_argument("stratumAfter: the action changes no use");
  const Species& species = speciesNamed(event.species);
  return {.classKey = species.classKey, .species = species.nameZh, .age = 0};
}

}  // namespace tanhui
