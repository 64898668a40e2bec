#pragma once

#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "geo/carbon/AccountingRules.h"
#include "geo/carbon/DrawdownMethane.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/carbon/PaddyInput.h"
#include "geo/carbon/Species.h"
#include "geo/carbon/VolumeBiomass.h"
#include "geo/landclass/LandClass.h"
#include "geo/landclass/Stratum.h"

namespace tanhui {

using FactorIndex = std::uint32_t;
using MaybeFactor = std::optional<FactorIndex>;

/// Where a library keeps the methane of a drawdown belt.
struct DrawdownRecipe {
  FactorIndex wet, dry;                                      ///< mg CH4/m2/h under water, exposed
  std::array<FactorIndex, kFloodedDayPoints.size()> byDays;  ///< kg CH4/ha/yr at kFloodedDayPoints
};

/// Where a library keeps what the accounting of a land class needs. Absent: the library has no such factor.
struct ClassRecipe {
  // Either the whole vegetation and its root to shoot ratio, or (InVEST) the two parts as they are.
  MaybeFactor veg, rootToShoot, above, below;
  MaybeFactor litter, deadwood, soil;
  MaybeFactor soil30;          ///< what every change of soil refers to, whatever the depth of `soil`
  bool soilIsShallow = false;  ///< 0-100 cm was asked for, only 0-30 cm is known
  MaybeFactor understorey;
  MaybeFactor biomassRate, soilRate, deadOrganicRate;
  /// "young.*_years": age from which a stand has the dead wood, litter and understorey of its class.
  MaybeFactor youngDeadwoodYears, youngLitterYears, youngUnderstoreyYears;
  MaybeFactor ch4, n2o;  ///< kg/ha/yr
  /// Of a drawdown belt whose days under water are known, where the library tells them (DrawdownMethane.h).
  std::optional<DrawdownRecipe> drawdown;
  MaybeFactor n2oProvincial;  ///< of the set that goes with RiceMethod::provincial
  LandTraits traits;

  // For a change of use, IPCC 2006 V4 Eq 2.25. A class has a factor of its own or a share of what was there before
  // (sealed ground), or neither: then the soil stays as it was.
  MaybeFactor soilFlu;     ///< "soc.CLASS.flu": F_LU
  MaybeFactor soilFluNew;  ///< "soc.CLASS.flu_new": F_LU that land newly of this class reaches in the first transition
  MaybeFactor soilOfBefore;    ///< "soc.CLASS.of_before": soil carbon after over before
  MaybeFactor establishYears;  ///< "establish.CLASS": years until new vegetation holds the density of the class
  MaybeFactor recoverYears;    ///< "recover.CLASS": years until what was felled or burnt of it is back
};

/// Where a library keeps the parameters of a tree species.
struct TreeRecipe {
  struct Expansion {
    FactorIndex svd, bef;
  };
  struct Continuous {
    FactorIndex a, b;
    MaybeFactor scale;
  };
  struct Growth {
    FactorIndex a, k, c, ageMin, ageMax;
    MaybeFactor youngRate, youngAge;
  };
  struct Conversion {
    std::array<FactorIndex, std::size(kBcefClasses)> bcef;
    FactorIndex r, cf;
  };
  MaybeFactor r, cf;  ///< of the AR-CM group; the continuous function and the growth curve use them too
  std::optional<Expansion> expansion;
  std::optional<Continuous> continuous;
  bool standInFunction = false;  ///< the continuous function is another species' and too far off to blend in
  std::optional<Growth> growth, growthNatural;  ///< of planted and of natural stands
  std::optional<Conversion> conversion;

  bool takesVolume() const { return expansion || continuous || conversion; }
  /// The curve of a stand: that of its origin, where there is one for it.
  const std::optional<Growth>& growthOf(const Stratum& stand) const {
    const Origin origin = stand.origin == Origin::unknown ? usualOrigin(stand.age) : stand.origin;
    return origin == Origin::natural && growthNatural ? growthNatural : growth;
  }
};

/// What can be done on cropland, as the ends of the keys "soc.management.*".
constexpr std::array<std::string_view, 6> kFarmlandMeasures = {"straw_return", "manure",       "green_manure",
                                                               "no_till",      "reduced_till", "high_standard"};

/// Where a library keeps what a change of the land needs and no class has for itself. Absent: the library has no such
/// factor; FactorLibrary::require with the key then says which.
struct ChangeRecipe {
  struct Measure {
    MaybeFactor soil;  ///< "soc.management.MEASURE": F_MG x F_I after over before
    std::optional<PaddyInput> paddy;
  };

  MaybeFactor soilReference;  ///< "soc.reference": tC/ha, 0-30 cm
  MaybeFactor soilYears;      ///< "soc.transition_years": D of Eq 2.25
  /// Of soil carbon lost: "soc.mineralised.ef1", kg N2O-N per kg N set free with it; "soc.mineralised.cn" and
  /// "..cn_cropland", C to N of soil after a change of use and of cropland that stays cropland. IPCC 2006 V4 Eq 11.8.
  MaybeFactor mineralisedEf, soilCn, croplandCn;
  MaybeFactor deadOrganicYears;                            ///< "dead_organic.transition_years": T_on of Eq 2.23
  std::array<Measure, kFarmlandMeasures.size()> measures;  ///< in the order of kFarmlandMeasures
  MaybeFactor fullDensity;                                 ///< "planting.full_density": trees/ha
  MaybeFactor closeRate;         ///< "close.rate": tC/ha/yr of the tree layer, above and below ground
  MaybeFactor closeYears;        ///< "close.years"
  MaybeFactor forestRoots;       ///< "rs.forest_generic": root to shoot ratio of trees of unknown species
  MaybeFactor products;          ///< "harvest.products": share of the felled above-ground carbon
  MaybeFactor rootsToDeadwood;   ///< "harvest.roots_to_deadwood": share of the roots of felled trees
  MaybeFactor deadwoodHalfLife;  ///< "deadwood.half_life": years
  MaybeFactor litterHalfLife;    ///< "litter.half_life": years, also of slash
  MaybeFactor sawnwoodHalfLife, panelsHalfLife, paperHalfLife;  ///< "hwp.half_life.*": years
  MaybeFactor panelsShare, paperShare;  ///< "hwp.share.*": of the carbon in products; the rest is sawnwood
  MaybeFactor combustion;               ///< "fire.combustion": C_f of Eq 2.27
  MaybeFactor fireCh4, fireN2o;         ///< "fire.gef.*": G_ef, g/kg dry matter
  MaybeFactor fireCarbonFraction;       ///< "fire.carbon_fraction": tC/t dry matter
  MaybeFactor floodedCarbonLoss;        ///< "reservoir.co2c.young": tC/ha/yr
  MaybeFactor youngReservoirYears;      ///< "reservoir.young_years"

  /// By the name of the measure; nullptr when there is no such measure.
  const Measure* measure(std::string_view name) const;
};

/// Soil carbon after a change from one class to another, over that before it, where a library knows it for the pair.
struct SoilRatio {
  FactorIndex first;  ///< "soc.from.X.to.Y": after the first transition
  MaybeFactor later;  ///< "soc.from.X.to.Y.later": after a second one; none: it stays
};

/// Where a library keeps the factors of IPCC 2019 Refinement V4 Eq 5.1-5.3 for one practice.
struct RiceRecipe {
  FactorIndex baseline, days, water, preseason;  ///< EF_c, t, SF_w, SF_p
  FactorIndex strawShort, strawLong;             ///< CFOA of straw
  FactorIndex exponent;
};

/// Where a library keeps the methane of reservoirs by age: IPCC 2019 Refinement V4 Ch 7.
struct ReservoirRecipe {
  FactorIndex young, old;  ///< kg CH4/ha/yr from the surface
  FactorIndex youngYears;
  MaybeFactor downstream, trophic;
};

/// nullopt when the library lacks one of the factors "drawdown.ch4.*".
std::optional<DrawdownRecipe> drawdownRecipe(const FactorLibrary& library);
ClassRecipe classRecipe(const FactorLibrary& library, const std::string& classKey, int soilDepthCm);
TreeRecipe treeRecipe(const FactorLibrary& library, const Species& species);
ChangeRecipe changeRecipe(const FactorLibrary& library);
/// X and Y are the classes or, where the library has no such row, their groups: the most particular row holds.
std::optional<SoilRatio> soilRatio(const FactorLibrary& library, const std::string& from, const std::string& to);
/// Throws Error naming the first key that the library lacks.
RiceRecipe riceRecipe(const FactorLibrary& library, const RicePractice& practice);
/// nullopt when the library does not tell young reservoirs from old ones.
std::optional<ReservoirRecipe> reservoirRecipe(const FactorLibrary& library);

}  // namespace tanhui
