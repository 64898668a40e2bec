#pragma once

#include <deque>
#include <span>
#include <unordered_map>

#include "geo/carbon/Recipe.h"
#include "geo/carbon/StratumAccount.h"
#include "geo/series/LandEvent.h"
#include "geo/series/Path.h"
#include "geo/series/StratumAfter.h"

namespace tanhui {

/// A use that the land of a stratum had: what it was until it changed, `years` years before the base year.
struct LandBefore {
  const Stratum* stratum;
  int years;  ///< as of an event, that year is the first of the new use
};

/// Writes down what becomes of one hectare of a stratum. One object per library and tape; not for several threads.
/// Accountant and tape must outlive it, and it its paths.
///
/// Without an event: a stand of known age grows by its curve, other vegetation by the rate of its class; soil and dead
/// organic matter stay (IPCC 2006 V4 Tier 1) but for a rate that the library gives, and soil moves only for the
/// transition time.
///
/// Land that was of another use at t1 is that land with a change of use before the base year: what is new has grown
/// since, and soil is on its way (Eq 2.25). A stand whose age or volume the data tell, and one class of forest (trees,
/// bamboo, shrub) after another, is as mapped but for its soil. Land that changed several times is that of its first
/// known use with one change after the other: soil goes on from where each change finds it.
///
/// An event of year y finds what stood at the end of year y - 1. Vegetation that a change of use removes is gone at
/// once (Eq 2.16), as is dead organic matter beyond that of the new use; what the new use has more comes over the
/// transition time (Eq 2.23). A tree planted in y has age 0 at its end. Soil moves in equal steps from year y on
/// (Eq 2.25), then stops.
/// Whether land of known past is of another class than it was; both mapped.
bool hasChanged(const LandClasses& classes, const Stratum& now, const Stratum& before);

class PathMaker {
 public:
  PathMaker(const StratumAccountant& accountant, FormulaTape& tape, int baseYear);

  /// `events` by year, each after the base year. Throws Error for what the library lacks, naming the key.
  /// `before`: the uses that it had, the oldest first, each of another class than the next; none: not known, or the
  /// land is what it was.
  Path pathOf(const Stratum& stratum, std::span<const LandBefore> before, std::span<const LandEvent* const> events);
  const StratumAccountant& accountant() const { return accountant_; }

 private:
  friend class PathBuilder;

  const TreeCurve* curveOf(const StratumFormulas& formulas);
  const LandClasses& classes() const { return accountant_.library().classes(); }
  const LandTraits& landOf(const std::string& classKey) const { return classes().traits(classKey); }
  Formula take(FactorIndex factor) { return {tape_, tape_.factor(factor)}; }
  /// The factor of a recipe, or an Error that names its key.
  Formula need(MaybeFactor factor, std::string_view key);
  double figure(MaybeFactor factor, double otherwise) const;

  const StratumAccountant& accountant_;
  FormulaTape& tape_;
  const int baseYear_;
  const ChangeRecipe change_;
  std::deque<TreeCurve> curves_;
  std::unordered_map<std::uint64_t, const TreeCurve*> curveOfNodes_;
};

}  // namespace tanhui
