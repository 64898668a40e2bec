#include "geo/landclass/Ledger.h"

#include <algorithm>

namespace tanhui {

void Ledger::add(const std::vector<LedgerLine>& lines) {
  for (const LedgerLine& line : lines) add(line.zone, line.stratum, line.areaHa);
}

std::vector<LedgerLine> Ledger::lines() const {
  std::vector<LedgerLine> lines;
  lines.reserve(area_.size());
  for (const auto& [key, area] : area_)
    lines.push_back({static_cast<std::uint32_t>(key >> 32), static_cast<StratumId>(key), area});
  std::sort(lines.begin(), lines.end(), [](const LedgerLine& a, const LedgerLine& b) {
    return a.zone != b.zone ? a.zone < b.zone : a.stratum < b.stratum;
  });
  return lines;
}

}  // namespace tanhui
