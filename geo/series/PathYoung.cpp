#include <cmath>

#include "geo/carbon/YoungStand.h"
#include "geo/series/detail/PathBuilder.h"

// Dead wood, litter and understorey of a stand of known age fill up with its age, as those of a plantation do.

namespace tanhui {

namespace {

/// What comes to a place from the base year on, until it is full: even steps, but for a broken one at either end where
/// the age is no whole number.
template <class Add>
void fill(const StratumFormulas::Filling& part, double age, Add&& add) {
  constexpr double kNothing = 1e-9;
  const double held = youngShare(age, part.years);
  const int whole = static_cast<int>(std::floor((1 - held) * part.years + kNothing));
  const double even = whole / part.years;
  const auto step = [&](double share, int first, int years) {
    if (share > kNothing) add(part.full.scaled(share), first, years);
  };
  step(held - youngShare(age - 1, part.years), 0, 1);
  step(even, 1, whole);
  step(1 - held - even, 1 + whole, 1);
}

}  // namespace

void PathBuilder::fillUp() {
  const double age = formulas_.age;
  const auto litter = [&](Place place, const std::optional<StratumFormulas::Filling>& part) {
    if (!part) return;
    fill(*part, age, [&](const Formula& amount, int first, int years) {
      add(Place::atmosphere, place, Cause::deadOrganic, amount, first, years);
    });
  };
  litter(Place::deadwood, formulas_.deadwood);
  litter(Place::litter, formulas_.litter);
  if (!formulas_.understorey) return;
  const StratumFormulas::Filling& shrubs = *formulas_.understorey;
  understorey_ = {{Place::atmosphere, Place::above, Cause::establishment,
                   shrubs.full.scaled(youngShare(age - 1, shrubs.years)), -1}};
  fill(shrubs, age, [&](const Formula& amount, int first, int years) {
    const TreeCarbon<Formula> parts = splitByRoots(amount, rootsOfUnderstorey());
    add(Place::atmosphere, Place::above, Cause::establishment, parts.above, first, years);
    add(Place::atmosphere, Place::below, Cause::establishment, parts.below, first, years);
    understorey_.push_back({Place::atmosphere, Place::above, Cause::establishment, amount, first, years});
  });
}

Formula PathBuilder::rootsOfUnderstorey() const {
  const ClassRecipe* land = maker_.accountant_.landRecipe(now_.classKey);
  return land != nullptr && land->rootToShoot ? maker_.take(*land->rootToShoot) : Formula();
}

/// The formulas hold the stocks of the base year's end; what moves in that year has come on top of its start.
void PathBuilder::startBeforeBaseYear() {
  path_.initial = formulas_.stock;
  const auto less = [this](Place place, const Formula& flux) {
    if (!flux.isZero())
      path_.initial[static_cast<std::size_t>(place)] = path_.initial[static_cast<std::size_t>(place)] - flux;
  };
  const Formula deadwood = formulas_.youngGrowth(formulas_.deadwood),
                shrubs = formulas_.youngGrowth(formulas_.understorey);
  const TreeCarbon<Formula> trees = splitByRoots(formulas_.biomassFlux - shrubs, formulas_.rootToShoot),
                            under = splitByRoots(shrubs, rootsOfUnderstorey());
  less(Place::above, trees.above + under.above);
  less(Place::below, trees.below + under.below);
  less(Place::deadwood, deadwood);
  less(Place::litter, formulas_.deadOrganicFlux - deadwood);
  less(Place::soil, formulas_.soilFlux);
}

}  // namespace tanhui
