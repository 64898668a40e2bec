#include "geo/model/StratumPlaces.h"

#include <algorithm>
#include <cmath>

namespace tanhui {
namespace {

template <typename Id>
void sortOut(std::vector<Id>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

StratumPlaces::StratumPlaces(std::span<const LandLayer> layers) : everywhere_{kUnmapped} {
  for (const LandLayer& layer : layers) {
    for (std::size_t i = 0; i < layer.polygons.shapes.size(); ++i)
      layer.eachStratum(i, [&](StratumId stratum) { features_.push_back({layer.polygons.shapes[i].box, stratum}); });
    for (const auto& [value, stratum] : layer.values.all()) everywhere_.push_back(stratum);
  }
  sortOut(everywhere_);
  for (const Place& place : features_) box_.add(place.box);

  side_ = std::max<std::size_t>(1, static_cast<std::size_t>(std::sqrt(static_cast<double>(features_.size()))));
  buckets_.resize(side_ * side_);
  for (std::uint32_t i = 0; i < features_.size(); ++i) {
    const auto [west, east] = columns(features_[i].box);
    const auto [south, north] = rows(features_[i].box);
    for (std::size_t row = south; row < north; ++row)
      for (std::size_t col = west; col < east; ++col) buckets_[row * side_ + col].push_back(i);
  }
}

std::size_t StratumPlaces::bucket(double value, double low, double size) const {
  const double at = size > 0 ? (value - low) / size * static_cast<double>(side_) : 0;
  return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(side_ - 1)));
}

StratumPlaces::Range StratumPlaces::columns(const Box& box) const {
  const double width = box_.xmax - box_.xmin;
  return {bucket(box.xmin, box_.xmin, width), bucket(box.xmax, box_.xmin, width) + 1};
}

StratumPlaces::Range StratumPlaces::rows(const Box& box) const {
  const double height = box_.ymax - box_.ymin;
  return {bucket(box.ymin, box_.ymin, height), bucket(box.ymax, box_.ymin, height) + 1};
}

void StratumPlaces::featuresIn(const Box& box, std::vector<std::uint32_t>& out) const {
  out.clear();
  if (!box.meets(box_)) return;
  const auto [west, east] = columns(box);
  const auto [south, north] = rows(box);
  for (std::size_t row = south; row < north; ++row)
    for (std::size_t col = west; col < east; ++col)
      for (const std::uint32_t i : buckets_[row * side_ + col])
        if (features_[i].box.meets(box)) out.push_back(i);
  sortOut(out);
}

void StratumPlaces::strataIn(const Box& box, std::vector<StratumId>& out) const {
  std::vector<std::uint32_t> found;
  featuresIn(box, found);
  out.assign(everywhere_.begin(), everywhere_.end());
  for (const std::uint32_t i : found) out.push_back(features_[i].stratum);
  sortOut(out);
}

}  // namespace tanhui
