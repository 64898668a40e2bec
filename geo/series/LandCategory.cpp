#include "geo/series/LandCategory.h"

namespace tanhui {

int conversionYears(LandCategory from, LandCategory to) {
  const bool fromWet = from == LandCategory::wetlands && to == LandCategory::forest;
  const bool toWet = from == LandCategory::forest && to == LandCategory::wetlands;
  return fromWet || toWet ? 10 : 20;
}

LandStatus statusAt(const Path& path, int year) {
  LandCategory now = path.uses.front().land.category, from = now;
  int since = 0;
  for (std::size_t next = 1; next < path.uses.size() && path.uses[next].first <= year; ++next) {
    const LandCategory then = path.uses[next].land.category;
    if (then == now) continue;
    from = now, now = then, since = path.uses[next].first;
  }
  const bool converted = from != now && year - since < conversionYears(from, now);
  return {now, converted ? from : now};
}

std::vector<LandStatus> statusByYear(const Path& path, int years) {
  std::vector<LandStatus> statuses;
  statuses.reserve(static_cast<std::size_t>(years));
  for (int year = 0; year < years; ++year) statuses.push_back(statusAt(path, year));
  return statuses;
}

GasSector sectorOf(const Path& path, const Emission& emission, int year) {
  if (emission.source == EmissionSource::fire) return GasSector::landUse;
  if (emission.source == EmissionSource::soil && statusAt(path, year).converted()) return GasSector::landUse;
  return sectorOf(emission.gas, path.useAt(year).land);
}

}  // namespace tanhui
