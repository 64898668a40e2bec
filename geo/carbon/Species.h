#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "geo/landclass/LandClass.h"

namespace tanhui {

/// A tree species or species group, and the parameter groups that stand for it (datasets/factors/species.csv).
struct Species {
  std::string nameZh, nameEn;
  std::vector<std::string> aliases;  ///< other names in use: Latin, older or shorter Chinese names
  std::string classKey;              ///< land class of a stand in which it dominates
  std::string arcm, fang, growth;    ///< groups of "arcm.*", "fang.*" and "growth.*" (planted stands); empty: none
  std::string growthNatural;         ///< of natural stands; empty: as planted ones
  std::string bcefs;                 ///< group of "bcefs.*" (IPCC Tier 1)
  bool standInFunction = false;      ///< fang is that of another species, 20 % and more off at 100 m3/ha
  std::string ageGroup;              ///< group of "age_group.*" by which its age groups go; empty: no trees of a stand
  std::string proxy;                 ///< whose parameters stand for its own (message "carbon.proxy.*"); empty: its own
  std::string timber;                ///< of a fruit tree: the species that it counts as in a forest with a volume
};

/// All species of the table, in its order.
const std::vector<Species>& allSpecies();

/// By any of its names; ASCII case and surrounding blanks aside. nullptr when the table lacks it.
const Species* findSpecies(std::string_view name);

/// The same, or by a code of the national forest inventory (datasets/factors/species_codes.csv).
const Species* findSpeciesOrCode(std::string_view nameOrCode);

/// The groups for a forest class whose species is not known, as a nameless Species; nullptr for a class without trees.
const Species* defaultSpecies(std::string_view classKey);

/// The class of a stand: a generic one (tree-covered land, species unknown) becomes the class of its dominant
/// species where that is known, which for fruit trees, tea, bamboo and shrubs is no forest of trees; every other class
/// stays as it is. The one place that decides it.
std::string refineClass(const LandClasses& classes, const std::string& classKey, std::string_view species);

}  // namespace tanhui
