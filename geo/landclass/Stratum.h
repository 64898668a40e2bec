#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

#include "geo/landclass/Flooding.h"
#include "geo/landclass/InterventionSets.h"
#include "geo/landclass/Measured.h"

namespace tanhui {

using StratumId = std::uint32_t;
constexpr StratumId kUnknownBefore = 0xFFFFFFFFu;

/// How the trees of a stand came there (起源).
enum class Origin : std::uint8_t { unknown, planted, natural };

/// Of a stand whose origin nobody has told: planted below 30 years, natural from there on. The planting programmes of
/// the last decades made most of the young stands; what is older was mostly left to grow. Judged.
constexpr double kNaturalFromAge = 30;
constexpr Origin usualOrigin(double age) { return age < kNaturalFromAge ? Origin::planted : Origin::natural; }

/// One combination that the accounting tells apart (IPCC stratification). What a layer does not say is empty or NaN.
struct Stratum {
  std::string classKey;                                      ///< "forest_enf_masson", "paddy", ... or "unmapped"
  std::string species;                                       ///< species name as in the species table, or ""
  double age = std::numeric_limits<double>::quiet_NaN();     ///< years at the base year
  double volume = std::numeric_limits<double>::quiet_NaN();  ///< growing stock, m3/ha
  InterventionSetId interventions = kNoInterventions;        ///< the planned changes that reach it
  StratumId before = kUnknownBefore;                         ///< its land at t1; kUnknownBefore: nobody has told
  Origin origin = Origin::unknown;                           ///< of its trees
  /// The age is the middle of this age group, and as uncertain as it is wide (AgeGroup.h); 0: the age is data.
  std::uint8_t ageGroup = 0;
  MeasuredFigure vegetation = {};  ///< of its living carbon, where a raster tells it
  MeasuredFigure soil30 = {};      ///< of its soil
  Flooding flooding = {};          ///< of a drawdown belt whose days under water are known

  bool measured() const { return vegetation.given() || soil30.given(); }
  bool hasAge() const { return !std::isnan(age); }
  bool hasVolume() const { return !std::isnan(volume); }
};

/// Gives each distinct stratum a number, in order of first sight. Id 0 is always "unmapped".
class StratumTable {
 public:
  StratumTable();
  StratumId intern(const Stratum& stratum);
  const Stratum& operator[](StratumId id) const { return strata_[id]; }
  std::size_t size() const { return strata_.size(); }
  const std::vector<Stratum>& all() const { return strata_; }

 private:
  std::vector<Stratum> strata_;
  std::unordered_multimap<std::size_t, StratumId> ids_;  ///< by hash: a stratum is kept once, not in its key again
};

constexpr StratumId kUnmapped = 0;

}  // namespace tanhui
