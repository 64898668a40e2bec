#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "geo/landclass/Stratum.h"

namespace tanhui {

/// One line of activity data: true ground area of a stratum in a zone.
struct LedgerLine {
  std::uint32_t zone;  ///< index into the model's zones; kWholeRegion for the region itself
  StratumId stratum;
  double areaHa;
};

constexpr std::uint32_t kWholeRegion = 0xFFFFFFFFu;

/// Activity data: hectares per (zone, stratum). Adding the lines of tiles in tile order gives the same bytes on any
/// number of threads. Lines come out sorted by zone, then stratum, the whole region last.
class Ledger {
 public:
  void add(std::uint32_t zone, StratumId stratum, double areaHa) { area_[key(zone, stratum)] += areaHa; }
  void add(const std::vector<LedgerLine>& lines);
  std::vector<LedgerLine> lines() const;

 private:
  static std::uint64_t key(std::uint32_t zone, StratumId stratum) { return std::uint64_t{zone} << 32 | stratum; }
  std::unordered_map<std::uint64_t, double> area_;
};

}  // namespace tanhui
