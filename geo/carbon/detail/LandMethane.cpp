#include "geo/carbon/detail/LandMethane.h"

#include <algorithm>
#include <cmath>

#include "geo/carbon/detail/Tally.h"

namespace tanhui {

namespace {

std::string shown(double value) { return fmt::format("{:.6g}", value); }
std::string shown(const Estimate& value) { return shown(value.value()); }

bool hasPaddies(const FactorLibrary& library) {
  const std::vector<std::string> keys = library.classKeys();
  return std::ranges::any_of(keys, [&](const std::string& key) { return library.classes().traits(key).rice; });
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
  return bySeason(land) || (land.traits.reservoir && reservoir_) || figureOf(land);
}

Message LandMethane::explain(const ClassRecipe& land, const MethaneCase& at, double gwp) const {
  const Tally tally(*library_, nullptr);
  const auto take = [&](FactorIndex index) { return tally.take(index); };
  if (byAge(land, at))
    return say("carbon.step.reservoir", shown(take(surfaceOf(at.age))), shown(at.age),
               shown(takeOr(reservoir_->trophic, 1, tally)), shown(takeOr(reservoir_->downstream, 0, tally)),
               shown(gwp), rules_.gwp);
  if (byFlooding(land, at)) return explainFlooding(*land.drawdown, at.flooding, gwp);
  if (bySeason(land))
    return say("carbon.step.rice", shown(take(rice_->baseline)), shown(take(rice_->water)),
               shown(take(rice_->preseason)), shown(scaling(at, true, tally)), shown(take(rice_->days)), shown(gwp),
               rules_.gwp);
  const std::string kg = shown(take(*figureOf(land)));
  if (!land.traits.rice) return say("carbon.step.methane", kg, shown(gwp), rules_.gwp);
  if (!at.added.empty())
    return say("carbon.step.rice_scaled", kg, shown(scaling(at, false, tally)), shown(gwp), rules_.gwp);
  return say(provincial_ ? "carbon.step.rice_provincial" : "carbon.step.methane", kg, shown(gwp), rules_.gwp);
}

Message LandMethane::explainFlooding(const DrawdownRecipe& recipe, const Flooding& flooding, double gwp) const {
  const Tally tally(*library_, nullptr);
  const std::string days = shown(flooding.days), kg = shown(drawdown(recipe, flooding, tally));
  if (flooding.methane == FloodMethane::given)
    return say("carbon.step.drawdown_given", days, kg, shown(gwp), rules_.gwp);
  if (flooding.methane == FloodMethane::byDays)
    return say("carbon.step.drawdown_days", days, kg, shown(gwp), rules_.gwp);
  return say("carbon.step.drawdown_state", days, shown(tally.take(recipe.wet)), shown(tally.take(recipe.dry)), kg,
             shown(gwp), rules_.gwp);
}

bool LandMethane::byAge(const ClassRecipe& land, const MethaneCase& at) const {
  return land.traits.reservoir && reservoir_ && !std::isnan(at.age);
}

bool LandMethane::bySeason(const ClassRecipe& land) const { return land.traits.rice && rice_; }

MaybeFactor LandMethane::figureOf(const ClassRecipe& land) const {
  return land.traits.rice && provincial_ ? provincial_ : land.ch4;
}

FactorIndex LandMethane::surfaceOf(double age) const {
  return age <= (*library_)[reservoir_->youngYears].value ? reservoir_->young : reservoir_->old;
}

}  // namespace tanhui
