#include "geo/series/LandCategory.h"

namespace tanhui {

int conversionYears(LandCategory from, LandCategory to) {
  const bool fromWet = from == LandCategory::wetlands && to == LandCategory::forest;
  const bool toWet = from == LandCategory::forest && to == LandCategory::wetlands;
  return fromWet || toWet ? 10 : 20;
}

std::vector<LandStatus> statusByYear(const Path& path, int years) {
  std::vector<LandStatus> statuses;
  statuses.reserve(static_cast<std::size_t>(years));
  LandCategory now = traitsOf(path.uses.front().classKey).category, from = now;
  int since = 0;
  std::size_t next = 1;
  for (int year = 0; year < years; ++year) {
    for (; next < path.uses.size() && path.uses[next].first <= year; ++next) {
      const LandCategory then = traitsOf(path.uses[next].classKey).category;
      if (then == now) continue;
      from = now, now = then, since = path.uses[next].first;
    }
    const bool converted = from != now && year - since < conversionYears(from, now);
    statuses.push_back({now, converted ? from : now});
  }
  return statuses;
}

}  // namespace tanhui
