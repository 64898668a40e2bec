#include "geo/series/PathBuilder.h"

#include <algorithm>
#include <cmath>

#include "geo/carbon/Soil.h"
#include "geo/layer/LandClass.h"
#include "geo/series/LeaveAlone.h"

namespace tanhui {

namespace {

constexpr int kLong = 1000;  // years, as long as any rate is followed
constexpr std::string_view kNoLand = "unmapped";

}  // namespace

PathBuilder::PathBuilder(PathMaker& maker, const Stratum& stratum)
    : maker_(maker), now_(stratum), formulas_(maker.accountant_.formulasOf(stratum, maker.tape_)) {
  // forest_generic of a known species counts as that species' class.
  now_.classKey = refineClass(stratum.classKey, stratum.species);
}

void PathBuilder::begin(const LandBefore& before) {
  path_.uses.push_back({std::numeric_limits<int>::min(), now_.classKey});
  soilBefore_ = formulas_.stock[4] - formulas_.soil30;
  soilTarget_ = formulas_.soil30;
  if (now_.classKey == kNoLand) return;
  understorey_ = {{Place::atmosphere, Place::above, Cause::establishment, fullUnderstorey(), -1}};
  if (formulas_.curve)
    addGrowth();
  else
    addRates();
  if (!formulas_.deadOrganicFlux.isZero())
    add(Place::atmosphere, Place::litter, Cause::rate, formulas_.deadOrganicFlux.scaled(kLong), 0, kLong);
  if (!formulas_.soilFlux.isZero()) {
    const int years = soilYears();
    add(Place::atmosphere, Place::soil, Cause::rate, formulas_.soilFlux.scaled(years), 0, years);
  }
  addGases(now_, formulas_, 0);
  startBeforeBaseYear();
  finishEarlierTransition(before);
}

void PathBuilder::addGrowth() {
  path_.growth.push_back({maker_.curveOf(formulas_), formulas_.age - 1, 0});
  ageless_ = 0;
}

void PathBuilder::addRates() {
  if (formulas_.biomassFlux.isZero() || formulas_.biomassFlux.value() == 0) return;
  const TreeCarbon<Formula> parts = splitByRoots(formulas_.biomassFlux.scaled(kLong), formulas_.rootToShoot);
  add(Place::atmosphere, Place::above, Cause::rate, parts.above, 0, kLong);
  add(Place::atmosphere, Place::below, Cause::rate, parts.below, 0, kLong);
  path_.note(PathNote::ratesHeld);
}

/// A reservoir of known age gives off what a young one does until it is old.
void PathBuilder::addGases(const Stratum& stratum, const StratumFormulas& formulas, int first) {
  const auto put = [&](const StratumFormulas& of, int from) {
    if (!of.ch4.isZero()) path_.emissions.push_back({Gas::ch4, of.ch4, from});
    if (!of.n2o.isZero()) path_.emissions.push_back({Gas::n2o, of.n2o, from});
  };
  put(formulas, first);
  if (!traitsOf(stratum.classKey).reservoir || !stratum.hasAge() || !maker_.change_.youngReservoirYears) return;
  const double young = maker_.figure(maker_.change_.youngReservoirYears, kUsualYears);
  const int old = first + static_cast<int>(std::floor(young - stratum.age)) + 1;
  if (old <= first) return;
  stopGases(old);
  Stratum aged = stratum;
  aged.age = young + 1;
  put(maker_.accountant_.formulasOf(aged, maker_.tape_), old);
}

/// The formulas hold the stocks of the base year's end; what moves in that year has come on top of its start.
void PathBuilder::startBeforeBaseYear() {
  path_.initial = formulas_.stock;
  const auto less = [this](Place place, const Formula& flux) {
    if (!flux.isZero())
      path_.initial[static_cast<std::size_t>(place)] = path_.initial[static_cast<std::size_t>(place)] - flux;
  };
  const TreeCarbon<Formula> grown = splitByRoots(formulas_.biomassFlux, formulas_.rootToShoot);
  less(Place::above, grown.above);
  less(Place::below, grown.below);
  less(Place::litter, formulas_.deadOrganicFlux);
  less(Place::soil, formulas_.soilFlux);
}

/// The stock of the base year's end stands as it was measured, the step of that year in it; what is still to come of
/// the transition comes.
void PathBuilder::finishEarlierTransition(const LandBefore& before) {
  if (before.stratum == nullptr || before.stratum->classKey == kNoLand) return;
  const std::string earlier = refineClass(before.stratum->classKey, before.stratum->species);
  const int left = soilYears() - before.years - 1;
  if (earlier == now_.classKey) return;
  path_.uses = {{std::numeric_limits<int>::min(), earlier}, {-before.years, now_.classKey}};
  const ClassRecipe* from = maker_.accountant_.landRecipe(earlier);
  const ClassRecipe* to = maker_.accountant_.landRecipe(now_.classKey);
  if (left <= 0 || from == nullptr || to == nullptr || !from->soilFlu || !to->soilFlu || !from->soil30) return;
  const Formula was = maker_.take(*from->soil30);
  const Formula change = was * maker_.take(*to->soilFlu) / maker_.take(*from->soilFlu) - was;
  const Formula rest = change.scaled(static_cast<double>(left) / soilYears());
  add(Place::atmosphere, Place::soil, Cause::soil, rest, 1, left);
  soilTarget_ += rest;
}

void PathBuilder::apply(const LandEvent& event) {
  const int year = event.year - maker_.baseYear_;
  path_.eventNotes = 0;
  if (const auto why = withoutEffectOn(now_.classKey, event)) return path_.note(*why);
  switch (event.action) {
    case LandAction::plant:
    case LandAction::restoreWetland:
    case LandAction::build:
    case LandAction::flood:
    case LandAction::clear:
      return convert(stratumAfter(event), event, year);
    case LandAction::farmland:
      return manage(event.management, year);
    case LandAction::close:
      return closeForRegeneration(year);
    case LandAction::harvest:
      return fell(event.fraction, event.products, year);
    case LandAction::fire:
      return burn(event.fraction, year);
  }
}

void PathBuilder::convert(const Stratum& target, const LandEvent& event, int year) {
  const StratumFormulas formulas = maker_.accountant_.formulasOf(target, maker_.tape_);
  const auto isForest = [](const Stratum& s) { return traitsOf(s.classKey).category == LandCategory::forest; };
  if (isForest(target) && isForest(now_) && path_.standing(Place::above, year - 1).value() > 0)
    path_.note(PathNote::wasForest);
  moveDeadOrganic(target.classKey, formulas.curve.has_value(), year);
  removeVegetation(event, year);
  moveSoilToUse(target.classKey, year);
  stopGases(year);
  now_ = target;
  added_.clear();
  formulas_ = formulas;
  establish(formulas, event.density, year);
  addGases(now_, formulas_, year);
  path_.uses.push_back({year, target.classKey});
}

/// Trees that make way for a plantation or for fields are harvested; all else is gone at once (IPCC 2006 V4 Eq 2.16).
void PathBuilder::removeVegetation(const LandEvent& event, int year) {
  const Formula above = path_.standing(Place::above, year - 1), below = path_.standing(Place::below, year - 1);
  stop(Place::above, year);
  stop(Place::below, year);
  const LandTraits& land = traitsOf(now_.classKey);
  const bool harvested = event.action == LandAction::plant || event.action == LandAction::clear;
  if (harvested && (land.trees || land.bamboo)) return removeWood(above, below, event.products, year);
  if (!above.isZero()) add(Place::above, Place::atmosphere, Cause::clearing, above, year);
  if (!below.isZero()) add(Place::below, Place::atmosphere, Cause::clearing, below, year);
}

/// Dead wood and litter go down at once and up slowly: IPCC 2006 V4 section 2.3.2.2, under trees with their age.
void PathBuilder::moveDeadOrganic(const std::string& newClass, bool stand, int year) {
  const ClassRecipe* to = maker_.accountant_.landRecipe(newClass);
  for (const Place place : {Place::deadwood, Place::litter}) {
    const bool wood = place == Place::deadwood;
    const MaybeFactor density = to == nullptr ? MaybeFactor() : wood ? to->deadwood : to->litter;
    const Formula change = (density ? maker_.take(*density) : Formula()) - path_.standing(place, year - 1);
    stop(place, year);
    if (change.isZero()) continue;
    const MaybeFactor years = !stand ? maker_.change_.deadOrganicYears
                              : wood ? maker_.change_.standDeadwoodYears
                                     : maker_.change_.standLitterYears;
    if (change.value() < 0)
      add(Place::atmosphere, place, Cause::deadOrganic, change, year);
    else
      add(Place::atmosphere, place, Cause::deadOrganic, change, stand ? year + 1 : year,
          wholeYears(maker_.figure(years, kUsualYears)));
  }
}

/// Trees by their curve, with what grows under them; other vegetation reaches the density of its class in equal steps.
void PathBuilder::establish(const StratumFormulas& formulas, double density, int year) {
  const int years = establishYears();
  understorey_.clear();
  ageless_ = formulas.curve ? 0 : 1;
  double weight = 1;
  if (density > 0) {
    const double full = maker_.need(maker_.change_.fullDensity, "planting.full_density").value();
    weight = std::min(1.0, density / full);
    if (weight < 1) path_.note(PathNote::thinlyPlanted);
  }
  if (formulas.curve) {
    path_.growth.push_back({maker_.curveOf(formulas), formulas.age, year + 1, kForever, weight});
    return growUnderstorey(fullUnderstorey(), Cause::establishment, year + 1);
  }
  for (const Place place : {Place::above, Place::below}) {
    const Formula& full = formulas.stock[static_cast<std::size_t>(place)];
    if (!full.isZero()) add(Place::atmosphere, place, Cause::establishment, full.scaled(weight), year, years);
  }
}

void PathBuilder::moveSoilToUse(const std::string& newClass, int year) {
  const ClassRecipe* from = maker_.accountant_.landRecipe(now_.classKey);
  const ClassRecipe* to = maker_.accountant_.landRecipe(newClass);
  const int years = soilYears();
  if (to == nullptr || from == nullptr) return keepSoil(year);
  if (traitsOf(newClass).reservoir && maker_.change_.floodedCarbonLoss) {
    const int young = wholeYears(maker_.figure(maker_.change_.youngReservoirYears, kUsualYears));
    const Formula loss = maker_.take(*maker_.change_.floodedCarbonLoss).scaled(young), held = soil30At(year - 1);
    // A river bed or a poor soil has less to lose than the mean of flooded land.
    return moveSoil(loss.value() < held.value() ? held - loss : Formula(), Cause::flooding, year, young);
  }
  if (to->soilOfBefore && from->soilOfBefore) return;  // sealed already
  // A share of what is there, not of what a transition under way would have led to.
  if (to->soilOfBefore) return moveSoil(soil30At(year - 1) * maker_.take(*to->soilOfBefore), Cause::soil, year, years);
  if (!from->soilFlu || !to->soilFlu) {
    if (newClass != now_.classKey) keepSoil(year);
    return;
  }
  const Formula before = maker_.take(*from->soilFlu);
  const bool tier1 = maker_.accountant_.rules().soilMethod == SoilMethod::tier1;
  const Formula held = soilTarget_;
  const auto leadsTo = [&](FactorIndex factor) {
    const Formula after = maker_.take(factor);
    const SoilFactors<Formula> was{before, 1.0, 1.0}, will{after, 1.0, 1.0};
    if (!tier1) return soilAfter(held, was, will);
    const Formula reference = maker_.need(maker_.change_.soilReference, "soc.reference");
    return held + soilTier1(reference, will) - soilTier1(reference, was);
  };
  const bool rewetted = to->soilFluNew && !traitsOf(now_.classKey).wet;
  moveSoil(leadsTo(rewetted ? *to->soilFluNew : *to->soilFlu), Cause::soil, year, years);
  if (!rewetted) return;
  const Formula last = leadsTo(*to->soilFlu);
  add(Place::atmosphere, Place::soil, Cause::soil, last - soilTarget_, year + years, years);
  soilTarget_ = last;
}

/// Nobody knows where the soil goes under the new use: it stays as it is, also in the middle of a transition.
void PathBuilder::keepSoil(int year) {
  path_.note(PathNote::soilUnknown);
  soilTarget_ = soil30At(year - 1);
  stop(Place::soil, year);
}

/// From what 0-30 cm hold now to the target. A transition that is under way ends.
void PathBuilder::moveSoil(const Formula& target, Cause cause, int year, int years) {
  const Formula change = target - soil30At(year - 1);
  if (change.value() < 0 && cause == Cause::soil) path_.note(PathNote::soilLoss);
  stop(Place::soil, year);
  soilTarget_ = target;
  if (!change.isZero()) add(Place::atmosphere, Place::soil, cause, change, year, years);
}

/// F_MG x F_I of a measure; on a paddy also what its organic matter gives off (IPCC 2019 Refinement V4 Eq 5.3).
void PathBuilder::manage(const std::string& measure, int year) {
  if (!traitsOf(now_.classKey).tillable) return path_.note(PathNote::notCropland);
  const ChangeRecipe::Measure* found = maker_.change_.measure(measure);
  const std::string key = "soc.management." + measure;
  const Formula ratio = maker_.need(found == nullptr ? MaybeFactor() : found->soil, key);
  if (maker_.accountant_.rules().soilMethod == SoilMethod::tier1) {
    const ClassRecipe* land = maker_.accountant_.landRecipe(now_.classKey);
    const Formula use = land != nullptr && land->soilFlu ? maker_.take(*land->soilFlu) : Formula(1.0);
    const Formula reference = maker_.need(maker_.change_.soilReference, "soc.reference");
    moveSoil(soilTarget_ + reference * use * (ratio - Formula(1.0)), Cause::soil, year, soilYears());
  } else {
    moveSoil(soilTarget_ * ratio, Cause::soil, year, soilYears());
  }
  if (found == nullptr || !found->paddy || formulas_.ch4.isZero()) return;
  added_.push_back(*found->paddy);
  for (Emission& e : path_.emissions)
    if (e.gas == Gas::ch4) e.end = std::min(e.end, year - 1);
  formulas_.ch4 = maker_.accountant_.formulasOf(now_, maker_.tape_, added_).ch4;
  path_.emissions.push_back({Gas::ch4, formulas_.ch4, year});
}

/// What comes up are trees, with the roots of trees: on land without them those of a forest of unknown species.
void PathBuilder::closeForRegeneration(int year) {
  const bool grows = std::ranges::any_of(path_.growth, [](const Growth& growth) { return growth.end == kForever; });
  if (grows || formulas_.biomassFlux.value() > 0) return path_.note(PathNote::growsAnyway);
  const int years = wholeYears(maker_.figure(maker_.change_.closeYears, kUsualYears));
  const Formula gain = maker_.need(maker_.change_.closeRate, "close.rate").scaled(years);
  const bool forest = traitsOf(now_.classKey).category == LandCategory::forest;
  const Formula roots = forest ? formulas_.rootToShoot : maker_.need(maker_.change_.forestRoots, "rs.forest_generic");
  const TreeCarbon<Formula> parts = splitByRoots(gain, roots);
  add(Place::atmosphere, Place::above, Cause::regeneration, parts.above, year, years);
  add(Place::atmosphere, Place::below, Cause::regeneration, parts.below, year, years);
}

void PathBuilder::stop(Place place, int year) {
  for (Transfer& t : path_.transfers)
    if (t.from == place || t.to == place) t.end = std::min(t.end, year - 1);
  if (place != Place::above && place != Place::below) return;
  for (Growth& g : path_.growth) g.end = std::min(g.end, year - 1);
}

void PathBuilder::stopGases(int year) {
  for (Emission& e : path_.emissions) e.end = std::min(e.end, year - 1);
}

void PathBuilder::add(Place from, Place to, Cause cause, const Formula& amount, int first, int years, double decay) {
  path_.transfers.push_back({from, to, cause, amount, first, years, decay});
}

Formula PathBuilder::soil30At(int year) const { return path_.standing(Place::soil, year) - soilBefore_; }

int PathBuilder::soilYears() const { return wholeYears(maker_.figure(maker_.change_.soilYears, kSoilTransitionYears)); }

int PathBuilder::establishYears() const {
  const ClassRecipe* recipe = maker_.accountant_.landRecipe(now_.classKey);
  return wholeYears(maker_.figure(recipe == nullptr ? MaybeFactor() : recipe->establishYears, kUsualYears));
}

}  // namespace tanhui
