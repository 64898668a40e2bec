#include "geo/zone/CorridorArea.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "geo/layer/GeosPolygon.h"
#include "geo/layer/Repair.h"
#include "geo/zone/MetricPlane.h"

namespace tanhui {
namespace {

/// Sides to a quarter circle: a circle of 128 sides is 0.04 % short in area.
constexpr int kQuadrantSegments = 32;

[[noreturn]] void failGeos(const std::string& where, const Geos& geos) {
  throw Error(where, say("zone.geos", geos.lastMessage()), say("zone.geos.remedy"), ErrorKind::work);
}

Geos::Geometry checked(Geos::Geometry geometry, const std::string& where, const Geos& geos) {
  if (geometry == nullptr) failGeos(where, geos);
  return geometry;
}

Geos::Geometry lineToGeos(const Geos& geos, std::span<const Point> line) {
  GEOSCoordSequence* points =
      GEOSCoordSeq_copyFromBuffer_r(geos.get(), &line[0].x, static_cast<unsigned>(line.size()), 0, 0);
  return geos.own(points != nullptr ? GEOSGeom_createLineString_r(geos.get(), points) : nullptr);
}

/// The union of many areas, by GEOS's cascaded union.
Geos::Geometry unite(const Geos& geos, std::vector<Geos::Geometry>& areas, const std::string& where) {
  std::vector<GEOSGeometry*> raw;
  for (Geos::Geometry& area : areas) raw.push_back(area.release());
  areas.clear();
  const Geos::Geometry all =
      checked(geos.own(GEOSGeom_createCollection_r(geos.get(), GEOS_GEOMETRYCOLLECTION, raw.data(),
                                                   static_cast<unsigned>(raw.size()))),
              where, geos);
  return checked(geos.own(GEOSUnaryUnion_r(geos.get(), all.get())), where, geos);
}

MultiPolygon polygonsOf(const Geos& geos, const GEOSGeometry* geometry) {
  PolygonParts parts;
  appendGeos(geos, geometry, parts);
  RepairNote note;
  return Repair()(parts, note);
}

/// What one metric plane serves: all of a county's waters, or one feature of a wider layer.
class PlaneBuffers {
 public:
  PlaneBuffers(const Crs& geographic, const Box& box, const Crs& target, const std::string& name)
      : plane_(geographic, {(box.xmin + box.xmax) / 2, (box.ymin + box.ymax) / 2}, target), name_(name) {}

  void line(std::vector<Point> points, double width) {
    if (points.size() < 2 || width == 0) return;
    plane_.enter(points, name_);
    lines_.push_back({checked(lineToGeos(geos_, points), name_, geos_), width});
  }

  /// After the lines. Without a width of its own, the water takes that of the lines in it; false when there is none.
  bool water(MultiPolygon shape, double width, const std::string& where) {
    plane_.enter(shape, where);
    Geos::Geometry area = checked(toGeos(geos_, shape), where, geos_);
    const bool own = !std::isnan(width);
    if (!own) width = widestIn(area.get(), where);
    if (width > 0) areas_.push_back(buffer(area.get(), width));
    areas_.push_back(std::move(area));
    return own || width > 0;
  }

  void buffersOfLines() {
    for (const Line& line : lines_) areas_.push_back(buffer(line.geometry.get(), line.width));
  }

  /// In the target CRS.
  MultiPolygon united() {
    MultiPolygon shape = polygonsOf(geos_, unite(geos_, areas_, name_).get());
    if (!shape.empty()) plane_.leave(shape, name_);
    return shape;
  }

 private:
  struct Line {
    Geos::Geometry geometry;
    double width;
  };

  Geos::Geometry buffer(const GEOSGeometry* geometry, double width) const {
    return checked(geos_.own(GEOSBuffer_r(geos_.get(), geometry, width, kQuadrantSegments)), name_, geos_);
  }

  double widestIn(const GEOSGeometry* water, const std::string& where) const {
    double widest = 0;
    for (const Line& line : lines_) {
      if (line.width <= widest) continue;
      const char meets = GEOSIntersects_r(geos_.get(), water, line.geometry.get());
      if (meets == 2) failGeos(where, geos_);
      if (meets == 1) widest = line.width;
    }
    return widest;
  }

  MetricPlane plane_;
  std::string name_;
  Geos geos_;
  std::vector<Line> lines_;
  std::vector<Geos::Geometry> areas_;
};

/// Cuts a line where it outgrows one plane. The pieces share a point, where the round ends of their buffers close the
/// joint.
std::vector<std::vector<Point>> pieces(const Crs& geographic, const std::vector<Point>& line) {
  std::vector<std::vector<Point>> out(1);
  Box box;
  for (const Point p : line) {
    box.add(p);
    if (out.back().size() > 1 && !fitsOnePlane(geographic, box)) {
      const Point joint = out.back().back();
      out.push_back({joint});
      box = {joint.x, joint.y, joint.x, joint.y};
      box.add(p);
    }
    out.back().push_back(p);
  }
  return out;
}

void tellAlone(const Waters& waters, std::size_t i, Warnings& warnings) {
  warnings.push_back({waters.polygons.where(i), say("zone.water_alone")});
}

MultiPolygon inOnePlane(const Waters& waters, const Crs& geographic, const Crs& target, const std::string& name,
                        Warnings& warnings) {
  PlaneBuffers buffers(geographic, waters.box(), target, name);
  for (std::size_t i = 0; i < waters.lines.lines.size(); ++i) buffers.line(waters.lines.lines[i], waters.lineWidths[i]);
  for (std::size_t i = 0; i < waters.polygons.shapes.size(); ++i)
    if (!buffers.water(waters.polygons.shapes[i], waters.polygonWidths[i], waters.polygons.where(i)))
      tellAlone(waters, i, warnings);
  buffers.buffersOfLines();
  return buffers.united();
}

/// A layer wider than one plane: each feature in a plane of its own, united in the target.
MultiPolygon inManyPlanes(const Waters& waters, const Crs& geographic, const Crs& target, const std::string& name,
                          Warnings& warnings) {
  const Geos geos;
  std::vector<Geos::Geometry> areas;
  const auto collect = [&](PlaneBuffers& buffers) {
    const MultiPolygon shape = buffers.united();
    if (!shape.empty()) areas.push_back(checked(toGeos(geos, shape), name, geos));
  };
  for (std::size_t i = 0; i < waters.lines.lines.size(); ++i)
    for (std::vector<Point>& piece : pieces(geographic, waters.lines.lines[i])) {
      PlaneBuffers buffers(geographic, boxOf(piece), target, name);
      buffers.line(std::move(piece), waters.lineWidths[i]);
      buffers.buffersOfLines();
      collect(buffers);
    }
  for (std::size_t i = 0; i < waters.polygons.shapes.size(); ++i) {
    const MultiPolygon& shape = waters.polygons.shapes[i];
    PlaneBuffers buffers(geographic, shape.box, target, name);
    for (std::size_t k = 0; k < waters.lines.lines.size(); ++k)
      if (std::isnan(waters.polygonWidths[i]) && boxOf(waters.lines.lines[k]).meets(shape.box))
        buffers.line(waters.lines.lines[k], waters.lineWidths[k]);
    if (!buffers.water(shape, waters.polygonWidths[i], waters.polygons.where(i))) tellAlone(waters, i, warnings);
    collect(buffers);
  }
  return polygonsOf(geos, unite(geos, areas, name).get());
}

}  // namespace

Box Waters::box() const {
  Box all;
  for (const std::vector<Point>& line : lines.lines) all.add(boxOf(line));
  for (const MultiPolygon& shape : polygons.shapes) all.add(shape.box);
  return all;
}

MultiPolygon corridorArea(const Waters& waters, const Crs& geographic, const Crs& target, const std::string& name,
                          Warnings& warnings) {
  return fitsOnePlane(geographic, waters.box()) ? inOnePlane(waters, geographic, target, name, warnings)
                                                : inManyPlanes(waters, geographic, target, name, warnings);
}

MultiPolygon takeOut(const MultiPolygon& area, std::span<const MultiPolygon> others, const std::string& name) {
  if (area.empty()) return area;
  const Geos geos;
  const auto destroy = [&](const GEOSPreparedGeometry* p) { GEOSPreparedGeom_destroy_r(geos.get(), p); };
  const Geos::Geometry whole = checked(toGeos(geos, area), name, geos);
  const std::unique_ptr<const GEOSPreparedGeometry, decltype(destroy)> prepared(GEOSPrepare_r(geos.get(), whole.get()),
                                                                                destroy);
  if (prepared == nullptr) failGeos(name, geos);
  std::vector<Geos::Geometry> meeting;
  for (const MultiPolygon& other : others) {
    if (!other.box.meets(area.box)) continue;
    Geos::Geometry shape = checked(toGeos(geos, other), name, geos);
    const char meets = GEOSPreparedIntersects_r(geos.get(), prepared.get(), shape.get());
    if (meets == 2) failGeos(name, geos);
    if (meets == 1) meeting.push_back(std::move(shape));
  }
  if (meeting.empty()) return area;
  const Geos::Geometry taken = unite(geos, meeting, name);
  return polygonsOf(geos, checked(geos.own(GEOSDifference_r(geos.get(), whole.get(), taken.get())), name, geos).get());
}

}  // namespace tanhui
