#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tanhui {

/// A tree species or species group, and the parameter groups that stand for it (datasets/factors/species.csv).
struct Species {
  std::string nameZh, nameEn;
  std::vector<std::string> aliases;  ///< other names in use: Latin, older or shorter Chinese names
  std::string classKey;              ///< land class of a stand in which it dominates
  std::string arcm, fang, growth;    ///< groups of "arcm.*", "fang.*" and "growth.*"; empty: none
  std::string bcefs;                 ///< group of "bcefs.*" (IPCC Tier 1)
};

/// All species of the table, in its order.
const std::vector<Species>& allSpecies();

/// By any of its names; ASCII case and surrounding blanks aside. nullptr when the table lacks it.
const Species* findSpecies(std::string_view name);

/// The groups for a forest class whose species is not known, as a nameless Species; nullptr for a class without trees.
const Species* defaultSpecies(std::string_view classKey);

/// The class of a stand: a generic one (tree-covered land, species unknown) becomes the class of its dominant
/// species where that is known; every other class stays as it is.
std::string refineClass(const std::string& classKey, std::string_view species);

}  // namespace tanhui
