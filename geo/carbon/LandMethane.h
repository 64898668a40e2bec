#pragma once

#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "geo/base/Message.h"
#include "geo/carbon/Estimate.h"
#include "geo/carbon/Methane.h"
#include "geo/carbon/Recipe.h"

namespace tanhui {

/// What the methane of a hectare hangs on beside its class.
struct MethaneCase {
  double age = std::numeric_limits<double>::quiet_NaN();  ///< of a reservoir, years; NaN: not known
  /// What measures bring into a paddy beside the straw of the rules' practice.
  std::span<const ChangeRecipe::PaddyInput> added;
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
  std::optional<Estimate> emission(const ClassRecipe& land, const MethaneCase& at) const;

  /// The arithmetic of emission() x GWP in words; only where emission() has a value.
  Message explain(const ClassRecipe& land, const MethaneCase& at, double gwp) const;

 private:
  using Amendments = std::vector<OrganicAmendment<Estimate>>;

  Estimate take(FactorIndex index) const { return {(*library_)[index].value, index}; }
  Estimate takeOr(MaybeFactor index, double otherwise) const { return index ? take(*index) : Estimate(otherwise); }
  bool byAge(const ClassRecipe& land, const MethaneCase& at) const;
  bool bySeason(const ClassRecipe& land) const;
  MaybeFactor figureOf(const ClassRecipe& land) const;
  FactorIndex surfaceOf(double age) const;
  Estimate reservoir(double age) const;
  Estimate season(const MethaneCase& at) const;
  Estimate strawAnd(const MethaneCase& at) const;
  Estimate scaling(Amendments organic, const MethaneCase& at) const;

  const FactorLibrary* library_;
  AccountingRules rules_;
  std::optional<RiceRecipe> rice_;            ///< RiceMethod::ipcc2019
  MaybeFactor provincial_;                    ///< RiceMethod::provincial
  MaybeFactor exponent_;                      ///< of SF_o
  std::optional<ReservoirRecipe> reservoir_;  ///< where the library tells ages apart
};

}  // namespace tanhui
