#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/base/Handle.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// Polygons as a file gives them, ring roles known, nothing checked. Scratch to be reused from feature to feature.
struct PolygonParts {
  std::vector<Point> points;
  std::vector<std::uint32_t> ringEnds;  ///< one past the last point of each ring, in `points`
  std::vector<std::uint32_t>
      partEnds;  ///< one past the last ring of each polygon, in `ringEnds`; its first is the exterior

  void clear() { points.clear(), ringEnds.clear(), partEnds.clear(); }
  std::size_t ringBegin(std::size_t ring) const { return ring == 0 ? 0 : ringEnds[ring - 1]; }
  std::span<const Point> ring(std::size_t i) const {
    return std::span(points).subspan(ringBegin(i), ringEnds[i] - ringBegin(i));
  }
};

/// Appends the polygons of a geometry: parts of collections too, curves as chords of half a degree, heights dropped.
/// False when it also held something that is no area.
bool appendPolygons(OGRGeometryH geometry, PolygonParts& out);

/// Appends the lines of a geometry, one entry per line. False when it also held something that is no line.
bool appendLines(OGRGeometryH geometry, std::vector<std::vector<Point>>& out);

/// Appends the points of a geometry. False when it also held something that is no point.
bool appendPlaces(OGRGeometryH geometry, std::vector<Point>& out);

/// Twice the signed area (counter-clockwise positive), about the first point.
double twiceSignedArea(std::span<const Point> ring);

bool allFinite(std::span<const Point> points);

Box boxOf(std::span<const Point> points);

}  // namespace tanhui
