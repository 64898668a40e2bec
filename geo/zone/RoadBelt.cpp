#include "geo/zone/RoadBelt.h"

#include <algorithm>
#include <array>

#include "geo/layer/PolygonOverlay.h"
#include "geo/zone/detail/CorridorArea.h"
#include "geo/zone/detail/MadeZone.h"
#include "geo/zone/detail/ReadWaters.h"

namespace tanhui {
namespace {

/// Roads and what lies within a width of their land, by whatever rule gives the width.
class RoadBuffers {
 public:
  RoadBuffers(const RoadBeltSpec& spec, const Crs& target, Warnings& warnings)
      : spec_(spec), target_(target), geographic_(target.geographicPart()), roads_(read(spec.width, warnings)) {
    Warnings told;  // once is enough
    if (spec.roadWidth.given()) lineHalves_ = read(spec.roadWidth, told).lineWidths;
    lineHalves_.resize(roads_.lines.lines.size(), 0);
    for (double& width : lineHalves_) width /= 2;
  }

  /// The road with what lies within its width by the rule of each.
  MultiPolygon wide(Warnings& warnings) const { return around(roads_, warnings); }
  /// The same of cropland, where it is never wider.
  MultiPolygon narrow() const {
    Warnings told;
    Waters roads = read(spec_.croplandWidth, told);
    for (std::size_t i = 0; i < roads.lineWidths.size(); ++i)
      roads.lineWidths[i] = std::min(roads.lineWidths[i], roads_.lineWidths[i]);
    for (std::size_t i = 0; i < roads.polygonWidths.size(); ++i)
      roads.polygonWidths[i] = std::min(roads.polygonWidths[i], roads_.polygonWidths[i]);
    return around(std::move(roads), told);
  }
  /// The road's own land.
  MultiPolygon land() const {
    Waters roads = roads_;
    roads.lineWidths.assign(roads.lines.lines.size(), 0);
    roads.polygonWidths.assign(roads.polygons.shapes.size(), 0);
    Warnings told;
    return around(std::move(roads), told);
  }

 private:
  Waters read(const WidthRule& rule, Warnings& warnings) const {
    checkWidths(rule, spec_.name);
    return readWaters(spec_.source, rule, spec_.name, geographic_, warnings);
  }
  MultiPolygon around(Waters roads, Warnings& warnings) const {
    for (std::size_t i = 0; i < roads.lineWidths.size(); ++i) roads.lineWidths[i] += lineHalves_[i];
    return corridorArea(roads, geographic_, target_, spec_.name, warnings);
  }

  const RoadBeltSpec& spec_;
  const Crs& target_;
  const Crs geographic_;
  const Waters roads_;
  std::vector<double> lineHalves_;  ///< of the roads' own land, metres
};

}  // namespace

VectorLayer makeRoadBelt(const RoadBeltSpec& spec, const Crs& target, const WithoutCropland& withoutCropland,
                         Warnings& warnings) {
  const RoadBuffers roads(spec, target, warnings);
  const std::array<MultiPolygon, 2> parts = {withoutCropland(roads.wide(warnings)), roads.narrow()};
  const std::array<MultiPolygon, 1> land = {roads.land()};
  MultiPolygon shape = takeOut(unionOf(parts, spec.name), land, spec.name);
  shape = withoutLayers(std::move(shape), spec.exclude, target, spec.name, warnings);
  if (shape.empty()) throw Error(spec.name, say("zone.road_empty"), say("zone.road_empty.remedy"));
  return oneFeature(spec.name, std::move(shape));
}

}  // namespace tanhui
