#include "geo/series/LandCategory.h"

#include <array>
#include <utility>

#include "geo/layer/ClassTable.h"

namespace tanhui {

namespace {

constexpr std::array<std::pair<std::string_view, LandCategory>, 7> kCategoryOfGroup = {{
    {"forest", LandCategory::forest},
    {"cropland", LandCategory::cropland},
    {"grass", LandCategory::grassland},
    {"wetland", LandCategory::wetlands},
    {"water", LandCategory::wetlands},
    {"built", LandCategory::settlements},
    {"other", LandCategory::other},
}};

}  // namespace

LandCategory categoryOf(std::string_view classKey) {
  // The class table puts it into the group "other", for the order of legends; it is not Other land.
  if (classKey == "unmapped") return LandCategory::unmapped;
  const LandClass* known = findLandClass(classKey);
  if (known != nullptr)
    for (const auto& [group, category] : kCategoryOfGroup)
      if (group == known->group) return category;
  return LandCategory::unlisted;
}

int conversionYears(LandCategory from, LandCategory to) {
  const bool fromWet = from == LandCategory::wetlands && to == LandCategory::forest;
  const bool toWet = from == LandCategory::forest && to == LandCategory::wetlands;
  return fromWet || toWet ? 10 : 20;
}

std::vector<LandStatus> statusByYear(const Path& path, int years) {
  std::vector<LandStatus> statuses;
  statuses.reserve(static_cast<std::size_t>(years));
  LandCategory now = categoryOf(path.uses.front().classKey), from = now;
  int since = 0;
  std::size_t next = 1;
  for (int year = 0; year < years; ++year) {
    for (; next < path.uses.size() && path.uses[next].first <= year; ++next) {
      const LandCategory then = categoryOf(path.uses[next].classKey);
      if (then == now) continue;
      from = now, now = then, since = path.uses[next].first;
    }
    const bool converted = from != now && year - since < conversionYears(from, now);
    statuses.push_back({now, converted ? from : now});
  }
  return statuses;
}

}  // namespace tanhui
