#include "geo/model/Interventions.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

#include "geo/coverage/Overlay.h"
#include "geo/grid/CellArea.h"
#include "geo/layer/PolygonOverlay.h"
#include "geo/layer/VectorRead.h"

namespace tanhui {
namespace {

constexpr double kOutsideHa = 1e-4;  // a square metre: less comes from the digitising of a common border
constexpr int kPlace = 256;          // cells a side of the windows in which sets are looked for

bool conflicting(const InterventionSpec& a, const InterventionSpec& b) {
  return a.year == b.year && a.scenario == b.scenario;
}

double groundHa(const MultiPolygon& shape, const Crs& crs) { return geodesicAreaHa(shape.points, shape.ringEnds, crs); }

/// The interventions' features that meet a box, as layers of an overlay behind the region's.
class InterventionStack {
 public:
  InterventionStack(std::span<const InterventionLayer> interventions, const VectorLayer& region) {
    if (!region.shapes.empty()) add(OverlayRole::region, region);
    first_ = static_cast<std::uint32_t>(sources_.size());
    for (const InterventionLayer& layer : interventions) add(OverlayRole::zone, layer.polygons);
    for (std::size_t i = first_; i < sources_.size(); ++i) reach_.add(sources_[i].second->box());
  }

  const Box& reach() const { return reach_; }

  /// False when no intervention meets the box.
  bool select(const Box& box) {
    selected_.assign(sources_.size(), {});
    layers_.clear();
    bool any = false;
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      for (const MultiPolygon& shape : sources_[i].second->shapes)
        if (shape.box.meets(box)) selected_[i].push_back(&shape);
      any = any || (i >= first_ && !selected_[i].empty());
      layers_.push_back({sources_[i].first, selected_[i]});
    }
    return any;
  }

  std::span<const OverlayLayer> layers() const { return layers_; }
  std::uint64_t covering(std::span<const OverlayFeatureRef> zones) const {
    std::uint64_t bits = 0;
    for (const OverlayFeatureRef& zone : zones) bits |= std::uint64_t{1} << (zone.layer - first_);
    return bits;
  }

 private:
  void add(OverlayRole role, const VectorLayer& layer) { sources_.emplace_back(role, &layer); }

  std::vector<std::pair<OverlayRole, const VectorLayer*>> sources_;
  std::uint32_t first_ = 0;  ///< of the interventions in sources_
  std::vector<std::vector<const MultiPolygon*>> selected_;
  std::vector<OverlayLayer> layers_;
  Box reach_;
};

}  // namespace

InterventionLayer buildInterventionLayer(const InterventionSpec& spec, const Project& project, const Crs& crs,
                                         Warnings& warnings) {
  try {
    return {spec, readPolygons(spec.source, crs, {}, warnings)};
  } catch (const Error& fault) {
    throw Error(fmt::format("{}, line {}: {}", project.file.string(), spec.line, fault.where()), fault.problem(),
                fault.remedy(), fault.kind());
  }
}

void requireInside(const InterventionLayer& layer, const MultiPolygon& region, const Crs& crs, Warnings& warnings) {
  const MultiPolygon whole = unionOf(layer.polygons.shapes, layer.spec.name);
  const MultiPolygon inside =
      whole.box.meets(region.box) ? intersectionOf(whole, region, layer.spec.name) : MultiPolygon();
  const double wholeHa = groundHa(whole, crs), insideHa = inside.empty() ? 0 : groundHa(inside, crs);
  if (!(insideHa > 0))
    throw Error(layer.spec.name, say("model.intervention_outside", layer.spec.name),
                say("model.intervention_outside.remedy"));
  const double outsideHa = wholeHa - insideHa;
  if (outsideHa > kOutsideHa)
    warnings.push_back({layer.spec.name, say("model.intervention_partly", layer.spec.name,
                                             fmt::format("{:.4f}", outsideHa), fmt::format("{:.4f}", wholeHa))});
}

std::uint64_t inEffect(std::span<const InterventionLayer> interventions, std::uint64_t covering) {
  std::uint64_t effective = 0;
  for (std::uint64_t left = covering; left != 0; left &= left - 1) {
    const int i = std::countr_zero(left);
    bool givesWay = false;
    for (std::uint64_t above = effective; above != 0 && !givesWay; above &= above - 1)
      givesWay = conflicting(interventions[static_cast<std::size_t>(std::countr_zero(above))].spec,
                             interventions[static_cast<std::size_t>(i)].spec);
    if (!givesWay) effective |= std::uint64_t{1} << i;
  }
  return effective;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> conflictsAmong(std::span<const InterventionLayer> interventions,
                                                                    std::uint64_t covering) {
  const std::uint64_t effective = inEffect(interventions, covering);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t i = 0; i < interventions.size(); ++i) {
    if ((effective >> i & 1) == 0) continue;
    for (std::uint32_t j = i + 1; j < interventions.size(); ++j)
      if (((covering & ~effective) >> j & 1) != 0 && conflicting(interventions[i].spec, interventions[j].spec))
        pairs.emplace_back(i, j);
  }
  return pairs;
}

std::vector<InterventionPlace> interventionPlaces(std::span<const InterventionLayer> interventions,
                                                  const VectorLayer& region, const Grid& grid, const Box& within) {
  std::vector<InterventionPlace> places;
  InterventionStack stack(interventions, region);
  Overlay overlay;
  for (std::int64_t row = 0; row < grid.rows; row += kPlace) {
    for (std::int64_t col = 0; col < grid.cols; col += kPlace) {
      const Window window{col, row, static_cast<int>(std::min<std::int64_t>(kPlace, grid.cols - col)),
                          static_cast<int>(std::min<std::int64_t>(kPlace, grid.rows - row))};
      const Box box = grid.box(window);
      if (!box.meets(stack.reach()) || (!within.empty() && !box.meets(within)) || !stack.select(box)) continue;
      const OverlayResult& result = overlay(stack.layers(), grid, window);
      std::map<std::uint64_t, Box> boxes;
      for (const OverlayPart& part : result.parts) {
        if (part.zoneSet == 0) continue;
        const std::uint64_t set = inEffect(interventions, stack.covering(result.zoneSets[part.zoneSet]));
        boxes[set].add(grid.box({col + part.colBegin, row + part.row, part.colEnd - part.colBegin, 1}));
      }
      for (const auto& [set, where] : boxes) places.push_back({set, where});
    }
  }
  return places;
}

}  // namespace tanhui
