#include "geo/ask/LandStatistics.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tanhui {

BandStatistics statisticsOver(const SavedRun& run, const std::vector<double>& values) {
  std::vector<std::pair<double, double>> byValue;  // with hectares
  double areaHa = 0;
  for (const LedgerLine& line : run.lines) {
    if (line.zone != kWholeRegion || run.strata[line.stratum].classKey == run.strata[kUnmapped].classKey) continue;
    if (!std::isfinite(values[line.stratum]) || !(line.areaHa > 0)) continue;
    byValue.emplace_back(values[line.stratum], line.areaHa);
    areaHa += line.areaHa;
  }
  BandStatistics s;
  s.count = byValue.size();
  if (byValue.empty()) return s;
  std::ranges::sort(byValue);
  const auto at = [&](double share) {
    double below = 0;
    for (const auto& [value, ha] : byValue)
      if ((below += ha) >= share * areaHa) return value;
    return byValue.back().first;
  };
  s.min = byValue.front().first, s.max = byValue.back().first, s.p02 = at(0.02), s.p98 = at(0.98);
  return s;
}

}  // namespace tanhui
