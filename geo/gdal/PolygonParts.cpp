#include "geo/gdal/PolygonParts.h"

#include <cmath>

namespace tanhui {
namespace {

/// Chord of an arc, in degrees: the area of a circle comes out 1.3e-5 short.
constexpr double kArcStep = 0.5;

void appendPoints(OGRGeometryH curve, std::vector<Point>& out) {
  const int count = OGR_G_GetPointCount(curve);
  if (count <= 0) return;
  const std::size_t begin = out.size();
  out.resize(begin + static_cast<std::size_t>(count));
  OGR_G_GetPoints(curve, &out[begin].x, sizeof(Point), &out[begin].y, sizeof(Point), nullptr, 0);
}

void appendPolygon(OGRGeometryH polygon, PolygonParts& out) {
  const int rings = OGR_G_GetGeometryCount(polygon);
  if (rings == 0) return;
  for (int i = 0; i < rings; ++i) {
    appendPoints(OGR_G_GetGeometryRef(polygon, i), out.points);
    out.ringEnds.push_back(static_cast<std::uint32_t>(out.points.size()));
  }
  out.partEnds.push_back(static_cast<std::uint32_t>(out.ringEnds.size()));
}

template <typename Append>
bool eachMember(OGRGeometryH collection, const Append& append) {
  bool all = true;
  for (int i = 0; i < OGR_G_GetGeometryCount(collection); ++i) all = append(OGR_G_GetGeometryRef(collection, i)) && all;
  return all;
}

}  // namespace

bool appendPolygons(OGRGeometryH geometry, PolygonParts& out) {
  switch (wkbFlatten(OGR_G_GetGeometryType(geometry))) {
    case wkbPolygon:
    case wkbTriangle:
      appendPolygon(geometry, out);
      return true;
    case wkbCurvePolygon: {
      const OgrGeometry chords(OGR_G_GetLinearGeometry(geometry, kArcStep, nullptr));
      return chords != nullptr && appendPolygons(chords.get(), out);
    }
    case wkbMultiPolygon:
    case wkbMultiSurface:
    case wkbPolyhedralSurface:
    case wkbTIN:
    case wkbGeometryCollection:
      return eachMember(geometry, [&](OGRGeometryH member) { return appendPolygons(member, out); });
    default:
      return false;
  }
}

bool appendLines(OGRGeometryH geometry, std::vector<std::vector<Point>>& out) {
  switch (wkbFlatten(OGR_G_GetGeometryType(geometry))) {
    case wkbLineString:
      out.emplace_back();
      appendPoints(geometry, out.back());
      if (out.back().empty()) out.pop_back();
      return true;
    case wkbCircularString:
    case wkbCompoundCurve: {
      const OgrGeometry chords(OGR_G_GetLinearGeometry(geometry, kArcStep, nullptr));
      return chords != nullptr && appendLines(chords.get(), out);
    }
    case wkbMultiLineString:
    case wkbMultiCurve:
    case wkbGeometryCollection:
      return eachMember(geometry, [&](OGRGeometryH member) { return appendLines(member, out); });
    default:
      return false;
  }
}

bool appendPlaces(OGRGeometryH geometry, std::vector<Point>& out) {
  switch (wkbFlatten(OGR_G_GetGeometryType(geometry))) {
    case wkbPoint:
      if (OGR_G_IsEmpty(geometry) == 0) out.push_back({OGR_G_GetX(geometry, 0), OGR_G_GetY(geometry, 0)});
      return true;
    case wkbMultiPoint:
    case wkbGeometryCollection:
      return eachMember(geometry, [&](OGRGeometryH member) { return appendPlaces(member, out); });
    default:
      return false;
  }
}

double twiceSignedArea(std::span<const Point> ring) {
  if (ring.empty()) return 0;
  const Point o = ring.front();
  double sum = 0;
  for (std::size_t i = 1; i < ring.size(); ++i)
    sum += (ring[i - 1].x - o.x) * (ring[i].y - o.y) - (ring[i].x - o.x) * (ring[i - 1].y - o.y);
  return sum;
}

bool allFinite(std::span<const Point> points) {
  double probe = 0;  // stays 0 unless some coordinate is infinite or NaN
  for (const Point p : points) probe += p.x * 0 + p.y * 0;
  return probe == 0;
}

Box boxOf(std::span<const Point> points) {
  if (points.empty()) return {};
  Box box{points[0].x, points[0].y, points[0].x, points[0].y};
  for (const Point p : points)
    box = {std::min(box.xmin, p.x), std::min(box.ymin, p.y), std::max(box.xmax, p.x), std::max(box.ymax, p.y)};
  return box;
}

}  // namespace tanhui
