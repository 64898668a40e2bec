#include "geo/series/PathBuilder.h"

#include <algorithm>
#include <cmath>

#include "geo/carbon/Decay.h"
#include "geo/carbon/Fire.h"
#include "geo/carbon/Soil.h"
#include "geo/layer/LandClass.h"

namespace tanhui {

namespace {

constexpr int kLong = 1000;         // years, as long as any rate is followed
constexpr double kUsualYears = 20;  // IPCC 2006 V4: of a transition for which the library gives no time
constexpr std::string_view kNoLand = "unmapped";

int wholeYears(double years) { return std::max(1, static_cast<int>(std::lround(years))); }

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

void PathBuilder::addGrowth() { path_.growth.push_back({maker_.curveOf(formulas_), formulas_.age - 1, 0}); }

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
  switch (event.action) {
    case LandAction::plant:
    case LandAction::restoreWetland:
    case LandAction::build:
      return convert(stratumAfter(event), event.density, year);
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

void PathBuilder::convert(const Stratum& target, double density, int year) {
  const StratumFormulas formulas = maker_.accountant_.formulasOf(target, maker_.tape_);
  const auto isForest = [](const Stratum& s) { return traitsOf(s.classKey).category == LandCategory::forest; };
  if (isForest(target) && isForest(now_) && path_.standing(Place::above, year - 1).value() > 0)
    path_.note(PathNote::wasForest);
  clearVegetation(year);
  moveDeadOrganic(formulas, year);
  moveSoilToUse(target.classKey, year);
  stopGases(year);
  now_ = target;
  added_.clear();
  formulas_ = formulas;
  establish(formulas, density, year);
  addGases(now_, formulas_, year);
  path_.uses.push_back({year, target.classKey});
}

void PathBuilder::clearVegetation(int year) {
  for (const Place place : {Place::above, Place::below}) {
    const Formula standing = path_.standing(place, year - 1);
    stop(place, year);
    if (!standing.isZero()) add(place, Place::atmosphere, Cause::clearing, standing, year);
  }
}

/// Dead wood and litter go down at once and up slowly: IPCC 2006 V4 section 2.3.2.2.
void PathBuilder::moveDeadOrganic(const StratumFormulas& target, int year) {
  const int years = wholeYears(maker_.figure(maker_.change_.deadOrganicYears, kUsualYears));
  for (const Place place : {Place::deadwood, Place::litter}) {
    const Formula standing = path_.standing(place, year - 1);
    stop(place, year);
    const Formula change = target.stock[static_cast<std::size_t>(place)] - standing;
    if (!change.isZero())
      add(Place::atmosphere, place, Cause::deadOrganic, change, year, change.value() < 0 ? 1 : years);
  }
}

/// Trees by their curve; other vegetation reaches the density of its class in equal steps.
void PathBuilder::establish(const StratumFormulas& formulas, double density, int year) {
  const int years = establishYears();
  double weight = 1;
  if (density > 0) {
    const double full = maker_.need(maker_.change_.fullDensity, "planting.full_density").value();
    weight = std::min(1.0, density / full);
    if (weight < 1) path_.note(PathNote::thinlyPlanted);
  }
  if (formulas.curve) path_.growth.push_back({maker_.curveOf(formulas), formulas.age, year + 1, kForever, weight});
  for (const Place place : {Place::above, Place::below}) {
    const Formula& density30 = formulas.stock[static_cast<std::size_t>(place)];
    if (density30.isZero()) continue;
    // Of a plantation this is what grows under the trees.
    add(Place::atmosphere, place, Cause::establishment, formulas.curve ? density30 : density30.scaled(weight), year,
        years);
  }
}

void PathBuilder::moveSoilToUse(const std::string& newClass, int year) {
  const ClassRecipe* from = maker_.accountant_.landRecipe(now_.classKey);
  const ClassRecipe* to = maker_.accountant_.landRecipe(newClass);
  if (to == nullptr || from == nullptr) return path_.note(PathNote::soilUnknown);
  const int years = soilYears();
  if (traitsOf(newClass).reservoir && maker_.change_.floodedCarbonLoss) {
    const int young = wholeYears(maker_.figure(maker_.change_.youngReservoirYears, kUsualYears));
    const Formula loss = maker_.take(*maker_.change_.floodedCarbonLoss).scaled(young);
    return moveSoil(soil30At(year - 1) - loss, Cause::flooding, year, young);
  }
  if (to->soilOfBefore) return moveSoil(soilTarget_ * maker_.take(*to->soilOfBefore), Cause::soil, year, years);
  if (!from->soilFlu || !to->soilFlu) {
    if (newClass != now_.classKey) path_.note(PathNote::soilUnknown);
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

void PathBuilder::closeForRegeneration(int year) {
  if (formulas_.curve || formulas_.biomassFlux.value() > 0) return path_.note(PathNote::growsAnyway);
  if (!traitsOf(now_.classKey).closable) return path_.note(PathNote::notOpen);
  const int years = wholeYears(maker_.figure(maker_.change_.closeYears, kUsualYears));
  const Formula gain = maker_.need(maker_.change_.closeRate, "close.rate").scaled(years);
  const TreeCarbon<Formula> parts = splitByRoots(gain, formulas_.rootToShoot);
  add(Place::atmosphere, Place::above, Cause::regeneration, parts.above, year, years);
  add(Place::atmosphere, Place::below, Cause::regeneration, parts.below, year, years);
}

/// Felled wood becomes products, the rest of the tops litter, the roots dead wood.
void PathBuilder::fell(double fraction, double products, int year) {
  const Formula above = path_.standing(Place::above, year - 1).scaled(fraction);
  const Formula below = path_.standing(Place::below, year - 1).scaled(fraction);
  if (!(above.value() > 0)) return path_.note(PathNote::nothingToFell);
  thin(fraction, year);
  const ChangeRecipe& change = maker_.change_;
  const Formula share = products >= 0 ? Formula(products) : maker_.need(change.products, "harvest.products");
  const Formula wood = above * share, slash = above - wood;
  const Formula roots = below * maker_.need(change.rootsToDeadwood, "harvest.roots_to_deadwood");
  const double slashDecay = decayConstant(maker_.need(change.litterHalfLife, "litter.half_life").value());
  const double rootDecay = decayConstant(maker_.need(change.deadwoodHalfLife, "deadwood.half_life").value());
  add(Place::above, Place::products, Cause::felling, wood, year);
  add(Place::above, Place::litter, Cause::felling, slash, year);
  add(Place::litter, Place::atmosphere, Cause::decay, slash, year, 1, slashDecay);
  add(Place::below, Place::deadwood, Cause::felling, roots, year);
  add(Place::deadwood, Place::atmosphere, Cause::decay, roots, year, 1, rootDecay);
  add(Place::below, Place::atmosphere, Cause::felling, below - roots, year);
  if (maker_.accountant_.rules().harvestedWood) {
    const Formula panels = maker_.need(change.panelsShare, "hwp.share.panels"),
                  paper = maker_.need(change.paperShare, "hwp.share.paper");
    const auto decays = [&](const Formula& part, MaybeFactor halfLife, std::string_view key) {
      add(Place::products, Place::atmosphere, Cause::decay, wood * part, year, 1,
          decayConstant(maker_.need(halfLife, key).value()));
    };
    decays(panels, change.panelsHalfLife, "hwp.half_life.panels");
    decays(paper, change.paperHalfLife, "hwp.half_life.paper");
    decays(Formula(1.0) - panels - paper, change.sawnwoodHalfLife, "hwp.half_life.sawnwood");
  } else {
    add(Place::products, Place::atmosphere, Cause::felling, wood, year);
  }
  if (fraction >= 1) regrow(1, above, below, year);
}

/// IPCC 2006 V4 Eq 2.27 for the gases; what is killed and not burnt becomes dead wood; litter burns as the tops do and
/// builds up again.
void PathBuilder::burn(double fraction, int year) {
  const Formula above = path_.standing(Place::above, year - 1).scaled(fraction);
  const Formula below = path_.standing(Place::below, year - 1).scaled(fraction);
  const Formula litter = path_.standing(Place::litter, year - 1).scaled(fraction);
  if (!(above.value() > 0)) return path_.note(PathNote::nothingToFell);
  thin(fraction, year);
  const ChangeRecipe& change = maker_.change_;
  const Formula combustion = maker_.need(change.combustion, "fire.combustion");
  const Formula burnt = above * combustion, burntLitter = litter * combustion, killed = above - burnt + below;
  const double decay = decayConstant(maker_.need(change.deadwoodHalfLife, "deadwood.half_life").value());
  add(Place::above, Place::atmosphere, Cause::fire, burnt, year);
  add(Place::above, Place::deadwood, Cause::fire, above - burnt, year);
  add(Place::below, Place::deadwood, Cause::fire, below, year);
  add(Place::deadwood, Place::atmosphere, Cause::decay, killed, year, 1, decay);
  if (!burntLitter.isZero()) {
    const int years = wholeYears(maker_.figure(change.deadOrganicYears, kUsualYears));
    add(Place::litter, Place::atmosphere, Cause::fire, burntLitter, year);
    add(Place::atmosphere, Place::litter, Cause::deadOrganic, burntLitter, year + 1, years);
  }
  const FactorLibrary& library = maker_.accountant_.library();
  const std::string gwp = "gwp." + maker_.accountant_.rules().gwp;
  const Formula fuel = dryMatter(above + litter, maker_.need(change.fireCarbonFraction, "fire.carbon_fraction"));
  const auto gives = [&](Gas gas, MaybeFactor factor, std::string_view key, const std::string& warming) {
    const Formula kg = fireEmission(fuel, combustion, maker_.need(factor, key));
    path_.emissions.push_back({gas, (kg * maker_.take(library.require(warming))).scaled(-1e-3), year, year, true});
  };
  gives(Gas::ch4, change.fireCh4, "fire.gef.ch4", gwp + ".ch4");
  gives(Gas::n2o, change.fireN2o, "fire.gef.n2o", gwp + ".n2o");
  regrow(fraction, above, below, year);
}

/// What was felled or burnt comes back: trees by their curve from age 0, other vegetation in equal steps.
void PathBuilder::regrow(double fraction, const Formula& above, const Formula& below, int year) {
  const int years = establishYears();
  if (formulas_.curve) {
    path_.growth.push_back({maker_.curveOf(formulas_), 0, year + 1, kForever, fraction});
    return;
  }
  add(Place::atmosphere, Place::above, Cause::establishment, above, year + 1, years);
  add(Place::atmosphere, Place::below, Cause::establishment, below, year + 1, years);
}

void PathBuilder::stop(Place place, int year) {
  for (Transfer& t : path_.transfers)
    if (t.from == place || t.to == place) t.end = std::min(t.end, year - 1);
  if (place != Place::above && place != Place::below) return;
  for (Growth& g : path_.growth) g.end = std::min(g.end, year - 1);
}

void PathBuilder::thin(double fraction, int year) {
  const double left = 1 - fraction;
  for (std::size_t i = 0, n = path_.growth.size(); i < n; ++i) {
    const Growth old = path_.growth[i];
    if (old.end < year) continue;
    path_.growth[i].end = year - 1;
    const int first = std::max(old.first, year);
    if (left > 0) path_.growth.push_back({old.curve, old.age + (first - old.first), first, old.end, old.weight * left});
  }
  for (std::size_t i = 0, n = path_.transfers.size(); i < n; ++i) {
    const Transfer old = path_.transfers[i];
    const bool grows = old.from == Place::atmosphere && (old.to == Place::above || old.to == Place::below);
    if (!grows || old.end < year || old.moved(year - 1) >= 1) continue;
    path_.transfers[i].end = year - 1;
    const int first = std::max(old.first, year);
    if (left <= 0) continue;
    Transfer rest = old;
    rest.amount = old.amount.scaled(left * (1 - old.moved(year - 1)));
    rest.first = first;
    rest.years = old.years - (first - old.first);
    path_.transfers.push_back(std::move(rest));
  }
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
