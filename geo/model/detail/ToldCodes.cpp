#include "geo/model/detail/ToldCodes.h"

#include <algorithm>

#include <fmt/ranges.h>

namespace tanhui {
namespace {

constexpr std::size_t kListed = 20;  // of unknown codes and the like, the most that a message spells out

}  // namespace

void count(ToldCodes& codes, const std::string& code, std::size_t i, double share) {
  ToldCode& told = codes[code];
  if (!told.places.empty() && told.places.back().first == i) {
    told.places.back().second = std::min(told.places.back().second + share, 1.0);
    return;
  }
  ++told.features;
  told.places.emplace_back(i, share);
}

std::string describe(const ToldCodes& codes) {
  std::vector<std::string> lines;
  for (const auto& [code, told] : codes) {
    if (lines.size() == kListed) {
      lines.push_back(fmt::format("... (+{})", codes.size() - kListed));
      break;
    }
    lines.push_back(fmt::format("'{}' x {} ({:.4g} ha)", code, told.features, told.areaHa));
  }
  return fmt::format("{}", fmt::join(lines, ", "));
}

std::string describeMeasured(ToldCodes& codes, const VectorLayer& layer, FeatureArea& area) {
  std::size_t listed = 0;
  for (auto& [code, told] : codes) {
    if (listed++ == kListed) break;
    for (const auto& [i, share] : told.places) told.areaHa += share * area.ha(layer, i);
  }
  return describe(codes);
}

}  // namespace tanhui
