#include "geo/carbon/Soil.h"
#include "geo/series/detail/PathBuilder.h"

// Where a change of use leads the soil of 0-30 cm, and how it gets there: IPCC 2006 V4 Eq 2.25.

namespace tanhui {

namespace {

bool isCropland(const LandTraits& land) { return land.category == LandCategory::cropland; }

}  // namespace

void PathBuilder::moveSoilToUse(const std::string& oldClass, const std::string& newClass, int year) {
  const ClassRecipe* from = maker_.accountant_.landRecipe(oldClass);
  const ClassRecipe* to = maker_.accountant_.landRecipe(newClass);
  const bool sealed = from != nullptr && to != nullptr && from->soilOfBefore && to->soilOfBefore;
  if (oldClass == newClass || sealed) return;  // a transition under way goes on
  const int years = soilYears();
  if (maker_.landOf(newClass).reservoir && maker_.change_.floodedCarbonLoss) {
    const int young = wholeYears(maker_.figure(maker_.change_.youngReservoirYears, kUsualYears));
    const Formula loss = maker_.take(*maker_.change_.floodedCarbonLoss).scaled(young);
    return moveSoil(greatest(soil30At(year - 1) - loss, Formula(0.0)), Cause::flooding, year, young);
  }
  std::optional<SoilWay> way = soilWay(oldClass, newClass, year);
  if (!way) return keepSoil(year);
  // Land that becomes again what it was goes back to where that use had led.
  const auto left = soilLeft_.find(newClass);
  if (left != soilLeft_.end() && !to->soilOfBefore) way = SoilWay{left->second, {}};
  soilLeft_.insert_or_assign(oldClass, soilTarget_);
  soilOnCropland_ = isCropland(maker_.landOf(oldClass)) && isCropland(maker_.landOf(newClass));
  moveSoil(way->first, Cause::soil, year, years);
  if (!way->later) return;
  const Formula change = *way->later - way->first;
  add(Place::atmosphere, Place::soil, Cause::soil, change, year + years, years);
  freeNitrogen(change, year + years, years);
  soilTarget_ = *way->later;
}

/// Nothing where the library has no factor for one of the uses: the soil stays as it was.
std::optional<PathBuilder::SoilWay> PathBuilder::soilWay(const std::string& oldClass, const std::string& newClass,
                                                         int year) {
  const ClassRecipe* to = maker_.accountant_.landRecipe(newClass);
  if (to == nullptr) return std::nullopt;
  // A share of what is there, not of what a transition under way would have led to.
  if (to->soilOfBefore) return SoilWay{soil30At(year - 1) * maker_.take(*to->soilOfBefore), {}};
  const bool byRatio = maker_.accountant_.rules().soilMethod == SoilMethod::ratio;
  const auto pair = byRatio ? soilRatio(maker_.accountant_.library(), oldClass, newClass) : std::nullopt;
  if (!pair) return soilWayByFactors(oldClass, newClass);
  // What was measured between two uses elsewhere makes no soil richer than those of the new use here, unless the soil
  // is so already.
  const auto leadsTo = [&](FactorIndex ratio) {
    const Formula after = soilTarget_ * maker_.take(ratio);
    return to->soil30 ? least(after, greatest(maker_.take(*to->soil30), soil30At(year - 1))) : after;
  };
  SoilWay way{leadsTo(pair->first), {}};
  if (pair->later) way.later = leadsTo(*pair->later);
  return way;
}

std::optional<PathBuilder::SoilWay> PathBuilder::soilWayByFactors(const std::string& oldClass,
                                                                  const std::string& newClass) {
  const ClassRecipe* from = maker_.accountant_.landRecipe(oldClass);
  const ClassRecipe* to = maker_.accountant_.landRecipe(newClass);
  if (from == nullptr || to == nullptr || !from->soilFlu || !to->soilFlu) return std::nullopt;
  const Formula before = maker_.take(*from->soilFlu);
  const bool tier1 = maker_.accountant_.rules().soilMethod == SoilMethod::tier1;
  const auto leadsTo = [&](FactorIndex factor) {
    const SoilFactors<Formula> was{before, 1.0, 1.0}, will{maker_.take(factor), 1.0, 1.0};
    if (!tier1) return soilAfter(soilTarget_, was, will);
    const Formula reference = maker_.need(maker_.change_.soilReference, "soc.reference");
    return notBelowZero(soilTarget_ + soilTier1(reference, will) - soilTier1(reference, was));
  };
  if (!to->soilFluNew || maker_.landOf(oldClass).wet) return SoilWay{leadsTo(*to->soilFlu), {}};
  return SoilWay{leadsTo(*to->soilFluNew), leadsTo(*to->soilFlu)};
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
  if (change.isZero()) return;
  add(Place::atmosphere, Place::soil, cause, change, year, years);
  if (cause == Cause::soil) freeNitrogen(change, year, years);
}

/// N2O of the nitrogen that lost soil carbon sets free: IPCC 2006 V4 Eq 11.8 and 11.1.
void PathBuilder::freeNitrogen(const Formula& change, int year, int years) {
  const ChangeRecipe& recipe = maker_.change_;
  const MaybeFactor cn = soilOnCropland_ ? recipe.croplandCn : recipe.soilCn;
  if (!(change.value() < 0) || !cn || !recipe.mineralisedEf) return;
  const StratumAccountant& accountant = maker_.accountant_;
  const Formula gwp = maker_.take(accountant.library().require("gwp." + accountant.rules().gwp + ".n2o"));
  const Formula nitrogen = change / maker_.take(*cn);  // t N/ha, < 0: set free
  const Formula n2o = (nitrogen * maker_.take(*recipe.mineralisedEf)).scaled(kN2oPerN);
  path_.emissions.push_back({Gas::n2o, (n2o * gwp).scaled(1.0 / years), year, year + years - 1, EmissionSource::soil});
}

Formula PathBuilder::notBelowZero(const Formula& soil) {
  if (soil.value() < 0) path_.note(PathNote::soilMisfit);
  return greatest(soil, Formula(0.0));
}

Formula PathBuilder::soil30At(int year) const { return path_.standing(Place::soil, year) - soilBefore_; }

int PathBuilder::soilYears() const { return wholeYears(maker_.figure(maker_.change_.soilYears, kSoilTransitionYears)); }

}  // namespace tanhui
