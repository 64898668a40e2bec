#pragma once

#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "geo/base/Message.h"
#include "geo/carbon/Recipe.h"
#include "geo/carbon/detail/Methane.h"

namespace tanhui {

/// What the methane of a hectare hangs on beside its class.
struct MethaneCase {
  double age = std::numeric_limits<double>::quiet_NaN();  ///< of a reservoir, years; NaN: not known
  /// What measures bring into a paddy beside the straw of the rules' practice.
  std::span<const PaddyInput> added;
  Flooding flooding = {};  ///< of a drawdown belt
};

/// The methane of land by library and rules: of paddies as RiceMethod says; of reservoirs by age where it is known
/// (IPCC 2019 Refinement V4 Ch 7); of the rest by the factor of the class. Safe to share between threads; the library
/// must outlive it.
class LandMethane {
 public:
  /// Throws Error naming the first key that the rice method lacks in a library with paddies, and for a straw rate that
  /// is negative or not finite.
  LandMethane(const FactorLibrary& library, const AccountingRules& rules);

  /// True when land of this class may emit.
  bool emits(const ClassRecipe& land) const;

  /// kg CH4/ha/yr with every factor that entered; nullopt: none is counted. What is added to a paddy enters SF_o (IPCC
  /// 2019 Refinement V4 Eq 5.3); a figure that stands for a whole region is multiplied by the SF_o of what is added.
  /// `tally` says in which numbers (see StratumSum).
  template <class Tally>
  std::optional<typename Tally::Number> emission(const ClassRecipe& land, const MethaneCase& at,
                                                 const Tally& tally) const {
    if (byAge(land, at)) return reservoir(at.age, tally);
    if (bySeason(land)) return season(at, tally);
    if (byFlooding(land, at)) return drawdown(*land.drawdown, at.flooding, tally);
    const MaybeFactor figure = figureOf(land);
    if (!figure) return std::nullopt;
    // The figure holds the practice of its region: only what is brought in beside that scales it.
    return land.traits.rice ? tally.take(*figure) * scaling(at, false, tally) : tally.take(*figure);
  }

  /// The arithmetic of emission() x GWP in words; only where emission() has a value.
  Message explain(const ClassRecipe& land, const MethaneCase& at, double gwp) const;

 private:
  static bool byFlooding(const ClassRecipe& land, const MethaneCase& at) {
    return land.drawdown && at.flooding.given() && at.flooding.methane != FloodMethane::ofClass;
  }
  Message explainFlooding(const DrawdownRecipe& recipe, const Flooding& flooding, double gwp) const;
  bool byAge(const ClassRecipe& land, const MethaneCase& at) const;
  bool bySeason(const ClassRecipe& land) const;
  MaybeFactor figureOf(const ClassRecipe& land) const;
  FactorIndex surfaceOf(double age) const;

  template <class Tally>
  static typename Tally::Number takeOr(MaybeFactor index, double otherwise, const Tally& tally) {
    return index ? tally.take(*index) : typename Tally::Number(otherwise);
  }

  template <class Tally>
  typename Tally::Number reservoir(double age, const Tally& tally) const {
    // The years that count as young choose the factor without a slope of their own.
    return tally.mention(reservoir_->youngYears) + reservoirMethane(tally.take(surfaceOf(age)),
                                                                    takeOr(reservoir_->downstream, 0, tally),
                                                                    takeOr(reservoir_->trophic, 1, tally));
  }

  template <class Tally>
  static typename Tally::Number drawdown(const DrawdownRecipe& recipe, const Flooding& flooding, const Tally& tally) {
    using Number = typename Tally::Number;
    if (flooding.methane == FloodMethane::given) return Number(flooding.ch4KgPerHa);
    if (flooding.methane == FloodMethane::byState)
      return methaneByState(flooding.days, tally.take(recipe.wet), tally.take(recipe.dry));
    const FloodedSpan span = floodedSpan(flooding.days);
    return between(span.share, tally.take(recipe.byDays[span.from]), tally.take(recipe.byDays[span.from + 1]));
  }

  template <class Tally>
  typename Tally::Number season(const MethaneCase& at, const Tally& tally) const {
    return riceMethane(RiceSeason<typename Tally::Number>{tally.take(rice_->baseline), tally.take(rice_->water),
                                                          tally.take(rice_->preseason), scaling(at, true, tally),
                                                          tally.take(rice_->days)});
  }

  /// SF_o of what is added, and of the practice's own straw; one without any, or in a library without the exponent.
  template <class Tally>
  typename Tally::Number scaling(const MethaneCase& at, bool ownStraw, const Tally& tally) const {
    using Number = typename Tally::Number;
    std::vector<OrganicAmendment<Number>> organic;
    if (ownStraw && rules_.rice.strawShort > 0)
      organic.push_back({Number(rules_.rice.strawShort), tally.take(rice_->strawShort)});
    if (ownStraw && rules_.rice.strawLong > 0)
      organic.push_back({Number(rules_.rice.strawLong), tally.take(rice_->strawLong)});
    for (const PaddyInput& input : at.added) organic.push_back({tally.take(input.rate), tally.take(input.conversion)});
    if (organic.empty() || !exponent_) return Number(1.0);
    return organicScaling(std::span<const OrganicAmendment<Number>>(organic), tally.take(*exponent_));
  }

  const FactorLibrary* library_;
  AccountingRules rules_;
  std::optional<RiceRecipe> rice_;            ///< RiceMethod::ipcc2019
  MaybeFactor provincial_;                    ///< RiceMethod::provincial
  MaybeFactor exponent_;                      ///< of SF_o
  std::optional<ReservoirRecipe> reservoir_;  ///< where the library tells ages apart
};

}  // namespace tanhui
