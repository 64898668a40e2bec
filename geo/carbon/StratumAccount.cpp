#include "geo/carbon/StratumAccount.h"

#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/ranges.h>

#include "geo/carbon/AgeGroup.h"
#include "geo/carbon/Recipe.h"
#include "geo/carbon/detail/FormulaTally.h"
#include "geo/carbon/detail/LandMethane.h"
#include "geo/carbon/detail/StratumSum.h"
#include "geo/carbon/detail/Tally.h"

namespace tanhui {

namespace {

constexpr std::string_view kUnmappedClass = "unmapped";

std::string num(double value) { return fmt::format("{:.6g}", value); }

const AccountingRules& checked(const AccountingRules& rules) {
  if (rules.soilDepthCm != 30 && rules.soilDepthCm != 100)
    throw Error("soil_depth_cm", say("carbon.bad_depth", rules.soilDepthCm), say("carbon.bad_depth.remedy"));
  if (rules.gwp != "AR4" && rules.gwp != "AR5" && rules.gwp != "AR6")
    throw Error("gwp", say("carbon.bad_gwp", rules.gwp), say("carbon.bad_gwp.remedy"));
  return rules;
}

void checkStratum(const Stratum& stratum) {
  if (stratum.hasAge() && !(stratum.age >= 0 && std::isfinite(stratum.age)))
    throw Error(stratum.classKey, say("carbon.bad_age", stratum.age), say("carbon.bad_age.remedy"));
  if (stratum.hasVolume() && !(stratum.volume >= 0 && std::isfinite(stratum.volume)))
    throw Error(stratum.classKey, say("carbon.bad_volume", stratum.volume), say("carbon.bad_volume.remedy"));
}

}  // namespace

struct StratumAccountant::Recipes {
  const FactorLibrary* library;
  AccountingRules rules;
  std::unordered_map<std::string, ClassRecipe> land;
  std::unordered_map<const Species*, TreeRecipe> trees;
  std::unordered_map<std::string, TreeRecipe> defaultTrees;  ///< by class, for stands whose species is not known
  std::map<std::uint8_t, FactorIndex> ages;                  ///< by Stratum::ageGroup
  LandMethane methane;
  MaybeFactor gwpCh4, gwpN2o;  ///< where the library has an emission of the gas

  Recipes(const FactorLibrary& factors, const AccountingRules& accountingRules)
      : library(&factors), rules(checked(accountingRules)), methane(factors, rules) {
    bool ch4 = false, n2o = false;
    for (const std::string& classKey : factors.classKeys()) {
      const ClassRecipe& recipe =
          land.emplace(classKey, classRecipe(factors, classKey, rules.soilDepthCm)).first->second;
      ch4 = ch4 || methane.emits(recipe), n2o = n2o || recipe.n2o || recipe.n2oProvincial;
      if (const Species* species = defaultSpecies(classKey))
        defaultTrees.emplace(classKey, treeRecipe(factors, *species));
    }
    for (std::size_t id = 1; id < kAgeGroupIds; ++id) {
      const auto group = static_cast<std::uint8_t>(id);
      if (const MaybeFactor age = factors.find(ageGroupKey(group))) ages.emplace(group, *age);
    }
    for (const Species& species : allSpecies()) trees.emplace(&species, treeRecipe(factors, species));
    if (ch4) gwpCh4 = factors.require("gwp." + rules.gwp + ".ch4");
    if (n2o) gwpN2o = factors.require("gwp." + rules.gwp + ".n2o");
  }

  const ClassRecipe& landOf(const std::string& classKey) const {
    const auto found = land.find(classKey);
    if (found == land.end())
      throw Error(classKey, say("carbon.no_class", classKey, library->name()), say("carbon.no_class.remedy"));
    return found->second;
  }

  MaybeFactor ageOf(const Stratum& stratum) const {
    MaybeFactor age{};
    if (stratum.ageGroup != 0 && stratum.hasAge()) {
      const auto known = ages.find(stratum.ageGroup);
      age = known != ages.end() ? known->second : library->require(ageGroupKey(stratum.ageGroup));
    }
    return age;
  }

  const TreeRecipe* treesOf(const Species* species, const std::string& classKey) const {
    if (species)
      if (const TreeRecipe& own = trees.at(species); own.takesVolume() || own.growth) return &own;
    const auto found = defaultTrees.find(classKey);
    return found == defaultTrees.end() ? nullptr : &found->second;
  }
};

StratumAccountant::StratumAccountant(const FactorLibrary& library, const AccountingRules& rules)
    : recipes_(std::make_unique<const Recipes>(library, rules)) {}
StratumAccountant::~StratumAccountant() = default;
StratumAccountant::StratumAccountant(StratumAccountant&&) noexcept = default;

template <class Tally>
void StratumAccountant::sumInto(const Stratum& stratum, std::span<const PaddyInput> added, Tally& tally) const {
  if (stratum.classKey == kUnmappedClass) {
    tally.add(StepQuantity::above, typename Tally::Number(0.0), [] { return say("carbon.step.unmapped"); });
    return;
  }
  checkStratum(stratum);
  const Species* species = stratum.species.empty() ? nullptr : findSpecies(stratum.species);
  const bool refined = species && recipes_->library->classes().traits(stratum.classKey).generic;
  const std::string& classKey = refined ? species->classKey : stratum.classKey;
  const ClassRecipe& land = recipes_->landOf(classKey);
  const TreeRecipe* trees = land.understorey ? recipes_->treesOf(species, classKey) : nullptr;
  StratumSum<Tally> sum(*recipes_->library, recipes_->rules, stratum, land, trees, recipes_->ageOf(stratum), tally);
  sum.addBiomass();
  sum.addDeadOrganic();
  sum.addSoil();
  sum.addFlux();
  sum.addGases(recipes_->methane, added, recipes_->gwpCh4, recipes_->gwpN2o);
}

StratumCarbon StratumAccountant::carbonOf(const Stratum& stratum, std::vector<Step>* steps) const {
  Tally tally(*recipes_->library, steps);
  sumInto(stratum, {}, tally);
  return tally.finish();
}

StratumFormulas StratumAccountant::formulasOf(const Stratum& stratum, FormulaTape& tape,
                                              std::span<const PaddyInput> added) const {
  FormulaTally tally(tape);
  sumInto(stratum, added, tally);
  return tally.finish();
}

const ClassRecipe* StratumAccountant::landRecipe(const std::string& classKey) const {
  const auto found = recipes_->land.find(classKey);
  return found == recipes_->land.end() ? nullptr : &found->second;
}

const FactorLibrary& StratumAccountant::library() const { return *recipes_->library; }
const AccountingRules& StratumAccountant::rules() const { return recipes_->rules; }

Warnings StratumAccountant::remarks(std::span<const Stratum> strata) const {
  std::set<std::string> unknownSpecies, shallowSoil;
  std::map<std::string, std::set<std::string>> proxies;  // by whose parameters stand for theirs: the species
  std::map<std::string, double> oldest;                  // by species or class: the greatest age past the curve
  for (const Stratum& stratum : strata) {
    if (stratum.classKey == kUnmappedClass) continue;
    const Species* species = stratum.species.empty() ? nullptr : findSpecies(stratum.species);
    if (!stratum.species.empty() && !species) unknownSpecies.insert(stratum.species);
    if (species && !species->proxy.empty()) proxies[species->proxy].insert(species->nameZh);
    const std::string classKey = refineClass(recipes_->library->classes(), stratum.classKey, stratum.species);
    const ClassRecipe& land = recipes_->landOf(classKey);
    if (land.soilIsShallow) shallowSoil.insert(classKey);
    const TreeRecipe* trees = land.understorey ? recipes_->treesOf(species, classKey) : nullptr;
    if (!trees || !stratum.hasAge() || !trees->growthOf(stratum)) continue;
    if (stratum.age <= (*recipes_->library)[trees->growthOf(stratum)->ageMax].value) continue;
    double& age = oldest[stratum.species.empty() ? classKey : stratum.species];
    age = std::max(age, stratum.age);
  }
  Warnings warnings;
  for (const std::string& name : unknownSpecies) warnings.push_back({name, say("carbon.unknown_species", name)});
  for (const auto& [proxy, names] : proxies)
    warnings.push_back({fmt::format("{}", fmt::join(names, ", ")), say("carbon.proxy." + proxy)});
  for (const auto& [name, age] : oldest) warnings.push_back({name, say("carbon.past_curve", name, num(age))});
  for (const std::string& key : shallowSoil) warnings.push_back({key, say("carbon.shallow_soil", key)});
  return warnings;
}

std::vector<StratumCarbon> carbonOfAll(const StratumAccountant& accountant, std::span<const Stratum> strata) {
  std::vector<StratumCarbon> all;
  all.reserve(strata.size());
  for (const Stratum& stratum : strata) all.push_back(accountant.carbonOf(stratum));
  return all;
}

}  // namespace tanhui
