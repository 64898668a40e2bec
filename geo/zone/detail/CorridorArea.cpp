#include "geo/zone/detail/CorridorArea.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "geo/layer/GeosPolygon.h"
#include "geo/layer/Repair.h"
#include "geo/layer/Reproject.h"
#include "geo/zone/detail/ArcCorners.h"
#include "geo/zone/detail/MetricPlane.h"

namespace tanhui {
namespace {

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

/// Of what GEOS has made: valid as it is.
MultiPolygon polygonsOf(const Geos& geos, const GEOSGeometry* geometry) {
  PolygonParts parts;
  appendGeos(geos, geometry, parts);
  return directed(parts);
}

/// Buffers of lines, each made in a plane in which a metre is a metre: planes lie side by side from west to east, and a
/// line is cut where it goes from one to the next. The pieces share a point, where the round ends of their buffers
/// close the joint.
class Strips {
 public:
  Strips(const Crs& geographic, const Box& box, const Crs& target, const std::string& name)
      : geographic_(geographic),
        target_(target),
        name_(name),
        origin_{box.xmin, (box.ymin + box.ymax) / 2},
        width_(stripWidth(geographic, box)) {}

  /// Of longitude and latitude; `width` in metres each side.
  void line(std::span<const Point> points, double width) {
    if (points.size() < 2 || width == 0) return;
    std::vector<Point> piece = {points[0]};
    for (std::size_t i = 1; i < points.size(); ++i) {
      const Point a = points[i - 1], b = points[i];
      const std::int64_t from = stripOf(a.x), to = stripOf(b.x), step = to > from ? 1 : -1;
      for (std::int64_t strip = from; strip != to; strip += step) {
        const double x = origin_.x + static_cast<double>(step > 0 ? strip + 1 : strip) * width_;
        const Point joint{x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x)};
        piece.push_back(joint);
        put(strip, std::move(piece), width);
        piece = {joint};
      }
      piece.push_back(b);
    }
    put(stripOf(points.back().x), std::move(piece), width);
  }

  /// In the target CRS, as many as there are strips.
  void appendTo(std::vector<Geos::Geometry>& areas, const Geos& geos) {
    for (auto& [number, strip] : strips_) {
      MultiPolygon shape = repaired(strip.corners(polygonsOf(geos, unite(geos, strip.areas, name_).get())));
      if (shape.empty()) continue;
      strip.plane.leave(shape, name_);
      areas.push_back(checked(toGeos(geos, shape), name_, geos));
    }
  }

 private:
  struct Strip {
    MetricPlane plane;
    std::vector<Geos::Geometry> areas;
    ArcCorners corners;
  };

  static double stripWidth(const Crs& geographic, const Box& box) {
    const double nearest = box.ymin < 0 && box.ymax > 0 ? 0 : std::min(std::abs(box.ymin), std::abs(box.ymax));
    const double metres = geographic.ellipsoid().semiMajor * std::cos(nearest * geographic.radiansPerUnit());
    return 2 * MetricPlane::kReach / (metres * geographic.radiansPerUnit());
  }

  std::int64_t stripOf(double x) const { return static_cast<std::int64_t>(std::floor((x - origin_.x) / width_)); }

  void put(std::int64_t number, std::vector<Point> piece, double width) {
    auto found = strips_.find(number);
    if (found == strips_.end()) {
      const Point centre{origin_.x + (static_cast<double>(number) + 0.5) * width_, origin_.y};
      found = strips_.try_emplace(number, Strip{MetricPlane(geographic_, centre, target_), {}, {}}).first;
    }
    Strip& strip = found->second;
    strip.plane.enter(piece, name_);
    const Geos::Geometry line = checked(lineToGeos(geos_, piece), name_, geos_);
    strip.areas.push_back(
        checked(geos_.own(GEOSBuffer_r(geos_.get(), line.get(), width, ArcCorners::kQuadrantSegments)), name_, geos_));
    strip.corners.add(piece, width);
  }

  const Crs& geographic_;
  const Crs& target_;
  const std::string& name_;
  Point origin_;
  double width_;  ///< of a strip, in units of longitude
  Geos geos_;
  std::map<std::int64_t, Strip> strips_;
};

/// The width of the widest line that runs through a water; 0 when none does.
double widestIn(const Geos& geos, const Waters& waters, const MultiPolygon& shape, const std::string& where) {
  const Geos::Geometry water = checked(toGeos(geos, shape), where, geos);
  double widest = 0;
  for (std::size_t i = 0; i < waters.lines.lines.size(); ++i) {
    const std::vector<Point>& points = waters.lines.lines[i];
    if (waters.lineWidths[i] <= widest || points.size() < 2 || !boxOf(points).meets(shape.box)) continue;
    const char meets = GEOSIntersects_r(geos.get(), water.get(), checked(lineToGeos(geos, points), where, geos).get());
    if (meets == 2) failGeos(where, geos);
    if (meets == 1) widest = waters.lineWidths[i];
  }
  return widest;
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
  const Geos geos;
  std::vector<Geos::Geometry> areas;
  Strips strips(geographic, waters.box(), target, name);
  for (std::size_t i = 0; i < waters.lines.lines.size(); ++i) strips.line(waters.lines.lines[i], waters.lineWidths[i]);
  Reproject toTarget(geographic, target, name);
  for (std::size_t i = 0; i < waters.polygons.shapes.size(); ++i) {
    MultiPolygon shape = waters.polygons.shapes[i];
    const std::string where = waters.polygons.where(i);
    const bool own = !std::isnan(waters.polygonWidths[i]);
    const double width = own ? waters.polygonWidths[i] : widestIn(geos, waters, shape, where);
    if (!own && width == 0) warnings.push_back({where, say("zone.water_alone")});
    std::size_t begin = 0;
    for (const std::uint32_t end : shape.ringEnds) {
      strips.line(std::span(shape.points).subspan(begin, end - begin), width);
      begin = end;
    }
    if (!toTarget(shape)) throw Error(where, say("zone.no_image"), say("zone.no_image.remedy"));
    areas.push_back(checked(toGeos(geos, shape), where, geos));
  }
  strips.appendTo(areas, geos);
  return polygonsOf(geos, unite(geos, areas, name).get());
}

}  // namespace tanhui
