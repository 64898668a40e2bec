#include "geo/layer/Reproject.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "geo/gdal/PolygonParts.h"

using namespace tanhui;

namespace {

Crs crsOf(const char* code) { return Crs::parse(code, "test"); }

double distance(Point p, Point a, Point b) {
  const double ux = b.x - a.x, uy = b.y - a.y, vx = p.x - a.x, vy = p.y - a.y;
  const double t = std::clamp((ux * vx + uy * vy) / (ux * ux + uy * uy), 0.0, 1.0);
  return std::hypot(vx - t * ux, vy - t * uy);
}

/// How far the densified line strays from the true image of its source, looked at in 1,000 places.
double worstStray(const std::vector<Point>& source, const std::vector<Point>& line, const Transform& transform) {
  double worst = 0;
  for (int k = 0; k <= 1000; ++k) {
    const double t = k / 1000.0;
    const Point image =
        transform({source[0].x + (source[1].x - source[0].x) * t, source[0].y + (source[1].y - source[0].y) * t});
    double nearest = 1e9;
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      nearest = std::min(nearest, distance(image, line[i], line[i + 1]));
    worst = std::max(worst, nearest);
  }
  return worst;
}

}  // namespace

TEST_CASE("A densified edge stays within a millimetre of its true image") {
  const auto* target = GENERATE("EPSG:4544", "EPSG:3857", "EPSG:32648");
  const Crs from = crsOf("EPSG:4490"), to = crsOf(target);
  const Transform transform(from, to, "test");
  // A parallel, a meridian, slanted ones, short ones, one across the central meridian at a slant (it bends both ways).
  for (const std::vector<Point>& source : {std::vector<Point>{{106, 29}, {106.9, 29}},
                                           {{106, 29}, {106, 29.9}},
                                           {{105.2, 28}, {106.3, 30}},
                                           {{106.2, 29.2}, {106.201, 29.2005}},
                                           {{104.6, 28.7}, {105.4, 29.3}},
                                           {{104.5, 29}, {105.5, 29}}}) {
    std::vector<Point> line = source;
    REQUIRE(Reproject(from, to, "test")(line));
    CAPTURE(target, source[0].x, source[0].y, line.size());
    CHECK(line.front() == transform(source[0]));
    CHECK(line.back() == transform(source[1]));
    CHECK(worstStray(source, line, transform) < 1e-3);
    CHECK(line.size() < 3000);
  }
}

TEST_CASE("An edge densified backwards has the same points") {
  Reproject reproject(crsOf("EPSG:4490"), crsOf("EPSG:4544"), "test");
  std::vector<Point> there = {{105.7, 28.3}, {106.4, 29.6}}, back = {there[1], there[0]};
  REQUIRE((reproject(there) && reproject(back)));
  CHECK(there.size() > 10);
  CHECK(there == std::vector<Point>(back.rbegin(), back.rend()));
}

TEST_CASE("Into degrees the tolerance holds on the ground") {
  const Crs from = crsOf("EPSG:4544"), to = crsOf("EPSG:4490");
  const Transform transform(from, to, "test");
  const std::vector<Point> source = {{600000, 3200000}, {660000, 3200000}};
  std::vector<Point> line = source;
  REQUIRE(Reproject(from, to, "test")(line));
  CHECK(worstStray(source, line, transform) * 111320 < 1e-3);
}

TEST_CASE("A mirrored CRS keeps the interior on the left") {
  const Crs mirrored = Crs::parse("+proj=tmerc +lon_0=105 +x_0=500000 +ellps=GRS80 +axis=wnu +type=crs", "test");
  MultiPolygon square{
      {{106, 29}, {106.01, 29}, {106.01, 29.01}, {106, 29.01}, {106, 29}}, {5}, {106, 29, 106.01, 29.01}};
  REQUIRE(Reproject(crsOf("EPSG:4490"), mirrored, "test")(square));
  CHECK(planarArea(square) > 0);
  CHECK(square.box.xmin == boxOf(square.points).xmin);
}

TEST_CASE("Many long edges cost what their length needs, and end") {
  // A saw of 2,001 points whose teeth are 49 km: a curvature of tan(29.5 deg) / R asks for a point each 240 m or so.
  Reproject reproject(crsOf("EPSG:4326"), crsOf("EPSG:4544"), "test");
  std::vector<Point> saw;
  for (int i = 0; i <= 2000; ++i) saw.push_back({106 + i % 2 * 0.5, 29.5 + i * 1e-6});
  REQUIRE(reproject(saw));
  CHECK(saw.size() > 2000 * 49'000 / 400);
  CHECK(saw.size() < 2000 * 49'000 / 100);
}

TEST_CASE("An edge that leaves the projection, rounds the globe or crosses a pole is told, and soon") {
  const char* gnomonic = "+proj=gnom +lat_0=29 +lon_0=106 +ellps=GRS80";
  Reproject plane(crsOf("EPSG:4490"), Crs::parse(gnomonic, "test"), "test");
  std::vector<Point> beyond = {{206, 60}, {366, 60}};  // seen from there, its middle lies behind the horizon
  CHECK_FALSE(plane(beyond));
  Reproject metres(crsOf("EPSG:4490"), crsOf("EPSG:4544"), "test");
  std::vector<Point> globe = {{-179, 29}, {179, 29}}, round = {{-180, -90}, {180, 90}};
  CHECK_FALSE(metres(globe));
  CHECK_FALSE(metres(round));
  Reproject degrees(Crs::parse("+proj=laea +lat_0=90 +lon_0=105 +ellps=GRS80", "test"), crsOf("EPSG:4490"), "test");
  std::vector<Point> pole = {{-3000, 1}, {3000, 1}};  // a metre beside it
  CHECK_FALSE(degrees(pole));
}

TEST_CASE("A point without an image is told") {
  std::vector<Point> line = {{4e7, 4e7}, {5e7, 5e7}};
  CHECK_FALSE(
      Reproject(Crs::parse("+proj=laea +lat_0=29 +lon_0=106 +ellps=GRS80", "test"), crsOf("EPSG:4490"), "test")(line));
}
