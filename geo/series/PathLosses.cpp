#include <limits>

#include "geo/carbon/Decay.h"
#include "geo/carbon/Fire.h"
#include "geo/carbon/HarvestedWood.h"
#include "geo/series/detail/PathBuilder.h"

// What is felled or burnt, and how it comes back. One rule holds for every share of the stand that is lost, so that
// losing nearly all of it leads to what losing all of it does:
//   - trees of known age go on from the age at which their curve holds the share that is left;
//   - of trees of unknown age the lost share begins anew at age 0, the rest goes on at the rate of its class;
//   - what grows under trees comes back as it does under planted ones;
//   - other vegetation comes back in equal steps, in the years that its class takes.

namespace tanhui {

void PathBuilder::fell(double fraction, double products, int year) {
  const Formula above = path_.standing(Place::above, year - 1).scaled(fraction);
  const Formula below = path_.standing(Place::below, year - 1).scaled(fraction);
  if (!(above.value() > 0)) return path_.note(PathNote::nothingToFell);
  removeWood(above, below, products, year);
  setBack(fraction, above, below, year);
}

/// Felled wood becomes products, the rest of the tops litter, the roots dead wood.
void PathBuilder::removeWood(const Formula& above, const Formula& below, double products, int year) {
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
  if (!maker_.accountant_.rules().harvestedWood)
    return add(Place::products, Place::atmosphere, Cause::felling, wood, year);
  const Formula panels = maker_.need(change.panelsShare, "hwp.share.panels"),
                paper = maker_.need(change.paperShare, "hwp.share.paper");
  const auto decays = [&](const Formula& part, MaybeFactor halfLife, std::string_view key) {
    add(Place::products, Place::atmosphere, Cause::decay, wood * part, year, 1,
        decayConstant(maker_.need(halfLife, key).value()));
  };
  decays(panels, change.panelsHalfLife, "hwp.half_life.panels");
  decays(paper, change.paperHalfLife, "hwp.half_life.paper");
  decays(Formula(1.0) - panels - paper, change.sawnwoodHalfLife, "hwp.half_life.sawnwood");
}

/// IPCC 2006 V4 Eq 2.27 for the gases; what is killed and not burnt becomes dead wood; litter burns as the tops do.
void PathBuilder::burn(double fraction, int year) {
  const Formula above = path_.standing(Place::above, year - 1).scaled(fraction);
  const Formula below = path_.standing(Place::below, year - 1).scaled(fraction);
  if (!(above.value() > 0)) return path_.note(PathNote::nothingToFell);
  const ChangeRecipe& change = maker_.change_;
  const Formula combustion = maker_.need(change.combustion, "fire.combustion");
  const Formula burnt = above * combustion, killed = above - burnt + below;
  const double decay = decayConstant(maker_.need(change.deadwoodHalfLife, "deadwood.half_life").value());
  add(Place::above, Place::atmosphere, Cause::fire, burnt, year);
  add(Place::above, Place::deadwood, Cause::fire, above - burnt, year);
  add(Place::below, Place::deadwood, Cause::fire, below, year);
  add(Place::deadwood, Place::atmosphere, Cause::decay, killed, year, 1, decay);
  const Formula litter = path_.standing(Place::litter, year - 1).scaled(fraction);
  burnLitter(combustion.scaled(fraction), year);
  const FactorLibrary& library = maker_.accountant_.library();
  const std::string gwp = "gwp." + maker_.accountant_.rules().gwp;
  const Formula fuel = dryMatter(above + litter, maker_.need(change.fireCarbonFraction, "fire.carbon_fraction"));
  const auto gives = [&](Gas gas, MaybeFactor factor, std::string_view key, const std::string& warming) {
    const Formula kg = fireEmission(fuel, combustion, maker_.need(factor, key));
    path_.emissions.push_back(
        {gas, (kg * maker_.take(library.require(warming))).scaled(-1e-3), year, year, EmissionSource::fire});
  };
  gives(Gas::ch4, change.fireCh4, "fire.gef.ch4", gwp + ".ch4");
  gives(Gas::n2o, change.fireN2o, "fire.gef.n2o", gwp + ".n2o");
  setBack(fraction, above, below, year);
}

/// A share of the litter burns. What is left of slash goes on decaying; what the type of stand has builds up again.
void PathBuilder::burnLitter(const Formula& share, int year) {
  const Formula standing = path_.standing(Place::litter, year - 1);
  Formula slash;
  for (std::size_t i = 0, n = path_.transfers.size(); i < n; ++i) {
    const Transfer old = path_.transfers[i];
    if (old.from != Place::litter || old.cause != Cause::decay || old.end < year) continue;
    const Formula left = old.amount.scaled(1 - old.moved(year - 1)), unburnt = left - left * share;
    path_.transfers[i].end = year - 1;
    slash += left;
    // A pulse that lost a year's decay at once is as one that came in the year: see Transfer::moved.
    const Formula pulse = unburnt.scaled(std::exp(-old.decay) / productsLeft(old.decay, 1));
    add(Place::litter, Place::atmosphere, Cause::decay, unburnt - pulse, year);
    add(Place::litter, Place::atmosphere, Cause::decay, pulse, year, 1, old.decay);
  }
  if (standing.isZero()) return;
  const int years = wholeYears(maker_.figure(maker_.change_.deadOrganicYears, kUsualYears));
  add(Place::litter, Place::atmosphere, Cause::fire, standing * share, year);
  add(Place::atmosphere, Place::litter, Cause::deadOrganic, (standing - slash) * share, year + 1, years);
}

/// `above`, `below`: what was lost, a fraction of what stood.
void PathBuilder::setBack(double fraction, const Formula& above, const Formula& below, int year) {
  Stratum young = now_;
  young.vegetation = {};
  young.age = 0, young.ageGroup = 0;
  young.volume = std::numeric_limits<double>::quiet_NaN();
  const StratumFormulas anew = maker_.accountant_.formulasOf(young, maker_.tape_);
  if (!anew.curve) {
    add(Place::atmosphere, Place::above, Cause::recovery, above, year + 1, recoverYears());
    add(Place::atmosphere, Place::below, Cause::recovery, below, year + 1, recoverYears());
    return;
  }
  setBackStands(fraction, year);
  if (ageless_ > 0) {
    path_.growth.push_back({maker_.curveOf(anew), 0, year + 1, kForever, ageless_ * fraction});
    slowRates(1 - fraction, year);
    ageless_ *= 1 - fraction;
  }
  const Formula lost = understoreyAt(year - 1).scaled(fraction);
  understorey_.push_back({Place::above, Place::atmosphere, Cause::felling, -lost, year});
  growUnderstorey(lost, Cause::recovery, year + 1);
}

/// What is left grows through the year; at its end the stand stands where its curve holds so much. A stand whose volume
/// put it beside its curve keeps that distance in proportion.
void PathBuilder::setBackStands(double fraction, int year) {
  const double left = 1 - fraction;
  for (std::size_t i = 0, n = path_.growth.size(); i < n; ++i) {
    const Growth old = path_.growth[i];
    if (old.end < year) continue;
    path_.growth[i].end = year - 1;
    Growth after{old.curve, 0, year + 1, kForever, old.weight};
    if (left > 0) {
      const Formula age = old.writtenAge.isZero() ? Formula() : old.writtenAgeAt(year - 1);
      path_.growth.push_back({old.curve, old.ageAt(year - 1), year, year, old.weight * left, age});
      const GrowthCurve<Formula>& curve = old.curve->written;
      after.writtenAge = curve.ageOf(curve.stock(old.writtenAgeAt(year)).scaled(left));
      after.age = after.writtenAge.value();
    }
    path_.growth.push_back(std::move(after));
  }
}

/// What grows by the year, and not by the age of a stand, goes on with a share of itself.
void PathBuilder::slowRates(double left, int year) {
  for (std::size_t i = 0, n = path_.transfers.size(); i < n; ++i) {
    const Transfer old = path_.transfers[i];
    const bool grows = old.cause == Cause::rate || old.cause == Cause::regeneration;
    const bool living = old.to == Place::above || old.to == Place::below;
    if (!grows || !living || old.end < year || old.moved(year - 1) >= 1) continue;
    path_.transfers[i].end = year - 1;
    if (left <= 0) continue;
    Transfer rest = old;
    rest.amount = old.amount.scaled(left * (1 - old.moved(year - 1)));
    rest.first = year;
    rest.years = old.years - (year - old.first);
    path_.transfers.push_back(std::move(rest));
  }
}

/// tC/ha above and below ground that its type of forest has under the trees.
Formula PathBuilder::fullUnderstorey() const {
  const ClassRecipe* land = maker_.accountant_.landRecipe(now_.classKey);
  return land == nullptr || !land->understorey ? Formula() : maker_.take(*land->understorey);
}

Formula PathBuilder::understoreyAt(int year) const {
  Formula sum;
  for (const Transfer& part : understorey_) sum += part.amount.scaled(part.moved(year));
  return sum;
}

void PathBuilder::growUnderstorey(const Formula& amount, Cause cause, int first) {
  if (amount.isZero()) return;
  const ClassRecipe* land = maker_.accountant_.landRecipe(now_.classKey);
  const Formula roots = land->rootToShoot ? maker_.take(*land->rootToShoot) : Formula();
  const TreeCarbon<Formula> parts = splitByRoots(amount, roots);
  const int years = wholeYears(maker_.figure(land->youngUnderstoreyYears, kUsualYears));
  add(Place::atmosphere, Place::above, cause, parts.above, first, years);
  add(Place::atmosphere, Place::below, cause, parts.below, first, years);
  understorey_.push_back({Place::atmosphere, Place::above, cause, amount, first, years});
}

int PathBuilder::recoverYears() const {
  const ClassRecipe* land = maker_.accountant_.landRecipe(now_.classKey);
  return land != nullptr && land->recoverYears ? wholeYears(maker_.figure(land->recoverYears, kUsualYears))
                                               : establishYears();
}

}  // namespace tanhui
