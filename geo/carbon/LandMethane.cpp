#include "geo/carbon/LandMethane.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tanhui {

namespace {

std::string shown(double value) { return fmt::format("{:.6g}", value); }
std::string shown(const Estimate& value) { return shown(value.value()); }

bool hasPaddies(const FactorLibrary& library) {
  const std::vector<std::string> keys = library.classKeys();
  return std::find(keys.begin(), keys.end(), kPaddyClass) != keys.end();
}

void checkStraw(double rate) {
  if (!(rate >= 0 && std::isfinite(rate)))
    throw Error("rice", say("carbon.bad_straw", rate), say("carbon.bad_straw.remedy"));
}

}  // namespace

LandMethane::LandMethane(const FactorLibrary& library, const AccountingRules& rules)
    : library_(&library), rules_(rules), reservoir_(reservoirRecipe(library)) {
  checkStraw(rules.rice.strawShort);
  checkStraw(rules.rice.strawLong);
  exponent_ = library.find("rice.exponent");
  if (!hasPaddies(library)) return;
  if (rules.riceMethod == RiceMethod::ipcc2019) rice_ = riceRecipe(library, rules.rice);
  if (rules.riceMethod == RiceMethod::provincial) provincial_ = library.require("rice.provincial.single");
}

bool LandMethane::emits(const ClassRecipe& land) const {
  return bySeason(land) || (land.water == WaterClass::reservoir && reservoir_) || figureOf(land);
}

std::optional<Estimate> LandMethane::emission(const ClassRecipe& land, const MethaneCase& at) const {
  if (byAge(land, at)) return reservoir(at.age);
  if (bySeason(land)) return season(at);
  const MaybeFactor figure = figureOf(land);
  if (!figure) return std::nullopt;
  // The figure holds the practice of its region: only what is brought in beside that scales it.
  return land.water == WaterClass::paddy ? take(*figure) * scaling({}, at) : take(*figure);
}

Message LandMethane::explain(const ClassRecipe& land, const MethaneCase& at, double gwp) const {
  if (byAge(land, at))
    return say("carbon.step.reservoir", shown(take(surfaceOf(at.age))), shown(at.age),
               shown(takeOr(reservoir_->trophic, 1)), shown(takeOr(reservoir_->downstream, 0)), shown(gwp), rules_.gwp);
  if (bySeason(land))
    return say("carbon.step.rice", shown(take(rice_->baseline)), shown(take(rice_->water)),
               shown(take(rice_->preseason)), shown(strawAnd(at)), shown(take(rice_->days)), shown(gwp), rules_.gwp);
  const std::string kg = shown(take(*figureOf(land)));
  if (land.water != WaterClass::paddy) return say("carbon.step.methane", kg, shown(gwp), rules_.gwp);
  if (!at.added.empty()) return say("carbon.step.rice_scaled", kg, shown(scaling({}, at)), shown(gwp), rules_.gwp);
  return say(provincial_ ? "carbon.step.rice_provincial" : "carbon.step.methane", kg, shown(gwp), rules_.gwp);
}

bool LandMethane::byAge(const ClassRecipe& land, const MethaneCase& at) const {
  return land.water == WaterClass::reservoir && reservoir_ && !std::isnan(at.age);
}

bool LandMethane::bySeason(const ClassRecipe& land) const { return land.water == WaterClass::paddy && rice_; }

MaybeFactor LandMethane::figureOf(const ClassRecipe& land) const {
  return land.water == WaterClass::paddy && provincial_ ? provincial_ : land.ch4;
}

FactorIndex LandMethane::surfaceOf(double age) const {
  return age <= (*library_)[reservoir_->youngYears].value ? reservoir_->young : reservoir_->old;
}

Estimate LandMethane::reservoir(double age) const {
  // The years that count as young choose the factor without a slope of their own.
  const Estimate chosenBy = take(reservoir_->youngYears).map(0, 0);
  return chosenBy +
         reservoirMethane(take(surfaceOf(age)), takeOr(reservoir_->downstream, 0), takeOr(reservoir_->trophic, 1));
}

Estimate LandMethane::season(const MethaneCase& at) const {
  return riceMethane(RiceSeason<Estimate>{take(rice_->baseline), take(rice_->water), take(rice_->preseason),
                                          strawAnd(at), take(rice_->days)});
}

/// SF_o of the practice's own straw and of what is added.
Estimate LandMethane::strawAnd(const MethaneCase& at) const {
  Amendments straw;
  if (rules_.rice.strawShort > 0) straw.push_back({Estimate(rules_.rice.strawShort), take(rice_->strawShort)});
  if (rules_.rice.strawLong > 0) straw.push_back({Estimate(rules_.rice.strawLong), take(rice_->strawLong)});
  return scaling(std::move(straw), at);
}

/// SF_o of these amendments and of what is added; one without any, or in a library without the exponent.
Estimate LandMethane::scaling(Amendments organic, const MethaneCase& at) const {
  for (const ChangeRecipe::PaddyInput& input : at.added) organic.push_back({take(input.rate), take(input.conversion)});
  if (organic.empty() || !exponent_) return Estimate(1.0);
  return organicScaling(std::span<const OrganicAmendment<Estimate>>(organic), take(*exponent_));
}

}  // namespace tanhui
