#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "geo/base/Error.h"
#include "geo/base/Message.h"
#include "geo/carbon/Carbon.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/carbon/StratumFormulas.h"
#include "geo/strata/Stratum.h"

namespace tanhui {

/// Which of China's two volume equations turns growing stock into biomass.
enum class VolumeEquation {
  automatic,   ///< the expansion-factor form below 100 m3/ha, the continuous function from there on
  expansion,   ///< V x SVD x BEF x (1 + R) x CF (AR-CM-001-V01)
  continuous,  ///< (a V + b) x CF (Fang et al. 2001)
};

/// How the soil of a new land use is found.
enum class SoilMethod {
  ratio,  ///< the stock it has, times the ratio of the stock change factors
  tier1,  ///< a reference stock times the factors, before and after
};

/// Where the methane of a paddy comes from.
enum class RiceMethod {
  library,     ///< the library's factor ch4.paddy as it is
  ipcc2019,    ///< IPCC 2019 Refinement V4 Eq 5.1-5.3 with the library's rice.* factors
  provincial,  ///< the provincial guideline's factor rice.provincial.single
};

/// Water and straw of a paddy, for RiceMethod::ipcc2019: the ends of the keys "rice.sfw.*" and "rice.sfp.*".
struct RicePractice {
  std::string water = "unknown";      ///< cont, single, multiple, rainfed, drought, deep, upland, unknown
  std::string preseason = "unknown";  ///< lt180, gt180, flooded30, gt365, unknown
  double strawShort = 0;              ///< t dry matter/ha, brought in less than 30 days before the season
  double strawLong = 0;               ///< t dry matter/ha, longer before
};

struct AccountingRules {
  std::string gwp = "AR5";  ///< AR4 | AR5 | AR6
  int soilDepthCm = 30;     ///< 30 | 100, of the soil stock; every change is 0-30 cm
  VolumeEquation volumeEquation = VolumeEquation::automatic;
  SoilMethod soilMethod = SoilMethod::ratio;
  RiceMethod riceMethod = RiceMethod::library;
  RicePractice rice;
  bool harvestedWood = false;  ///< wood products decay by first order; otherwise felled wood counts as gone at once
};

/// One line of the arithmetic behind a stratum's number, for `explain`: what it gives, how, from which factors.
struct Step {
  std::string quantity;                ///< "above" ... "soil", "biomass", "dead_organic", "soil_flux", "non_co2"
  Message formula;                     ///< in words and symbols with the numbers put in
  double value;                        ///< per ha, in the quantity's unit; the steps of a quantity add up to it
  std::vector<std::uint32_t> factors;  ///< indexes into the library
};

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
  StratumFormulas formulasOf(const Stratum& stratum, FormulaTape& tape) const;

  /// The lookups of a land class; nullptr when the library lacks it.
  const ClassRecipe* landRecipe(const std::string& classKey) const;
  const FactorLibrary& library() const;
  const AccountingRules& rules() const;

  /// What a reader must know about these strata's accounting: species that no table knows, stands older than their
  /// growth curve, classes without a 0-100 cm soil figure. One warning per kind and name.
  Warnings remarks(std::span<const Stratum> strata) const;

 private:
  template <class Tally>
  void sumInto(const Stratum& stratum, Tally& tally) const;

  struct Recipes;
  std::unique_ptr<const Recipes> recipes_;
};

/// The carbon of every stratum, in order.
std::vector<StratumCarbon> carbonOfAll(const StratumAccountant& accountant, std::span<const Stratum> strata);

}  // namespace tanhui
