#include "geo/model/detail/ShiftCheck.h"

#include <cmath>

#include "geo/grid/Transform.h"
#include "geo/layer/Gcj02.h"

namespace tanhui {
namespace {

constexpr std::size_t kLookedAt = 1000;  ///< polygons of a layer
/// The shift itself changes by up to half a percent over a polygon; digits that a web map drops add a metre or two.
constexpr double kNear = 3, kStretch = 0.01;

bool sameBox(const Box& a, const Box& b, double near) {
  return std::abs(a.xmin - b.xmin) <= near && std::abs(a.xmax - b.xmax) <= near && std::abs(a.ymin - b.ymin) <= near &&
         std::abs(a.ymax - b.ymax) <= near;
}

/// The boxes of all polygons of the land, by their western ends.
std::vector<Box> landBoxes(const Model& model) {
  std::vector<Box> boxes;
  for (const std::vector<LandLayer>* stack : {&model.layers, &model.earlier})
    for (const LandLayer& land : *stack)
      for (const MultiPolygon& shape : land.polygons.shapes) boxes.push_back(shape.box);
  std::ranges::sort(boxes, {}, &Box::xmin);
  return boxes;
}

class ShiftCheck {
 public:
  ShiftCheck(const Model& model, Warnings& warnings)
      : model_(model),
        warnings_(warnings),
        degrees_(Crs::parse("EPSG:4490", "grid")),
        toDegrees_(model.grid.crs, degrees_, "grid"),
        metresPerUnit_(model.grid.crs.geographic()
                           ? model.grid.crs.ellipsoid().semiMajor * model.grid.crs.radiansPerUnit()
                           : model.grid.crs.metresPerUnit()) {}

  /// By its box against the region's.
  bool byBox(const Box& inDegrees, const std::string& name) {
    if (model_.region.shapes.empty()) return false;
    return tell(suspectGcj02(inDegrees, boxInDegrees(model_.region.shapes[0].box, toDegrees_)), name);
  }
  bool byBox(const VectorLayer& layer, const std::string& name) {
    return byBox(boxInDegrees(layer.box(), toDegrees_), name);
  }

  /// By its polygons against those of the land.
  void byTwins(const VectorLayer& layer, const std::string& name) {
    if (land_.empty()) land_ = landBoxes(model_);
    std::vector<Box> back;
    double metres = 0;
    const std::size_t count = std::min(layer.shapes.size(), kLookedAt);
    for (std::size_t i = 0; i < count; ++i) {
      const Box& box = layer.shapes[i].box;
      const std::optional<Point> shift = shiftAt({(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2});
      if (!shift) return;
      back.push_back({box.xmin - shift->x, box.ymin - shift->y, box.xmax - shift->x, box.ymax - shift->y});
      metres = std::hypot(shift->x, shift->y) * metresPerUnit_;
    }
    std::size_t moved = 0, inPlace = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const bool stays = onLand(layer.shapes[i].box);
      inPlace += stays;
      moved += !stays && onLand(back[i]);
    }
    if (moved > inPlace && metres > 0) tell(metres, name);
  }

  void byRivers(const ZoneSpec& spec) {
    Box all;
    for (const VectorInfo& info : describeVector(spec.source.path, spec.source.encoding)) {
      if (!spec.source.sublayer.empty() && info.layer != spec.source.sublayer) continue;
      const Crs crs = spec.source.crs.empty() ? info.crs : Crs::parse(spec.source.crs, spec.name);
      if (crs.known() && !info.box.empty()) all.add(boxInDegrees(info.box, Transform(crs, degrees_, spec.name)));
    }
    byBox(all, spec.name);
  }

 private:
  static Box boxInDegrees(const Box& box, const Transform& toDegrees) {
    Box out;
    if (box.empty()) return out;
    for (const Point p : {Point{box.xmin, box.ymin}, Point{box.xmax, box.ymax}}) out.add(toDegrees(p));
    return out;
  }

  /// In units of the grid, what GCJ-02 adds there.
  std::optional<Point> shiftAt(Point p) const {
    const std::optional<Point> image = gcj02(toDegrees_(p));
    if (!image) return std::nullopt;
    std::array<Point, 1> there = {*image};
    toDegrees_.inverse(there);
    return Point{there[0].x - p.x, there[0].y - p.y};
  }

  bool onLand(const Box& box) const {
    const double near = kNear / metresPerUnit_ + kStretch * std::hypot(box.xmax - box.xmin, box.ymax - box.ymin);
    for (auto at = std::ranges::lower_bound(land_, box.xmin - near, {}, &Box::xmin);
         at != land_.end() && at->xmin <= box.xmin + near; ++at)
      if (sameBox(box, *at, near)) return true;
    return false;
  }

  bool tell(std::optional<double> metres, const std::string& name) {
    if (metres) warnings_.push_back({name, say("model.gcj02", std::lround(*metres))});
    return metres.has_value();
  }

  const Model& model_;
  Warnings& warnings_;
  Crs degrees_;
  Transform toDegrees_;
  double metresPerUnit_;
  std::vector<Box> land_;  ///< when it was asked for
};

}  // namespace

void warnOfShifts(const Model& model, const Project& project, Warnings& warnings) {
  ShiftCheck check(model, warnings);
  for (const std::vector<LandLayer>* stack : {&model.layers, &model.earlier})
    for (const LandLayer& layer : *stack)
      if (!layer.polygons.shapes.empty()) check.byBox(layer.polygons, layer.name);
  for (const ZoneLayer& zone : model.zones)
    if (zone.kind != ZoneKind::corridor && zone.kind != ZoneKind::road && zone.kind != ZoneKind::basin &&
        !check.byBox(zone.polygons, zone.name))
      check.byTwins(zone.polygons, zone.name);
  for (const ZoneSpec& spec : project.zones)
    if (spec.belt() && !model.region.shapes.empty()) check.byRivers(spec);
  for (const InterventionLayer& planned : model.interventions)
    if (!check.byBox(planned.polygons, planned.spec.name)) check.byTwins(planned.polygons, planned.spec.name);
}

}  // namespace tanhui
