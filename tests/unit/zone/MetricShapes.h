#pragma once

#include <numbers>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "geo/gdal/VectorLayer.h"
#include "geo/grid/CellArea.h"
#include "geo/grid/Transform.h"
#include "geo/zone/detail/MetricPlane.h"
#include "tests/unit/layer/MakeLayer.h"

namespace tanhui::test {

constexpr double kPi = std::numbers::pi;

inline Crs crs(const char* code) { return Crs::parse(code, "test"); }

inline double groundHa(const VectorLayer& layer, const Crs& in) {
  REQUIRE(layer.shapes.size() == 1);
  return geodesicAreaHa(layer.shapes[0].points, layer.shapes[0].ringEnds, in);
}

/// A polygon or line from a plane in true metres around 106.2 E, 29.2 N, as WKT in longitude and latitude.
inline std::string wktFromMetres(const char* kind, const std::vector<Point>& corners) {
  // An edge of longitude and latitude is none of the plane: short pieces keep to it.
  std::vector<Point> points;
  for (std::size_t i = 0; i + 1 < corners.size(); ++i)
    for (int k = 0; k < 20; ++k)
      points.push_back({corners[i].x + (corners[i + 1].x - corners[i].x) * k / 20,
                        corners[i].y + (corners[i + 1].y - corners[i].y) * k / 20});
  points.push_back(Point(corners.back()));
  const Crs degrees = crs("EPSG:4490");
  MetricPlane plane(degrees, {106.2, 29.2}, degrees);
  Transform(plane.crs(), degrees, "test")(points);
  std::string wkt;
  for (const Point p : points) wkt += fmt::format("{}{:.15g} {:.15g}", wkt.empty() ? "" : ",", p.x, p.y);
  return std::string(kind) == "POLYGON" ? "POLYGON((" + wkt + "))" : "LINESTRING(" + wkt + ")";
}

const inline LayerOptions kLonLat = {.crs = "EPSG:4490"};

}  // namespace tanhui::test
