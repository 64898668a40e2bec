#include "geo/carbon/StratumAccount.h"

#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "geo/carbon/Curve.h"
#include "geo/carbon/LandMethane.h"
#include "geo/carbon/Recipe.h"
#include "geo/carbon/Tally.h"

namespace tanhui {

namespace {

constexpr std::string_view kUnmappedClass = "unmapped";

std::string num(double value) { return fmt::format("{:.6g}", value); }
std::string num(const Estimate& value) { return num(value.value()); }

/// A factor that shapes a formula without a slope of its own, so that it is listed among the factors used.
Estimate mention(const Estimate& factor) { return factor.map(0, 0); }

GrowthCurve<Estimate> growthCurve(const FactorLibrary& library, const TreeRecipe::Growth& growth) {
  const auto take = [&](FactorIndex index) { return Estimate(library[index].value, index); };
  GrowthCurve<Estimate> curve{take(growth.a),
                              take(growth.k),
                              take(growth.c),
                              library[growth.ageMin].value,
                              library[growth.ageMax].value,
                              {},
                              0};
  if (growth.youngRate) curve.youngRate = take(*growth.youngRate);
  if (growth.youngAge) curve.youngAge = library[*growth.youngAge].value;
  return curve;
}

/// The accounting of one stratum of a mapped class: each function adds its steps to the tally.
class StratumSum {
 public:
  StratumSum(const FactorLibrary& library, const AccountingRules& rules, const Stratum& stratum,
             const ClassRecipe& land, const TreeRecipe* trees, Tally& tally)
      : library_(library), rules_(rules), stratum_(stratum), land_(land), trees_(trees), tally_(tally) {}

  void addBiomass() {
    if (land_.above) return addMeasuredParts();
    if (!addTrees()) return addDensity();
    const TreeCarbon<Estimate> shrubs = splitByRoots(take(*land_.understorey), rootToShoot());
    tally_.add(Quantity::above, shrubs.above,
               [&] { return say("carbon.step.understorey_above", num(take(*land_.understorey)), num(rootToShoot())); });
    tally_.add(Quantity::below, shrubs.below,
               [&] { return say("carbon.step.understorey_below", num(take(*land_.understorey)), num(rootToShoot())); });
  }

  void addDeadOrganic() {
    if (land_.deadwood) addPool(Quantity::deadwood, *land_.deadwood, "carbon.step.density");
    if (land_.litter) addPool(Quantity::litter, *land_.litter, "carbon.step.density");
  }

  void addSoil() {
    if (!land_.soil) return;
    if (library_.invest()) return addPool(Quantity::soil, *land_.soil, "carbon.step.density");
    const Estimate soil = take(*land_.soil);
    tally_.add(Quantity::soil, soil, [&] {
      return land_.soilIsShallow ? say("carbon.step.soil_shallow", num(soil))
                                 : say("carbon.step.soil", num(soil), rules_.soilDepthCm);
    });
  }

  void addFlux() {
    if (library_.invest()) {
      tally_.add(Quantity::biomass, Estimate(0.0), [] { return say("carbon.step.invest_no_flux"); });
      return;
    }
    if (!addGrowth()) addRate(Quantity::biomass, land_.biomassRate, "carbon.step.biomass_rate");
    addRate(Quantity::deadOrganic, land_.deadOrganicRate, "carbon.step.dead_organic_rate");
    addRate(Quantity::soilFlux, land_.soilRate, "carbon.step.soil_rate");
  }

  void addGases(const LandMethane& methane, MaybeFactor gwpCh4, MaybeFactor gwpN2o) {
    const MethaneCase at{stratum_.age, {}};
    const std::optional<Estimate> ch4 = methane.emission(land_, at);
    if (!ch4 && !land_.n2o) tally_.add(Quantity::nonCo2, Estimate(0.0), [] { return say("carbon.step.no_gases"); });
    if (ch4) addGas(*ch4, *gwpCh4, [&](const Estimate& gwp) { return methane.explain(land_, at, gwp.value()); });
    if (land_.n2o)
      addGas(take(*land_.n2o), *gwpN2o, [&](const Estimate& gwp) {
        return say("carbon.step.nitrous_oxide", num(take(*land_.n2o)), num(gwp), rules_.gwp);
      });
  }

 private:
  Estimate take(FactorIndex index) const { return {library_[index].value, index}; }
  Estimate rootToShoot() const { return land_.rootToShoot ? take(*land_.rootToShoot) : Estimate(0.0); }
  Estimate rootsOfTrees() const { return trees_->r ? take(*trees_->r) : rootToShoot(); }

  void addPool(Quantity quantity, FactorIndex index, std::string_view message) {
    tally_.add(quantity, take(index), [&] { return say(message, num(take(index))); });
  }

  template <class Describe>
  void addGas(const Estimate& kgPerHa, FactorIndex gwp, Describe&& describe) {
    const Estimate warming = take(gwp);
    tally_.add(Quantity::nonCo2, -(kgPerHa * Estimate(1e-3) * warming), [&] { return describe(warming); });
  }

  void addRate(Quantity quantity, MaybeFactor rate, std::string_view message) {
    if (rate) return addPool(quantity, *rate, message);
    tally_.add(quantity, Estimate(0.0), [] { return say("carbon.step.no_rate"); });
  }

  void addMeasuredParts() {
    addPool(Quantity::above, *land_.above, "carbon.step.density");
    if (land_.below) addPool(Quantity::below, *land_.below, "carbon.step.density");
  }

  void addDensity() {
    const TreeCarbon<Estimate> parts = splitByRoots(take(*land_.veg), rootToShoot());
    tally_.add(Quantity::above, parts.above,
               [&] { return say("carbon.step.density_above", num(take(*land_.veg)), num(rootToShoot())); });
    tally_.add(Quantity::below, parts.below,
               [&] { return say("carbon.step.density_below", num(take(*land_.veg)), num(rootToShoot())); });
  }

  /// The tree layer of a stand by volume or by age; false when neither can tell it. A volume of 0 says that the trees
  /// are under the measuring limit (5 cm at breast height): their age then tells more, and without one there are none.
  bool addTrees() {
    if (!trees_ || !land_.understorey) return false;
    const bool byVolume = stratum_.hasVolume() && trees_->takesVolume();
    if (byVolume && stratum_.volume > 0) return addByVolume(), true;
    if (stratum_.hasAge() && trees_->growth) return addByAge(), true;
    if (!byVolume) return false;
    tally_.add(Quantity::above, Estimate(0.0), [] { return say("carbon.step.no_volume"); });
    return true;
  }

  void addByVolume() {
    const bool wantsContinuous = equationAt(rules_.volumeEquation, stratum_.volume) == VolumeEquation::continuous;
    if (trees_->continuous && (wantsContinuous || !trees_->expansion)) return addContinuous();
    if (trees_->expansion) return addExpansion();
    addConversion();
  }

  void addExpansion() {
    const ExpansionFactors<Estimate> f{take(trees_->expansion->svd), take(trees_->expansion->bef), take(*trees_->r),
                                       take(*trees_->cf)};
    const TreeCarbon<Estimate> carbon = f.at(stratum_.volume);
    tally_.add(Quantity::above, carbon.above, [&] {
      return say("carbon.step.expansion_above", num(stratum_.volume), num(f.svd), num(f.bef), num(f.cf));
    });
    addRoots(carbon, f.r);
  }

  void addContinuous() {
    const TreeRecipe::Continuous& fang = *trees_->continuous;
    const ContinuousFunction<Estimate> f{take(fang.a), take(fang.b), fang.scale ? take(*fang.scale) : Estimate(1.0),
                                         take(*trees_->r), take(*trees_->cf)};
    const TreeCarbon<Estimate> carbon = f.at(stratum_.volume);
    tally_.add(Quantity::above, carbon.above, [&] {
      return say("carbon.step.continuous_above", num(f.scale), num(f.a), num(stratum_.volume), num(f.b), num(f.cf),
                 num(f.r));
    });
    addRoots(carbon, f.r);
  }

  void addConversion() {
    const TreeRecipe::Conversion& c = *trees_->conversion;
    const BiomassConversion<Estimate> f{take(c.bcef[bcefClass(stratum_.volume)]), take(c.r), take(c.cf)};
    const TreeCarbon<Estimate> carbon = f.at(stratum_.volume);
    tally_.add(Quantity::above, carbon.above,
               [&] { return say("carbon.step.conversion_above", num(stratum_.volume), num(f.bcef), num(f.cf)); });
    addRoots(carbon, f.r);
  }

  void addRoots(const TreeCarbon<Estimate>& carbon, const Estimate& r) {
    tally_.add(Quantity::below, carbon.below, [&] { return say("carbon.step.roots", num(carbon.above), num(r)); });
  }

  void addByAge() {
    const GrowthCurve<Estimate> curve = growthCurve(library_, *trees_->growth);
    const Estimate total = curve.stock(stratum_.age) + agesOfCurve();
    const TreeCarbon<Estimate> carbon = splitByRoots(total, rootsOfTrees());
    tally_.add(Quantity::above, carbon.above, [&] {
      return say("carbon.step.curve_above", num(stratum_.age), num(total), num(curve.a), num(curve.k), num(curve.c),
                 num(curve.ageMin), num(curve.ageMax), num(rootsOfTrees()));
    });
    addRoots(carbon, rootsOfTrees());
  }

  /// Zero, but naming the bounds of the curve as factors.
  Estimate agesOfCurve() const {
    const TreeRecipe::Growth& growth = *trees_->growth;
    Estimate ages = mention(take(growth.ageMin)) + mention(take(growth.ageMax));
    if (growth.youngAge) ages = ages + mention(take(*growth.youngAge));
    return ages;
  }

  /// Stock at the year's end minus stock at its start, by the curve at the stand's age, also where the stock itself
  /// came from the volume; false without age or curve.
  bool addGrowth() {
    if (!trees_ || !trees_->growth || !stratum_.hasAge()) return false;
    const GrowthCurve<Estimate> curve = growthCurve(library_, *trees_->growth);
    const Estimate growth = curve.growth(stratum_.age) + agesOfCurve();
    tally_.add(Quantity::biomass, growth, [&] {
      const double age = stratum_.age;
      return say(age > curve.ageMax ? "carbon.step.growth_past" : "carbon.step.growth", num(curve.stock(age)), num(age),
                 num(curve.stock(age - 1)), num(std::max(age - 1, 0.0)), num(curve.ageMax));
    });
    return true;
  }

  const FactorLibrary& library_;
  const AccountingRules& rules_;
  const Stratum& stratum_;
  const ClassRecipe& land_;
  const TreeRecipe* trees_;
  Tally& tally_;
};

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
  LandMethane methane;
  MaybeFactor gwpCh4, gwpN2o;  ///< where the library has an emission of the gas

  Recipes(const FactorLibrary& factors, const AccountingRules& accountingRules)
      : library(&factors), rules(checked(accountingRules)), methane(factors, rules) {
    bool ch4 = false, n2o = false;
    for (const std::string& classKey : factors.classKeys()) {
      const ClassRecipe& recipe =
          land.emplace(classKey, classRecipe(factors, classKey, rules.soilDepthCm)).first->second;
      ch4 = ch4 || methane.emits(recipe), n2o = n2o || recipe.n2o;
      if (const Species* species = defaultSpecies(classKey))
        defaultTrees.emplace(classKey, treeRecipe(factors, *species));
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

StratumCarbon StratumAccountant::carbonOf(const Stratum& stratum, std::vector<Step>* steps) const {
  Tally tally(*recipes_->library, steps);
  if (stratum.classKey == kUnmappedClass) {
    tally.add(Quantity::above, Estimate(0.0), [] { return say("carbon.step.unmapped"); });
    return tally.finish();
  }
  checkStratum(stratum);
  const Species* species = stratum.species.empty() ? nullptr : findSpecies(stratum.species);
  const std::string& classKey = species && stratum.classKey == "forest_generic" ? species->classKey : stratum.classKey;
  const ClassRecipe& land = recipes_->landOf(classKey);
  const TreeRecipe* trees = land.understorey ? recipes_->treesOf(species, classKey) : nullptr;
  StratumSum sum(*recipes_->library, recipes_->rules, stratum, land, trees, tally);
  sum.addBiomass();
  sum.addDeadOrganic();
  sum.addSoil();
  sum.addFlux();
  sum.addGases(recipes_->methane, recipes_->gwpCh4, recipes_->gwpN2o);
  return tally.finish();
}

Warnings StratumAccountant::remarks(std::span<const Stratum> strata) const {
  std::set<std::string> unknownSpecies, shallowSoil;
  std::map<std::string, double> oldest;  // by species or class: the greatest age past the curve
  for (const Stratum& stratum : strata) {
    if (stratum.classKey == kUnmappedClass) continue;
    const Species* species = stratum.species.empty() ? nullptr : findSpecies(stratum.species);
    if (!stratum.species.empty() && !species) unknownSpecies.insert(stratum.species);
    const std::string classKey = refineClass(stratum.classKey, stratum.species);
    const ClassRecipe& land = recipes_->landOf(classKey);
    if (land.soilIsShallow) shallowSoil.insert(classKey);
    const TreeRecipe* trees = land.understorey ? recipes_->treesOf(species, classKey) : nullptr;
    if (!trees || !trees->growth || !stratum.hasAge()) continue;
    if (stratum.age <= (*recipes_->library)[trees->growth->ageMax].value) continue;
    double& age = oldest[stratum.species.empty() ? classKey : stratum.species];
    age = std::max(age, stratum.age);
  }
  Warnings warnings;
  for (const std::string& name : unknownSpecies) warnings.push_back({name, say("carbon.unknown_species", name)});
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
