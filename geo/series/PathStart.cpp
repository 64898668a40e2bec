#include "geo/carbon/Species.h"
#include "geo/series/detail/PathBuilder.h"

// How a path begins: as the land is mapped or, where it was of another use at t1, from that use on.

namespace tanhui {

namespace {

constexpr int kLong = 1000;                             // years, as long as any rate is followed
constexpr int kEver = std::numeric_limits<int>::min();  // the year before all
constexpr std::string_view kNoLand = "unmapped";

}  // namespace

bool hasChanged(const LandClasses& classes, const Stratum& now, const Stratum& before) {
  return now.classKey != kNoLand && before.classKey != kNoLand &&
         refineClass(classes, now.classKey, now.species) != refineClass(classes, before.classKey, before.species);
}

void PathBuilder::begin(std::span<const LandBefore> before) {
  // A table of InVEST is taken as it is: it knows densities, and no way from one to another.
  if (before.empty() || !hasChanged(maker_.classes(), now_, *before.back().stratum) ||
      maker_.accountant_.library().invest())
    return beginAsMapped();
  const auto isForest = [this](const Stratum& s) { return maker_.landOf(s.classKey).category == LandCategory::forest; };
  const bool told = formulas_.trees || (maker_.landOf(now_.classKey).reservoir && now_.hasAge());
  const bool woody = isForest(now_) && isForest(*before.back().stratum);
  if (told || woody) return beginOnSoilOf(before);
  const Stratum young = youngOn(now_);
  beginAs(*before.front().stratum);
  LandEvent change;
  change.action = LandAction::build;  // what stood there is gone: nobody tells of its wood
  for (std::size_t i = 0; i < before.size(); ++i) {
    const bool last = i + 1 == before.size();
    convert(last ? young : youngOn(*before[i + 1].stratum), change, -before[i].years);
  }
}

/// Forests and reservoirs begin with the change. What is measured today was not there then.
Stratum PathBuilder::youngOn(Stratum land) const {
  land.vegetation = land.soil30 = {};
  const LandTraits& traits = maker_.landOf(land.classKey);
  if (traits.category == LandCategory::forest || traits.reservoir) {
    land.age = 0;
    land.ageGroup = 0;
  }
  return land;
}

/// Of land with a past: at the end of the base year there is what was measured; what moves, moves as it did.
void PathBuilder::levelAsMeasured(const Stratum& stratum) {
  const StratumFormulas measured = maker_.accountant_.formulasOf(stratum, maker_.tape_);
  const auto level = [&](Place place) {
    const auto pool = static_cast<std::size_t>(place);
    path_.initial[pool] = path_.initial[pool] + (measured.stock[pool] - path_.standing(place, 0));
  };
  if (stratum.vegetation.given()) level(Place::above), level(Place::below);
  if (!stratum.soil30.given()) return;
  soilTarget_ += measured.soil30 - soil30At(0);
  level(Place::soil);
  soilBefore_ = measured.stock[static_cast<std::size_t>(Place::soil)] - measured.soil30;
}

void PathBuilder::beginAsMapped() {
  path_.uses.push_back(useOf(now_.classKey, kEver));
  holdSoilOf(formulas_);
  if (now_.classKey == kNoLand) return;
  understorey_ = {{Place::atmosphere, Place::above, Cause::establishment, fullUnderstorey(), -1}};
  if (formulas_.curve)
    addGrowth();
  else
    addRates();
  fillUp();
  if (const Formula rate = formulas_.deadOrganicRate(); !rate.isZero())
    add(Place::atmosphere, Place::litter, Cause::rate, rate.scaled(kLong), 0, kLong);
  if (!formulas_.soilFlux.isZero()) {
    const int years = soilYears();
    add(Place::atmosphere, Place::soil, Cause::rate, formulas_.soilFlux.scaled(years), 0, years);
  }
  addGases(now_, formulas_, 0);
  startBeforeBaseYear();
}

void PathBuilder::addGrowth() {
  Growth stand{maker_.curveOf(formulas_), formulas_.age - 1, 0};
  if (!formulas_.writtenAge.isZero()) stand.writtenAge = formulas_.writtenAge - Formula(1.0);
  path_.growth.push_back(std::move(stand));
  ageless_ = 0;
}

void PathBuilder::addRates() {
  // A rate of 0 that has a range moves nothing, but has an error.
  const ClassRecipe* land = maker_.accountant_.landRecipe(now_.classKey);
  const bool varies = land != nullptr && land->biomassRate && maker_.accountant_.library()[*land->biomassRate].se > 0;
  if (formulas_.biomassFlux.isZero() || (formulas_.biomassFlux.value() == 0 && !varies)) return;
  const TreeCarbon<Formula> parts = splitByRoots(formulas_.biomassFlux.scaled(kLong), formulas_.rootToShoot);
  add(Place::atmosphere, Place::above, Cause::rate, parts.above, 0, kLong);
  add(Place::atmosphere, Place::below, Cause::rate, parts.below, 0, kLong);
  if (formulas_.biomassFlux.value() != 0) path_.note(PathNote::ratesHeld);
}

/// The land as it was at t1, standing still until it changes.
void PathBuilder::beginAs(const Stratum& earlier) {
  now_ = earlier;
  now_.classKey = refineClass(maker_.classes(), earlier.classKey, earlier.species);
  formulas_ = maker_.accountant_.formulasOf(earlier, maker_.tape_);
  path_.uses.push_back(useOf(now_.classKey, kEver));
  path_.initial = formulas_.stock;
  holdSoilOf(formulas_);
}

/// A stand that the data tell of is as they say; its soil is that of the earlier land, on its way since each change.
void PathBuilder::beginOnSoilOf(std::span<const LandBefore> before) {
  beginAsMapped();
  const auto classOf = [this](const Stratum& land) {
    return refineClass(maker_.classes(), land.classKey, land.species);
  };
  const Stratum& first = *before.front().stratum;
  const StratumFormulas was = maker_.accountant_.formulasOf(first, maker_.tape_);
  path_.uses = {useOf(classOf(first), kEver)};
  for (std::size_t i = 0; i < before.size(); ++i)
    path_.uses.push_back(
        useOf(i + 1 == before.size() ? now_.classKey : classOf(*before[i + 1].stratum), -before[i].years));
  path_.initial[static_cast<std::size_t>(Place::soil)] = was.stock[static_cast<std::size_t>(Place::soil)];
  holdSoilOf(was);
  stop(Place::soil, -before.front().years);  // a rate of the class
  for (std::size_t i = 0; i < before.size(); ++i)
    moveSoilToUse(path_.uses[i].classKey, path_.uses[i + 1].classKey, -before[i].years);
}

void PathBuilder::holdSoilOf(const StratumFormulas& formulas) {
  soilBefore_ = formulas.stock[static_cast<std::size_t>(Place::soil)] - formulas.soil30;
  soilTarget_ = formulas.soil30;
}

}  // namespace tanhui
