#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "geo/base/Error.h"
#include "geo/base/Message.h"
#include "geo/carbon/AccountingRules.h"
#include "geo/carbon/Carbon.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/carbon/Step.h"
#include "geo/carbon/StratumFormulas.h"
#include "geo/landclass/Stratum.h"

namespace tanhui {

struct ClassRecipe;

/// Does the accounting of strata: one object per library and rules, safe to share between threads. The library must
/// outlive it. Construction looks up every factor of every class and species once, so that a stratum costs about a
/// microsecond.
class StratumAccountant {
 public:
  StratumAccountant(const FactorLibrary& library, const AccountingRules& rules);
  ~StratumAccountant();
  StratumAccountant(StratumAccountant&&) noexcept;

  /// Carbon of one hectare of a stratum at the base year. With `steps`, writes down the arithmetic as well: the same
  /// code computes both, so the explanation cannot drift from the number, and the steps of a quantity, added in their
  /// order, equal it exactly. Throws Error when the library lacks the class, or for a negative age or volume.
  ///
  /// Biomass of a forest comes from the stand's volume where it is known, else from the growth curve at its age, else
  /// from the density of its class; the flux from the growth curve at the age, else from the rate of the class.
  StratumCarbon carbonOf(const Stratum& stratum, std::vector<Step>* steps = nullptr) const;

  /// The same as formulas, written down on the tape: for what goes on through time and for draws of the factors. Curves
  /// are told also for a stand whose stock is known by its volume. `tape` must be of the same library.
  /// `added`: what measures bring into a paddy.
  StratumFormulas formulasOf(const Stratum& stratum, FormulaTape& tape, std::span<const PaddyInput> added = {}) const;

  /// The lookups of a land class; nullptr when the library lacks it.
  const ClassRecipe* landRecipe(const std::string& classKey) const;
  const FactorLibrary& library() const;
  const AccountingRules& rules() const;

  /// What a reader must know about these strata's accounting: species that no table knows, stands older than their
  /// growth curve, classes without a 0-100 cm soil figure. One warning per kind and name.
  Warnings remarks(std::span<const Stratum> strata) const;

 private:
  template <class Tally>
  void sumInto(const Stratum& stratum, std::span<const PaddyInput> added, Tally& tally) const;

  struct Recipes;
  std::unique_ptr<const Recipes> recipes_;
};

/// The carbon of every stratum, in order.
std::vector<StratumCarbon> carbonOfAll(const StratumAccountant& accountant, std::span<const Stratum> strata);

}  // namespace tanhui
