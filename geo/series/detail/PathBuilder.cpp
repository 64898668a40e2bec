#include "geo/series/detail/PathBuilder.h"

#include <algorithm>
#include <cmath>

#include "geo/carbon/Soil.h"
#include "geo/series/LeaveAlone.h"

namespace tanhui {

PathBuilder::PathBuilder(PathMaker& maker, const Stratum& stratum)
    : maker_(maker), now_(stratum), formulas_(maker.accountant_.formulasOf(stratum, maker.tape_)) {
  // forest_generic of a known species counts as that species' class.
  now_.classKey = refineClass(maker.classes(), stratum.classKey, stratum.species);
}

/// A reservoir of known age gives off what a young one does until it is old.
void PathBuilder::addGases(const Stratum& stratum, const StratumFormulas& formulas, int first) {
  const auto put = [&](const StratumFormulas& of, int from) {
    if (!of.ch4.isZero()) path_.emissions.push_back({Gas::ch4, of.ch4, from});
    if (!of.n2o.isZero()) path_.emissions.push_back({Gas::n2o, of.n2o, from});
  };
  put(formulas, first);
  if (!maker_.landOf(stratum.classKey).reservoir || !stratum.hasAge() || !maker_.change_.youngReservoirYears) return;
  const double young = maker_.figure(maker_.change_.youngReservoirYears, kUsualYears);
  const int old = first + static_cast<int>(std::floor(young - stratum.age)) + 1;
  if (old <= first) return;
  stopGases(EmissionSource::use, old);
  Stratum aged = stratum;
  aged.age = young + 1;
  put(maker_.accountant_.formulasOf(aged, maker_.tape_), old);
}

void PathBuilder::apply(const LandEvent& event) {
  const int year = event.year - maker_.baseYear_;
  path_.eventNotes = 0;
  if (const auto why = withoutEffectOn(maker_.classes(), now_.classKey, event)) return path_.note(*why);
  switch (event.action) {
    case LandAction::plant:
    case LandAction::restoreWetland:
    case LandAction::build:
    case LandAction::flood:
    case LandAction::clear:
      return convert(stratumAfter(maker_.classes(), event), event, year);
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
  const auto isForest = [this](const Stratum& s) { return maker_.landOf(s.classKey).category == LandCategory::forest; };
  if (isForest(target) && isForest(now_) && path_.standing(Place::above, year - 1).value() > 0)
    path_.note(PathNote::wasForest);
  moveDeadOrganic(target.classKey, formulas.curve.has_value(), year);
  removeVegetation(event, year);
  moveSoilToUse(now_.classKey, target.classKey, year);
  stopGases(EmissionSource::use, year);
  now_ = target;
  added_.clear();
  formulas_ = formulas;
  establish(formulas, event.density, year);
  addGases(now_, formulas_, year);
  path_.uses.push_back(useOf(target.classKey, year));
}

/// Trees that make way for a plantation or for fields are harvested; all else is gone at once (IPCC 2006 V4 Eq 2.16).
void PathBuilder::removeVegetation(const LandEvent& event, int year) {
  const Formula above = path_.standing(Place::above, year - 1), below = path_.standing(Place::below, year - 1);
  stop(Place::above, year);
  stop(Place::below, year);
  const LandTraits& land = maker_.landOf(now_.classKey);
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
    const MaybeFactor young = to == nullptr ? MaybeFactor() : wood ? to->youngDeadwoodYears : to->youngLitterYears;
    const MaybeFactor years = stand ? young : maker_.change_.deadOrganicYears;
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

/// F_MG x F_I of a measure; on a paddy also what its organic matter gives off (IPCC 2019 Refinement V4 Eq 5.3).
void PathBuilder::manage(const std::string& measure, int year) {
  if (!maker_.landOf(now_.classKey).tillable) return path_.note(PathNote::notCropland);
  const ChangeRecipe::Measure* found = maker_.change_.measure(measure);
  soilOnCropland_ = true;
  const std::string key = "soc.management." + measure;
  const Formula ratio = maker_.need(found == nullptr ? MaybeFactor() : found->soil, key);
  if (maker_.accountant_.rules().soilMethod == SoilMethod::tier1) {
    const ClassRecipe* land = maker_.accountant_.landRecipe(now_.classKey);
    const Formula use = land != nullptr && land->soilFlu ? maker_.take(*land->soilFlu) : Formula(1.0);
    const Formula reference = maker_.need(maker_.change_.soilReference, "soc.reference");
    moveSoil(notBelowZero(soilTarget_ + reference * use * (ratio - Formula(1.0))), Cause::soil, year, soilYears());
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
  const bool closed = std::ranges::any_of(
      path_.transfers, [&](const Transfer& t) { return t.cause == Cause::regeneration && t.end >= year; });
  if (grows || closed || formulas_.biomassFlux.value() > 0) return path_.note(PathNote::growsAnyway);
  const int years = wholeYears(maker_.figure(maker_.change_.closeYears, kUsualYears));
  const Formula gain = maker_.need(maker_.change_.closeRate, "close.rate").scaled(years);
  const bool forest = maker_.landOf(now_.classKey).category == LandCategory::forest;
  const Formula roots = forest ? formulas_.rootToShoot : maker_.need(maker_.change_.forestRoots, "rs.forest_generic");
  const TreeCarbon<Formula> parts = splitByRoots(gain, roots);
  add(Place::atmosphere, Place::above, Cause::regeneration, parts.above, year, years);
  add(Place::atmosphere, Place::below, Cause::regeneration, parts.below, year, years);
}

void PathBuilder::stop(Place place, int year) {
  for (Transfer& t : path_.transfers)
    if (t.from == place || t.to == place) t.end = std::min(t.end, year - 1);
  if (place == Place::soil) stopGases(EmissionSource::soil, year);
  if (place != Place::above && place != Place::below) return;
  for (Growth& g : path_.growth) g.end = std::min(g.end, year - 1);
}

void PathBuilder::stopGases(EmissionSource source, int year) {
  for (Emission& e : path_.emissions)
    if (e.source == source) e.end = std::min(e.end, year - 1);
}

void PathBuilder::add(Place from, Place to, Cause cause, const Formula& amount, int first, int years, double decay) {
  path_.transfers.push_back({from, to, cause, amount, first, years, decay});
}

int PathBuilder::establishYears() const {
  const ClassRecipe* recipe = maker_.accountant_.landRecipe(now_.classKey);
  return wholeYears(maker_.figure(recipe == nullptr ? MaybeFactor() : recipe->establishYears, kUsualYears));
}

}  // namespace tanhui
