#include <algorithm>

#include "geo/coverage/SmallSort.h"
#include "geo/evaluate/Evaluate.h"

namespace tanhui {

void Evaluator::noteUnknown(std::uint32_t layer, const std::optional<std::int32_t>& value, double areaHa) {
  if (value) unknownHa_[{layer, *value}] += areaHa;
}

void Evaluator::noteUnknownBefore(std::span<const UnknownBefore> unknown, double areaHa) {
  for (const UnknownBefore& of : unknown)
    noteUnknown(static_cast<std::uint32_t>(model_.layers.size()) + of.layer, of.value, areaHa);
}

void Evaluator::book(const LandPart& part, StratumId stratum, double areaHa) {
  if (part.areaScale != 1) {
    scalings_[part.zoneSet] += (part.areaScale - 1) * areaHa;
    areaHa *= part.areaScale;
  }
  if (part.zoneSet != 0) {
    bookings_[std::uint64_t{part.zoneSet} << 32 | stratum] += areaHa;
    return;
  }
  if (stratum >= plainBookings_.size()) plainBookings_.resize(model_.strata.size(), 0.0);  // just numbered
  double& booked = plainBookings_[stratum];
  if (booked == 0) plainStrata_.push_back(stratum);
  booked += areaHa;
}

/// Spreads what was booked by zone set over the zones.
void Evaluator::settleBlock() {
  std::vector<std::pair<std::uint64_t, double>> booked(bookings_.begin(), bookings_.end());
  bookings_.clear();
  for (const StratumId stratum : plainStrata_) {
    booked.emplace_back(stratum, plainBookings_[stratum]);
    plainBookings_[stratum] = 0;
  }
  plainStrata_.clear();
  // Sums in a fixed order: what an unordered map gives first must not decide a bit of the result.
  std::sort(booked.begin(), booked.end());

  std::vector<int> count(model_.zones.size());
  for (const auto& [key, area] : booked) {
    const auto stratum = static_cast<StratumId>(key);
    ledger_.add(kWholeRegion, stratum, area);
    std::fill(count.begin(), count.end(), 0);
    if (overlaid_ != nullptr) {
      for (const OverlayFeatureRef& ref : overlaid_->zoneSets[key >> 32]) {
        if (sources_[ref.layer].kind != SourceKind::zone) continue;
        const std::uint32_t layer = sources_[ref.layer].index;
        ledger_.add(model_.zones[layer].firstZone + selections_[ref.layer].features[ref.feature], stratum, area);
        ++count[layer];
      }
    }
    for (std::size_t i = 0; i < count.size(); ++i) {
      if (count[i] == 0) sums_.outsideZonesHa[i] += area;
      if (count[i] > 1) sums_.repeatedZonesHa[i] += (count[i] - 1) * area;
    }
    if (const auto met = conflicts_.find(key >> 32); met != conflicts_.end())
      for (const auto& pair : met->second) conflictsHa_[pair] += area;
  }
  settleScaling();
  settleOverlay();
}

/// What was booked beyond the ground, by zone. What lies in no zone, or in several, is told as ground: without it.
void Evaluator::settleScaling() {
  std::vector<int> count(model_.zones.size());
  for (const auto& [zoneSet, area] : scalings_) {
    scalingHa_[kWholeRegion] += area;
    std::fill(count.begin(), count.end(), 0);
    if (overlaid_ != nullptr)
      for (const OverlayFeatureRef& ref : overlaid_->zoneSets[zoneSet]) {
        if (sources_[ref.layer].kind != SourceKind::zone) continue;
        const std::uint32_t layer = sources_[ref.layer].index;
        scalingHa_[model_.zones[layer].firstZone + selections_[ref.layer].features[ref.feature]] += area;
        ++count[layer];
      }
    for (std::size_t i = 0; i < count.size(); ++i) {
      if (count[i] == 0) sums_.outsideZonesHa[i] -= area;
      if (count[i] > 1) sums_.repeatedZonesHa[i] -= (count[i] - 1) * area;
    }
  }
  scalings_.clear();
}

/// The overlay's own sums over layers.
void Evaluator::settleOverlay() {
  if (overlaid_ == nullptr) return;
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    for (const double cells : overlaid_->covered[i]) sums_.coveredCells[i] += cells;
    if (selections_[i].raster) sums_.pixelCells[i] += selections_[i].raster->cells();
  }
  const double cellHa = runArea(0, 1);
  for (const OverlayOverlap& overlap : overlaid_->overlaps) {
    if (selections_[overlap.layer].raster) continue;  // pixels do not overlap, but for rounding
    const std::vector<std::uint32_t>& features = selections_[overlap.layer].features;
    sums_.overlaps.push_back(
        {sources_[overlap.layer].index, features[overlap.first], features[overlap.second], overlap.cells * cellHa});
  }
}

/// Sorts what was added cell by cell into mixed cells; a cell that one stratum fills is not mixed.
void Evaluator::finishCells() {
  // Parts come cell by cell, but for parts of several cells and for blocks.
  const auto byCell = [](const PendingPart& a, const PendingPart& b) { return a.cell < b.cell; };
  if (!std::ranges::is_sorted(pending_, byCell)) std::ranges::stable_sort(pending_, byCell);
  for (std::size_t i = 0; i < pending_.size();) {
    const std::uint32_t cell = pending_[i].cell;
    const auto start = static_cast<std::uint32_t>(strata_.parts.size());
    const auto first = pending_.begin() + static_cast<std::ptrdiff_t>(i);
    const auto last = std::find_if(first, pending_.end(), [&](const PendingPart& part) { return part.cell != cell; });
    smallSort(first, last, [](const PendingPart& a, const PendingPart& b) { return a.part.stratum < b.part.stratum; });
    for (; i < pending_.size() && pending_[i].cell == cell; ++i) {
      const StratumPart& part = pending_[i].part;
      if (strata_.parts.size() > start && strata_.parts.back().stratum == part.stratum)
        strata_.parts.back().fraction += part.fraction;
      else
        strata_.parts.push_back(part);
    }
    if (strata_.parts.size() == start + 1 && strata_.parts[start].fraction >= kFull) {
      strata_.cell[cell] = strata_.parts[start].stratum;
      strata_.parts.pop_back();
      continue;
    }
    strata_.cell[cell] = kMixedCell;
    strata_.mixed.push_back(cell);
    strata_.begin.push_back(start);
  }
  strata_.begin.push_back(static_cast<std::uint32_t>(strata_.parts.size()));
}

void Evaluator::finishSums() {
  sums_.ledger = ledger_.lines();
  for (const auto& [of, area] : unknownHa_) sums_.unknown.push_back({of.first, of.second, area});
  for (const auto& [zone, area] : scalingHa_) sums_.scaling.push_back({zone, area});
  for (const auto& [pair, area] : conflictsHa_) sums_.conflicts.push_back({pair.first, pair.second, area});
}

std::vector<std::uint32_t> Evaluator::zonesOfWindow() const {
  std::vector<std::uint32_t> zones;
  if (overlaid_ == nullptr) return zones;
  for (const OverlayPart& part : overlaid_->parts)
    for (const OverlayFeatureRef& ref : overlaid_->zoneSets[part.zoneSet])
      if (sources_[ref.layer].kind == SourceKind::zone)
        zones.push_back(model_.zones[sources_[ref.layer].index].firstZone +
                        selections_[ref.layer].features[ref.feature]);
  std::sort(zones.begin(), zones.end());
  zones.erase(std::unique(zones.begin(), zones.end()), zones.end());
  return zones;
}

}  // namespace tanhui
