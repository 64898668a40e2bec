#include "geo/zone/detail/ArcCorners.h"

#include <array>
#include <cmath>
#include <numbers>

#include <catch2/catch.hpp>

#include "geo/layer/GeosPolygon.h"
#include "geo/layer/Repair.h"

using namespace tanhui;

namespace {

using Line = std::vector<Point>;

struct Bank {
  Line line;
  double width;
};

/// Buffers united by GEOS, and the same with corners.
struct Outlines {
  MultiPolygon drawn, rounded;

  explicit Outlines(const std::vector<Bank>& banks) {
    const Geos geos;
    ArcCorners corners;
    Geos::Geometry all = geos.own(GEOSGeom_createEmptyPolygon_r(geos.get()));
    for (const Bank& bank : banks) {
      corners.add(bank.line, bank.width);
      GEOSCoordSequence* points =
          GEOSCoordSeq_copyFromBuffer_r(geos.get(), &bank.line[0].x, static_cast<unsigned>(bank.line.size()), 0, 0);
      const Geos::Geometry line = geos.own(GEOSGeom_createLineString_r(geos.get(), points));
      const Geos::Geometry buffer =
          geos.own(GEOSBuffer_r(geos.get(), line.get(), bank.width, ArcCorners::kQuadrantSegments));
      all = geos.own(GEOSUnion_r(geos.get(), all.get(), buffer.get()));
    }
    PolygonParts parts;
    appendGeos(geos, all.get(), parts);
    drawn = directed(parts);
    rounded = corners(drawn);
  }

  double shortBy(double exact) const { return 1 - planarArea(rounded) / exact; }
};

Bank disc(Point centre, double radius) { return {{centre, {centre.x + 1e-9 * radius, centre.y}}, radius}; }

/// Of two circles of radii r and s whose centres are d apart.
double lens(double r, double s, double d) {
  const double a = (d * d + r * r - s * s) / (2 * d), b = d - a;
  return r * r * std::acos(a / r) + s * s * std::acos(b / s) - d * std::sqrt(r * r - a * a);
}

}  // namespace

TEST_CASE("A disc drawn with corners has the area of the circle, one without is short") {
  const double r = 1000;
  const Outlines one({disc({0, 0}, r)});
  CHECK(1 - planarArea(one.drawn) / (std::numbers::pi * r * r) == Approx(1.0e-4).epsilon(0.01));
  CHECK(std::abs(one.shortBy(std::numbers::pi * r * r)) < 1e-8);
  CHECK(one.rounded.points.size() < 2 * one.drawn.points.size());
  for (const Point p : one.rounded.points) CHECK(std::hypot(p.x, p.y) == Approx(r).epsilon(1e-4));
}

TEST_CASE("Chords that another buffer cuts get the corner of what is left of them") {
  // Two circles of one size and of two, cut at any place of a chord.
  const auto distance = GENERATE(300., 777., 1200., 1499., 1700.);
  const auto second = GENERATE(1000., 800.);
  CAPTURE(distance, second);
  const Outlines two({disc({0, 0}, 1000), disc({distance, 10}, second)});
  const double exact = std::numbers::pi * (1e6 + second * second) - lens(1000, second, std::hypot(distance, 10));
  CHECK(std::abs(two.shortBy(exact)) < 1e-7);
  CHECK(1 - planarArea(two.drawn) / exact > 5e-5);
}

TEST_CASE("Circles about one centre, drawn out of step, have the area of one") {
  std::vector<Bank> spokes;
  for (int i = 0; i < 7; ++i) spokes.push_back({{{0, 0}, {500 * std::cos(0.9 * i), 500 * std::sin(0.9 * i)}}, 1000});
  const Outlines star(spokes);
  // The same area by brute force: chords eighty times as fine as these have no need of corners.
  const Geos geos;
  Geos::Geometry all = geos.own(GEOSGeom_createEmptyPolygon_r(geos.get()));
  for (const Bank& spoke : spokes) {
    GEOSCoordSequence* points = GEOSCoordSeq_copyFromBuffer_r(geos.get(), &spoke.line[0].x, 2, 0, 0);
    const Geos::Geometry line = geos.own(GEOSGeom_createLineString_r(geos.get(), points));
    const Geos::Geometry buffer = geos.own(GEOSBuffer_r(geos.get(), line.get(), spoke.width, 5120));
    all = geos.own(GEOSUnion_r(geos.get(), all.get(), buffer.get()));
  }
  double fine = 0;
  GEOSArea_r(geos.get(), all.get(), &fine);
  CHECK(std::abs(star.shortBy(fine)) < 1e-7);
}

TEST_CASE("Straight banks and corners of other lines stay as they are") {
  // Edges as short as chords: the offset of a bend's inside, and of a line that is not the outline's own.
  const Line river = {{0, 0}, {30, 0}, {60, 1}, {90, 0}, {5000, 0}};
  const Outlines along({{river, 1000}});
  const double ends = std::numbers::pi * 1e6;
  CHECK(planarArea(along.rounded) - planarArea(along.drawn) < 1.1e-4 * ends);
  ArcCorners none;
  none.add(Line{{0, 0}, {10000, 7777}}, 300);
  CHECK(none(along.drawn).points == along.drawn.points);
}
