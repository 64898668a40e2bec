#pragma once

#include <cmath>
#include <optional>
#include <span>
#include <string>

#include "geo/carbon/Curve.h"
#include "geo/carbon/Recipe.h"
#include "geo/carbon/YoungStand.h"
#include "geo/carbon/detail/LandMethane.h"
#include "geo/carbon/detail/Tally.h"

namespace tanhui {

/// The growth curve of a recipe in the numbers of a tally.
template <class Number, class Tally>
GrowthCurve<Number> growthCurve(const FactorLibrary& library, const TreeRecipe::Growth& growth, const Tally& tally) {
  GrowthCurve<Number> curve{tally.take(growth.a),
                            tally.take(growth.k),
                            tally.take(growth.c),
                            library[growth.ageMin].value,
                            library[growth.ageMax].value,
                            {},
                            0};
  if (growth.youngRate) curve.youngRate = tally.take(*growth.youngRate);
  if (growth.youngAge) curve.youngAge = library[*growth.youngAge].value;
  return curve;
}

/// The accounting of one stratum of a mapped class: each function adds its steps to the tally. `Tally` says in which
/// numbers: `Tally::Number`, `take(factor)`, `mention(factor)` (zero, but the factor is listed), `add(quantity, part,
/// describe)`, `addGas(gas, part, describe)`, and with kWritesFormulas the `tell` functions of FormulaTally.
template <class Tally>
class StratumSum {
  static constexpr std::string_view kRootsOfTrees = "rs.forest_generic";
  using Number = typename Tally::Number;

 public:
  /// `ageFactor`: of a stratum whose age is that of its age group.
  StratumSum(const FactorLibrary& library, const AccountingRules& rules, const Stratum& stratum,
             const ClassRecipe& land, const TreeRecipe* trees, MaybeFactor ageFactor, Tally& tally)
      : library_(library),
        rules_(rules),
        stratum_(stratum),
        land_(land),
        trees_(trees),
        ageFactor_(ageFactor),
        age_(ageFactor ? library[*ageFactor].value : stratum.age),
        tally_(tally) {}

  void addBiomass() {
    if (stratum_.vegetation.given()) return addMeasuredVegetation();
    if (land_.above) return addMeasuredParts();
    if (!addTrees()) return addDensity();
    const Filling part = fillingOf(land_.understorey, land_.youngUnderstoreyYears);
    const TreeCarbon<Number> shrubs = splitByRoots(part.at(age_), rootToShoot());
    const bool young = part.grows(age_ + 1);
    const auto add = [&](StepQuantity quantity, const Number& carbon, std::string_view message) {
      tally_.add(quantity, carbon,
                 [&] { return say(message, num(part.full), num(rootToShoot()), num(age_), num(part.years)); });
    };
    add(StepQuantity::above, shrubs.above,
        young ? "carbon.step.understorey_young_above" : "carbon.step.understorey_above");
    add(StepQuantity::below, shrubs.below,
        young ? "carbon.step.understorey_young_below" : "carbon.step.understorey_below");
  }

  void addDeadOrganic() {
    if (land_.deadwood) addFilling(StepQuantity::deadwood, fillingOf(land_.deadwood, land_.youngDeadwoodYears));
    if (land_.litter) addFilling(StepQuantity::litter, fillingOf(land_.litter, land_.youngLitterYears));
  }

  void addSoil() {
    if (stratum_.soil30.given()) return addMeasuredSoil();
    if (!land_.soil) return;
    if (library_.invest()) return addPool(StepQuantity::soil, *land_.soil, "carbon.step.density");
    const Number soil = take(*land_.soil);
    if constexpr (Tally::kWritesFormulas)
      if (land_.soil30) tally_.tellSoil30(take(*land_.soil30));
    tally_.add(StepQuantity::soil, soil, [&] {
      return land_.soilIsShallow ? say("carbon.step.soil_shallow", num(soil))
                                 : say("carbon.step.soil", num(soil), rules_.soilDepthCm);
    });
  }

  void addFlux() {
    if (library_.invest()) {
      tally_.add(StepQuantity::biomass, Number(0.0), [] { return say("carbon.step.invest_no_flux"); });
      return;
    }
    if constexpr (Tally::kWritesFormulas) tally_.tellRoots(trees_ ? rootsOfTrees() : rootToShoot());
    if (!addGrowth()) addRate(StepQuantity::biomass, land_.biomassRate, "carbon.step.biomass_rate");
    addRate(StepQuantity::deadOrganic, land_.deadOrganicRate, "carbon.step.dead_organic_rate");
    addYoungGrowth();
    addRate(StepQuantity::soilFlux, land_.soilRate, "carbon.step.soil_rate");
  }

  /// `added`: what measures bring into a paddy.
  void addGases(const LandMethane& methane, std::span<const PaddyInput> added, MaybeFactor gwpCh4, MaybeFactor gwpN2o) {
    const MethaneCase at{stratum_.age, added, stratum_.flooding};
    const std::optional<Number> ch4 = methane.emission(land_, at, tally_);
    // One guideline for both gases.
    const bool provincial = rules_.riceMethod == RiceMethod::provincial && land_.n2oProvincial;
    const MaybeFactor n2o = provincial ? land_.n2oProvincial : land_.n2o;
    if (!ch4 && !n2o) tally_.add(StepQuantity::nonCo2, Number(0.0), [] { return say("carbon.step.no_gases"); });
    if (ch4)
      addGas(Gas::ch4, *ch4, *gwpCh4, [&](const Number& gwp) { return methane.explain(land_, at, gwp.value()); });
    if (n2o)
      addGas(Gas::n2o, take(*n2o), *gwpN2o, [&](const Number& gwp) {
        return say("carbon.step.nitrous_oxide", num(take(*n2o)), num(gwp), rules_.gwp);
      });
  }

 private:
  static std::string num(double value) { return fmt::format("{:.6g}", value); }
  static std::string num(const Number& value) { return num(value.value()); }

  Number take(FactorIndex index) const { return tally_.take(index); }
  Number rootToShoot() const { return land_.rootToShoot ? take(*land_.rootToShoot) : Number(0.0); }
  Number rootsOfTrees() const { return trees_->r ? take(*trees_->r) : rootToShoot(); }

  /// With the error of its raster, which is one unknown for all land.
  Number measured(const MeasuredFigure& figure) const {
    const Number value(figure.value);
    return figure.se > 0 ? value + Number(figure.se) * take(library_.measuredError(figure.source)) : value;
  }

  /// In the place of what volume, age or class tell; what grows under the trees is in it.
  void addMeasuredVegetation() {
    const MeasuredFigure& figure = stratum_.vegetation;
    const Number carbon = measured(figure), roots = rootsOfMeasured();
    if constexpr (Tally::kWritesFormulas)
      tally_.tellTrees(trees_ && land_.understorey && (stratum_.hasVolume() || stratum_.hasAge()));
    if (figure.of == Measures::above) return addMeasuredAbove(carbon, roots);
    const TreeCarbon<Number> parts = splitByRoots(carbon, roots);
    tally_.add(StepQuantity::above, parts.above,
               [&] { return say("carbon.step.measured_biomass", num(figure.value), num(figure.se), num(roots)); });
    tally_.add(StepQuantity::below, parts.below,
               [&] { return say("carbon.step.roots", num(parts.above), num(roots)); });
  }

  /// Herbs hold most of their carbon below ground, crops none that lasts: what is measured on their land beyond their
  /// own carbon is of trees or shrubs that stand there.
  void addMeasuredAbove(const Number& carbon, const Number& roots) {
    tally_.add(StepQuantity::above, carbon, [&] {
      return say("carbon.step.measured_above", num(stratum_.vegetation.value), num(stratum_.vegetation.se));
    });
    const MaybeFactor ofTrees = library_.find(kRootsOfTrees);
    const bool woody = trees_ || land_.above || !land_.veg || (roots.value() > 0 && roots.value() <= 1);
    if (woody || !ofTrees)
      return tally_.add(StepQuantity::below, carbon * roots,
                        [&] { return say("carbon.step.roots", num(carbon), num(roots)); });
    const TreeCarbon<Number> own = splitByRoots(take(*land_.veg), rootToShoot());
    tally_.add(StepQuantity::below, own.below + (carbon - own.above) * take(*ofTrees), [&] {
      return say("carbon.step.roots_beyond", num(own.below), num(carbon), num(own.above), num(take(*ofTrees)));
    });
  }

  /// A table of InVEST gives both parts in the place of a ratio.
  Number rootsOfMeasured() const {
    if (!land_.above) return trees_ ? rootsOfTrees() : rootToShoot();
    return land_.below && library_[*land_.above].value > 0 ? take(*land_.below) / take(*land_.above) : Number(0.0);
  }

  /// 0-30 cm as measured; what lies below is the class's.
  void addMeasuredSoil() {
    const MeasuredFigure& figure = stratum_.soil30;
    const Number soil30 = measured(figure);
    if constexpr (Tally::kWritesFormulas) tally_.tellSoil30(soil30);
    const bool deep = rules_.soilDepthCm > 30 && land_.soil && land_.soil30 && !land_.soilIsShallow;
    tally_.add(StepQuantity::soil, soil30,
               [&] { return say("carbon.step.measured_soil", num(figure.value), num(figure.se)); });
    if (!deep) return;
    const Number below = take(*land_.soil) - take(*land_.soil30);
    tally_.add(StepQuantity::soil, below, [&] { return say("carbon.step.soil_below_30", num(below)); });
  }

  /// What fills up with the age of a stand; without a known age or time it is full.
  struct Filling {
    Number full;
    double years = 0;
    Number ofYears;  ///< zero, but naming the factor

    Number at(double age) const { return years > 0 ? full * Number(youngShare(age, years)) + ofYears : full; }
    Number growth(double age) const { return full * Number(youngShare(age, years) - youngShare(age - 1, years)); }
    bool grows(double age) const { return years > 0 && age > 0 && age - 1 < years; }
  };

  Filling fillingOf(MaybeFactor full, MaybeFactor years) const {
    if (!full) return {};
    if (!years || !curveFactors()) return {take(*full), 0, {}};
    return {take(*full), library_[*years].value, tally_.mention(*years)};
  }

  void addFilling(StepQuantity quantity, const Filling& part) {
    const Number carbon = part.at(age_);
    tally_.add(quantity, carbon, [&] {
      return part.grows(age_ + 1) ? say("carbon.step.density_young", num(part.full), num(age_), num(part.years))
                                  : say("carbon.step.density", num(part.full));
    });
  }

  /// What dead wood, litter and understorey of a young stand gain in the year that ends at its age.
  void addYoungGrowth() {
    const Filling deadwood = fillingOf(land_.deadwood, land_.youngDeadwoodYears),
                  litter = fillingOf(land_.litter, land_.youngLitterYears),
                  shrubs = fillingOf(land_.understorey, land_.youngUnderstoreyYears);
    if constexpr (Tally::kWritesFormulas)
      tally_.tellYoung({deadwood.full, deadwood.years}, {litter.full, litter.years}, {shrubs.full, shrubs.years});
    const auto add = [&](StepQuantity quantity, const Filling& part, std::string_view message) {
      if (part.grows(age_))
        tally_.add(quantity, part.growth(age_),
                   [&] { return say(message, num(part.full), num(part.years), num(age_)); });
    };
    add(StepQuantity::deadOrganic, deadwood, "carbon.step.young_deadwood");
    add(StepQuantity::deadOrganic, litter, "carbon.step.young_litter");
    add(StepQuantity::biomass, shrubs, "carbon.step.young_understorey");
  }

  void addPool(StepQuantity quantity, FactorIndex index, std::string_view message) {
    tally_.add(quantity, take(index), [&] { return say(message, num(take(index))); });
  }

  template <class Describe>
  void addGas(Gas gas, const Number& kgPerHa, FactorIndex gwp, Describe&& describe) {
    const Number warming = take(gwp);
    tally_.addGas(gas, sectorOf(gas, land_.traits), -(kgPerHa * Number(1e-3) * warming),
                  [&] { return describe(warming); });
  }

  void addRate(StepQuantity quantity, MaybeFactor rate, std::string_view message) {
    if (rate) return addPool(quantity, *rate, message);
    tally_.add(quantity, Number(0.0), [] { return say("carbon.step.no_rate"); });
  }

  void addMeasuredParts() {
    addPool(StepQuantity::above, *land_.above, "carbon.step.density");
    if (land_.below) addPool(StepQuantity::below, *land_.below, "carbon.step.density");
  }

  void addDensity() {
    const TreeCarbon<Number> parts = splitByRoots(take(*land_.veg), rootToShoot());
    tally_.add(StepQuantity::above, parts.above,
               [&] { return say("carbon.step.density_above", num(take(*land_.veg)), num(rootToShoot())); });
    tally_.add(StepQuantity::below, parts.below,
               [&] { return say("carbon.step.density_below", num(take(*land_.veg)), num(rootToShoot())); });
  }

  /// The tree layer of a stand by volume or by age; false when neither can tell it. A volume of 0 says that the trees
  /// are under the measuring limit (5 cm at breast height): their age then tells more, and without one there are none.
  bool addTrees() {
    if (!trees_ || !land_.understorey) return false;
    if constexpr (Tally::kWritesFormulas) tally_.tellTrees(stratum_.hasVolume() || stratum_.hasAge());
    const bool byVolume = stratum_.hasVolume() && trees_->takesVolume();
    if (byVolume && stratum_.volume > 0) return addByVolume(), true;
    if (curveFactors()) return addByAge(), true;
    if (!byVolume) return false;
    tally_.add(StepQuantity::above, Number(0.0), [] { return say("carbon.step.no_volume"); });
    return true;
  }

  void addByVolume() {
    const double share = shareOfContinuous();
    if (!trees_->expansion && !trees_->continuous) return addConversion();
    TreeCarbon<Number> carbon;
    if (share < 1) carbon = expansionPart(1 - share);
    if (share > 0) {
      const TreeCarbon<Number> more = continuousPart(share);
      carbon = {carbon.above + more.above, carbon.below + more.below};
    }
    addRoots(carbon, take(*trees_->r));
  }

  double shareOfContinuous() const {
    if (!trees_->expansion) return 1;
    const bool noFunctionOfItsOwn = trees_->standInFunction && rules_.volumeEquation == VolumeEquation::automatic;
    if (!trees_->continuous || noFunctionOfItsOwn) return 0;
    return continuousShare(rules_.volumeEquation, stratum_.volume);
  }

  /// Adds the share of what is above ground.
  template <class Describe>
  TreeCarbon<Number> addPart(double share, const TreeCarbon<Number>& whole, Describe&& describe) {
    const TreeCarbon<Number> part =
        share == 1 ? whole : TreeCarbon<Number>{Number(share) * whole.above, Number(share) * whole.below};
    tally_.add(StepQuantity::above, part.above, describe);
    return part;
  }

  TreeCarbon<Number> expansionPart(double share) {
    const ExpansionFactors<Number> f{take(trees_->expansion->svd), take(trees_->expansion->bef), take(*trees_->r),
                                     take(*trees_->cf)};
    return addPart(share, f.at(stratum_.volume), [&] {
      return say(share == 1 ? "carbon.step.expansion_above" : "carbon.step.expansion_share", num(stratum_.volume),
                 num(f.svd), num(f.bef), num(f.cf), num(share));
    });
  }

  TreeCarbon<Number> continuousPart(double share) {
    const TreeRecipe::Continuous& fang = *trees_->continuous;
    const ContinuousFunction<Number> f{take(fang.a), take(fang.b), fang.scale ? take(*fang.scale) : Number(1.0),
                                       take(*trees_->r), take(*trees_->cf)};
    return addPart(share, f.at(stratum_.volume), [&] {
      return say(share == 1 ? "carbon.step.continuous_above" : "carbon.step.continuous_share", num(f.scale), num(f.a),
                 num(stratum_.volume), num(f.b), num(f.cf), num(f.r), num(share));
    });
  }

  void addConversion() {
    const TreeRecipe::Conversion& c = *trees_->conversion;
    const BiomassConversion<Number> f{take(c.bcef[bcefClass(stratum_.volume)]), take(c.r), take(c.cf)};
    const TreeCarbon<Number> carbon = f.at(stratum_.volume);
    tally_.add(StepQuantity::above, carbon.above,
               [&] { return say("carbon.step.conversion_above", num(stratum_.volume), num(f.bcef), num(f.cf)); });
    addRoots(carbon, f.r);
  }

  void addRoots(const TreeCarbon<Number>& carbon, const Number& r) {
    tally_.add(StepQuantity::below, carbon.below, [&] { return say("carbon.step.roots", num(carbon.above), num(r)); });
  }

  /// Of a stand of known age.
  const std::optional<TreeRecipe::Growth>& curveFactors() const {
    static constexpr std::optional<TreeRecipe::Growth> kNone;
    return trees_ && stratum_.hasAge() ? trees_->growthOf(stratum_) : kNone;
  }

  /// So many years after the base year.
  Number stockAt(const GrowthCurve<Number>& curve, double years) const {
    return ageFactor_ ? curve.stock(take(*ageFactor_) + Number(years)) : curve.stock(age_ + years);
  }

  void addByAge() {
    const GrowthCurve<Number> curve = growthCurve<Number>(library_, *curveFactors(), tally_);
    const Number total = stockAt(curve, 0) + agesOfCurve();
    const TreeCarbon<Number> carbon = splitByRoots(total, rootsOfTrees());
    tally_.add(StepQuantity::above, carbon.above, [&] {
      return say("carbon.step.curve_above", num(age_), num(total), num(curve.a), num(curve.k), num(curve.c),
                 num(curve.ageMin), num(curve.ageMax), num(rootsOfTrees()));
    });
    addRoots(carbon, rootsOfTrees());
  }

  /// Zero, but naming the bounds of the curve as factors.
  Number agesOfCurve() const {
    const TreeRecipe::Growth& growth = *curveFactors();
    Number ages = tally_.mention(growth.ageMin) + tally_.mention(growth.ageMax);
    if (growth.youngAge) ages = ages + tally_.mention(*growth.youngAge);
    return ages;
  }

  /// Stock at the year's end minus stock at its start, by the curve at the stand's age, also where the stock itself
  /// came from the volume; false without age or curve.
  bool addGrowth() {
    if (!curveFactors()) return false;
    const GrowthCurve<Number> curve = growthCurve<Number>(library_, *curveFactors(), tally_);
    const Number growth = stockAt(curve, 0) - stockAt(curve, -1) + agesOfCurve();
    if constexpr (Tally::kWritesFormulas) tally_.tellCurve(curve, age_);
    if constexpr (Tally::kWritesFormulas)
      if (ageFactor_) tally_.tellAge(take(*ageFactor_));
    tally_.add(StepQuantity::biomass, growth, [&] {
      const double age = age_;
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
  const MaybeFactor ageFactor_;
  const double age_;
  Tally& tally_;
};

}  // namespace tanhui
