#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <unordered_map>
#include <vector>

namespace tanhui {

using StratumId = std::uint32_t;
constexpr StratumId kUnknownBefore = 0xFFFFFFFFu;

/// One combination that the accounting tells apart (IPCC stratification). What a layer does not say is empty or NaN.
struct Stratum {
  std::string classKey;                                      ///< "forest_enf_masson", "paddy", ... or "unmapped"
  std::string species;                                       ///< species name as in the species table, or ""
  double age = std::numeric_limits<double>::quiet_NaN();     ///< years at the base year
  double volume = std::numeric_limits<double>::quiet_NaN();  ///< growing stock, m3/ha
  std::uint64_t interventions = 0;                           ///< bit i: intervention i of the project reaches it
  StratumId before = kUnknownBefore;                         ///< its land at t1; kUnknownBefore: nobody has told

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
