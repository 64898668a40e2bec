#include "geo/model/Interventions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "geo/coverage/Overlay.h"
#include "geo/grid/CellArea.h"
#include "geo/layer/PolygonOverlay.h"
#include "geo/layer/VectorRead.h"
#include "geo/model/detail/PlannedFields.h"

namespace tanhui {
namespace {

constexpr double kOutsideHa = 1e-4;  // a square metre: less comes from the digitising of a common border
constexpr int kPlace = 256;          // cells a side of the windows in which sets are looked for

double groundHa(const MultiPolygon& shape, const Crs& crs) { return geodesicAreaHa(shape.points, shape.ringEnds, crs); }

/// The interventions' features that meet a box, as layers of an overlay behind the region's.
class InterventionStack {
 public:
  InterventionStack(std::span<const InterventionLayer> interventions, const VectorLayer& region)
      : interventions_(interventions) {
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
    changes_.assign(interventions_.size(), {});
    for (std::size_t i = 0; i < sources_.size(); ++i) {
      const std::vector<MultiPolygon>& shapes = sources_[i].second->shapes;
      for (std::size_t f = 0; f < shapes.size(); ++f) {
        if (!shapes[f].box.meets(box)) continue;
        selected_[i].push_back(&shapes[f]);
        if (i >= first_) changes_[i - first_].push_back(interventions_[i - first_].changes[f]);
      }
      any = any || (i >= first_ && !selected_[i].empty());
      layers_.push_back({sources_[i].first, selected_[i]});
    }
    return any;
  }

  std::span<const OverlayLayer> layers() const { return layers_; }
  /// The changes over a zone set, by intervention and feature.
  std::vector<std::uint32_t> covering(std::span<const OverlayFeatureRef> zones) const {
    std::vector<std::uint32_t> changes;
    for (const OverlayFeatureRef& zone : zones) changes.push_back(changes_[zone.layer - first_][zone.feature]);
    return changes;
  }

 private:
  void add(OverlayRole role, const VectorLayer& layer) { sources_.emplace_back(role, &layer); }

  std::span<const InterventionLayer> interventions_;
  std::vector<std::pair<OverlayRole, const VectorLayer*>> sources_;
  std::uint32_t first_ = 0;  ///< of the interventions in sources_
  std::vector<std::vector<const MultiPolygon*>> selected_;
  std::vector<std::vector<std::uint32_t>> changes_;  ///< of what is selected, by intervention
  std::vector<OverlayLayer> layers_;
  Box reach_;
};

struct Lexicographic {
  bool operator()(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) const {
    return std::ranges::lexicographical_compare(a, b);
  }
};

/// Adds the intervention and its distinct changes; tells of each polygon which it makes.
std::vector<std::uint32_t> addToPlan(const InterventionSpec& spec, const VectorLayer& polygons, PlannedFields& fields,
                                     InterventionPlan& plan) {
  const auto intervention = static_cast<std::uint32_t>(plan.interventions.size());
  plan.interventions.push_back({spec, spec.name, spec.scenario});
  std::map<std::tuple<int, std::string, double, std::string, std::string, double, double>, std::uint32_t> known;
  std::vector<std::uint32_t> changes;
  for (std::size_t i = 0; i < polygons.shapes.size(); ++i) {
    const LandEvent e = fields.changeOf(polygons, i);
    const auto [place, isNew] =
        known.try_emplace({e.year, e.species, e.density, e.classKey, e.management, e.fraction, e.products},
                          static_cast<std::uint32_t>(plan.changes.size()));
    if (isNew) plan.changes.push_back({e, intervention});
    changes.push_back(place->second);
  }
  return changes;
}

}  // namespace

InterventionLayer buildInterventionLayer(const InterventionSpec& spec, const Project& project, const Crs& crs,
                                         InterventionPlan& plan, Warnings& warnings) {
  const std::string where = fmt::format("{}, line {}: ", project.file.string(), spec.line);
  InterventionLayer layer{spec, {}, {}};
  std::vector<Error> faults;
  try {
    PlannedFields fields(spec, project);
    layer.polygons = readPolygons(spec.source, crs, fields.request(), warnings);
    layer.changes = addToPlan(spec, layer.polygons, fields, plan);
    faults = fields.faults(where, layer.polygons);
  } catch (const Error& fault) {
    throw Error(where + fault.where(), fault.problem(), fault.remedy(), fault.kind());
  }
  if (!faults.empty()) throw ProjectFaults(std::move(faults));
  return layer;
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

PlaceOfChanges changesInEffect(const InterventionPlan& plan, std::span<const std::uint32_t> covering) {
  PlaceOfChanges place;
  std::vector<std::uint32_t> givingWay;
  const auto holds = [&](std::uint32_t change) {
    return std::ranges::find_if(place.inEffect, [&](std::uint32_t above) {
      return plan.changes[above].year == plan.changes[change].year &&
             plan.eventOf(above).scenario == plan.eventOf(change).scenario;
    });
  };
  for (const std::uint32_t change : covering) {
    const auto above = holds(change);
    if (above == place.inEffect.end()) {
      place.inEffect.push_back(change);
    } else if (*above != change && std::ranges::find(givingWay, change) == givingWay.end()) {
      givingWay.push_back(change);
      place.conflicts.emplace_back(plan.changes[*above].intervention, plan.changes[change].intervention);
    }
  }
  std::ranges::sort(place.inEffect);
  return place;
}

std::vector<InterventionPlace> interventionPlaces(std::span<const InterventionLayer> interventions,
                                                  const InterventionPlan& plan, const VectorLayer& region,
                                                  const Grid& grid, const Box& within) {
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
      std::vector<std::vector<std::uint32_t>> sets(result.zoneSets.size());
      for (std::size_t i = 0; i < sets.size(); ++i) {
        sets[i] = changesInEffect(plan, stack.covering(result.zoneSets[i])).inEffect;
        std::ranges::reverse(sets[i]);
      }
      // Strata get their numbers in this order: sets with later changes last.
      std::map<std::span<const std::uint32_t>, Box, Lexicographic> boxes;
      for (const OverlayPart& part : result.parts)
        if (part.zoneSet != 0)
          boxes[sets[part.zoneSet]].add(
              grid.box({col + part.colBegin, row + part.row, part.colEnd - part.colBegin, 1}));
      for (const auto& [set, where] : boxes) places.push_back({{set.rbegin(), set.rend()}, where});
    }
  }
  return places;
}

}  // namespace tanhui
