#include "geo/coverage/detail/PartStack.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace tanhui {
namespace {

// Strips this small come from rounding where borders coincide; their area goes to the cell's largest part.
constexpr double kSpeck = 1e-14;
// Overlaps this small, in cells over a whole pair, come from rounding along a common border.
constexpr double kOverlapNoise = 1e-9;

}  // namespace

FeatureIndex::FeatureIndex(std::span<const OverlayLayer> layers) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    first_.push_back(count());
    roles_.push_back(layers[i].role);
    hasRegion_ |= layers[i].role == OverlayRole::region;
    mosaic_.push_back(layers[i].mosaic != nullptr);
    hasMosaic_ |= layers[i].mosaic != nullptr;
    layerOf_.resize(layerOf_.size() + layers[i].count(), static_cast<std::uint32_t>(i));
  }
}

PartStack::PartStack(const FeatureIndex& features, OverlayResult& result) : features_(features), result_(result) {
  result_.zoneSets.assign(1, {});
  zoneSets_[{}] = 0;
}

void PartStack::add(std::span<const std::uint32_t> covering, double area) {
  bool inRegion = !features_.hasRegion();
  land_.clear(), zones_.clear();
  for (const std::uint32_t feature : covering) {
    switch (features_.role(feature)) {
      case OverlayRole::region:
        inRegion = true;
        break;
      case OverlayRole::land:
        land_.push_back(feature);
        break;
      case OverlayRole::zone:
        zones_.push_back(feature);
        break;
    }
  }
  if (!inRegion) return;
  if (land_.size() > 1) addOverlaps(area);
  const std::uint32_t owner = land_.empty() ? kNoOwner : land_.front();
  const std::uint32_t zoneSet = this->zoneSet();
  for (Part& part : parts_) {
    if (part.owner == owner && part.zoneSet == zoneSet) {
      part.area += area;
      return;
    }
  }
  parts_.push_back({owner, zoneSet, area});
}

std::uint32_t PartStack::zoneSet() {
  if (zones_ == lastZones_) return lastZoneSet_;
  const auto [found, isNew] = zoneSets_.try_emplace(zones_, static_cast<std::uint32_t>(result_.zoneSets.size()));
  if (isNew) {
    std::vector<OverlayFeatureRef>& refs = result_.zoneSets.emplace_back();
    for (const std::uint32_t zone : zones_) refs.push_back(features_.ref(zone));
  }
  lastZones_ = zones_;
  return lastZoneSet_ = found->second;
}

void PartStack::addOverlaps(double area) {
  for (std::size_t i = 0; i < land_.size(); ++i) {
    for (std::size_t j = i + 1; j < land_.size() && features_.layer(land_[i]) == features_.layer(land_[j]); ++j) {
      cellOverlaps_.push_back({land_[i], land_[j], area});
    }
  }
}

void PartStack::settleOverlaps(int cells) {
  for (const Overlap& overlap : cellOverlaps_) {
    overlaps_[std::uint64_t{overlap.first} << 32 | overlap.second] += overlap.area * cells;
  }
  cellOverlaps_.clear();
}

void PartStack::dropSpecks() {
  if (parts_.size() < 2) return;
  const auto largest =
      std::max_element(parts_.begin(), parts_.end(), [](const Part& a, const Part& b) { return a.area < b.area; });
  if (largest->area < 1e-6) return;  // a tiny area alone in its cell is real
  Part kept = *largest;
  const auto isSpeck = [&](const Part& part) { return part.area < kSpeck; };
  for (const Part& part : parts_) kept.area += isSpeck(part) ? part.area : 0;
  *largest = kept;
  parts_.erase(std::remove_if(parts_.begin(), parts_.end(), isSpeck), parts_.end());
}

OverlayPart PartStack::finished(int row, int colBegin, int colEnd, const Part& part) const {
  OverlayFeatureRef owner{kNoOwner, kNoOwner};
  if (part.owner != kNoOwner) owner = features_.ref(part.owner);
  return {row, colBegin, colEnd, owner.layer, owner.feature, part.zoneSet, part.area};
}

void PartStack::finishCells(int row, int colBegin, int colEnd) {
  settleOverlaps(colEnd - colBegin);
  dropSpecks();
  const bool alone = parts_.size() == 1;
  if (alone && std::abs(parts_.front().area - 1) < kSpeck) parts_.front().area = 1;
  for (const Part& part : parts_) {
    const OverlayPart next = finished(row, colBegin, colEnd, part);
    if (alone && lastIsAlone_ && !result_.parts.empty()) {
      OverlayPart& last = result_.parts.back();
      if (last.row == row && last.colEnd == colBegin && last.ownerLayer == next.ownerLayer &&
          last.ownerFeature == next.ownerFeature && last.zoneSet == next.zoneSet && last.fraction == next.fraction) {
        last.colEnd = colEnd;
        continue;
      }
    }
    result_.parts.push_back(next);
  }
  if (!parts_.empty()) lastIsAlone_ = alone;
  parts_.clear();
}

void PartStack::finish() {
  for (const auto& [pair, cells] : overlaps_) {
    if (cells < kOverlapNoise) continue;
    const OverlayFeatureRef first = features_.ref(static_cast<std::uint32_t>(pair >> 32));
    const OverlayFeatureRef second = features_.ref(static_cast<std::uint32_t>(pair));
    result_.overlaps.push_back({first.layer, first.feature, second.feature, cells});
  }
  std::sort(result_.overlaps.begin(), result_.overlaps.end(), [](const OverlayOverlap& a, const OverlayOverlap& b) {
    return std::tie(a.layer, a.first, a.second) < std::tie(b.layer, b.first, b.second);
  });
}

}  // namespace tanhui
