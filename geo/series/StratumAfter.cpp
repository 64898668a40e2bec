#include "geo/series/StratumAfter.h"

#include <stdexcept>

#include "geo/base/Error.h"
#include "geo/base/Nearest.h"
#include "geo/carbon/Species.h"
#include "geo/layer/LandClass.h"

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

bool canBeRestored(const LandTraits& traits) { return traits.wetland(); }
bool canBeBuilt(const LandTraits& traits) { return traits.category == LandCategory::settlements; }

/// The class given, or the usual one; only a class that fits will do.
std::string classOf(const LandEvent& event, bool (*fits)(const LandTraits&), std::string_view usual,
                    const char* action) {
  if (event.classKey.empty()) return std::string(usual);
  std::vector<std::string> keys;
  for (const LandClass& known : landClasses()) {
    if (!fits(known.traits)) continue;
    if (known.key == event.classKey) return known.key;
    keys.push_back(known.key);
  }
  throw Error(kWhere, say("whatif.no_such_class", event.classKey, action),
              say("whatif.no_such_class.remedy", joinNames(keys)));
}

}  // namespace

Stratum stratumAfter(const LandEvent& event) {
  if (event.action == LandAction::restoreWetland)
    return {.classKey = classOf(event, canBeRestored, "marsh", "restore_wetland"), .species = {}};
  if (event.action == LandAction::build)
    return {.classKey = classOf(event, canBeBuilt, "builtup", "build"), .species = {}};
  if (event.action != LandAction::plant) throw std::invalid_argument("stratumAfter: the action changes no use");
  const Species& species = speciesNamed(event.species);
  return {.classKey = species.classKey, .species = species.nameZh, .age = 0};
}

}  // namespace tanhui
