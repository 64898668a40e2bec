#include "geo/evaluate/RasterAreas.h"

#include <algorithm>

namespace tanhui {

RasterAreas::RasterAreas(const LandLayer& layer, const Grid& grid) : table_(layer.values), pixels_(layer.raster, grid) {
  for (const auto& [value, stratum] : table_.all()) firstOf_.emplace_back(stratum, value);
  std::ranges::sort(firstOf_);
  const auto sameStratum = [](const auto& a, const auto& b) { return a.first == b.first; };
  firstOf_.erase(std::unique(firstOf_.begin(), firstOf_.end(), sameStratum), firstOf_.end());
}

void RasterAreas::read(const Window& window) {
  pixels_.read(window, [this](std::int32_t value) { return alike(value); });
  lands_.clear();
  for (const std::int32_t value : pixels_.values()) {
    const StratumId* stratum = table_.find(value);
    lands_.push_back(stratum != nullptr ? RasterLand{*stratum, std::nullopt} : RasterLand{kUnmapped, value});
  }
}

std::int32_t RasterAreas::alike(std::int32_t value) const {
  const StratumId* stratum = table_.find(value);
  if (stratum == nullptr) return value;
  return std::ranges::lower_bound(firstOf_, *stratum, {}, &std::pair<StratumId, std::int32_t>::first)->second;
}

}  // namespace tanhui
