#include "geo/layer/Repair.h"

#include <cmath>
#include <numbers>

#include <fmt/ranges.h>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/gdal/VectorLayer.h"
#include "geo/layer/GeosPolygon.h"
#include "geo/layer/VectorRead.h"
#include "tests/unit/layer/MakeLayer.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

PolygonParts parts(const std::string& wkt) {
  std::string text = wkt;
  char* at = text.data();
  OGRGeometryH raw = nullptr;
  need(OGR_G_CreateFromWkt(&at, nullptr, &raw) == OGRERR_NONE, "wkt");
  const OgrGeometry geometry(raw);
  PolygonParts out;
  appendPolygons(geometry.get(), out);
  return out;
}

struct Repaired {
  MultiPolygon shape;
  RepairNote note;
  double area;
};

Repaired repaired(const std::string& wkt) {
  PolygonParts p = parts(wkt);
  Repaired r;
  r.shape = Repair()(p, r.note);
  r.area = planarArea(r.shape);
  return r;
}

bool geosValid(const PolygonParts& p) {
  const Geos geos;
  const Geos::Geometry g = toGeos(geos, p);
  return g != nullptr && GEOSisValid_r(geos.get(), g.get()) == 1;
}

}  // namespace

TEST_CASE("A valid area is left as it is") {
  const Repaired r = repaired("POLYGON((0 0,100 0,100 100,0 100,0 0),(10 10,10 20,20 20,20 10,10 10))");
  CHECK(r.note.reason.empty());
  CHECK(r.note.collapsedRings == 0);
  CHECK(r.area == 9900);
}

TEST_CASE("A bow-tie keeps both lobes") {
  const Repaired r = repaired("POLYGON((0 0,10 10,10 0,0 10,0 0))");
  CHECK(r.note.reason.starts_with("Self-intersection"));
  CHECK(r.note.before == 0);
  CHECK(r.note.after == Approx(50));
  CHECK(r.area == Approx(50));
}

TEST_CASE("Overlapping parts are united, not XORed") {
  const Repaired r = repaired("MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((5 0,15 0,15 10,5 10,5 0)))");
  CHECK(r.area == Approx(150));  // the default method of GEOS would give 100
  CHECK(r.note.before == Approx(200));
  CHECK(r.note.after == Approx(150));
}

TEST_CASE("A part that lies within another part does not count twice") {
  const Repaired r = repaired("MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((2 2,4 2,4 4,2 4,2 2)))");
  CHECK(r.area == Approx(100));
}

TEST_CASE("An island in the hole of another part is valid") {
  const Repaired r =
      repaired("MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0),(2 2,2 8,8 8,8 2,2 2)),((4 4,6 4,6 6,4 6,4 4)))");
  CHECK(r.note.reason.empty());
  CHECK(r.area == Approx(100 - 36 + 4));
}

TEST_CASE("Spikes vanish and the area stays") {
  const Repaired r = repaired("POLYGON((0 0,10 0,10 10,5 10,5 30,5 10,0 10,0 0))");
  CHECK_FALSE(r.note.reason.empty());
  CHECK(r.area == Approx(100));
  CHECK(r.shape.box.ymax == 10);
}

TEST_CASE("A hole takes out what it covers, one outside its exterior is a part with its direction wrong") {
  CHECK(repaired("POLYGON((0 0,10 0,10 10,0 10,0 0),(20 20,30 20,30 30,20 30,20 20))").area == Approx(200));
  CHECK(repaired("POLYGON((0 0,10 0,10 10,0 10,0 0),(8 2,12 2,12 4,8 4,8 2))").area == Approx(96));
}

TEST_CASE("Rings in any order and grouping keep their area, as a Shapefile means them") {
  const auto area = [](const std::string& wkt) { return repaired(wkt).area; };
  // The small ring first; two exteriors as exterior and hole, apart and touching; an island in a hole, all in one.
  CHECK(area("POLYGON((4 4,6 4,6 6,4 6,4 4),(0 0,10 0,10 10,0 10,0 0))") == Approx(96));
  CHECK(area("POLYGON((0 0,0 1,1 1,0 0),(10 0,11 1,10 1,10 0))") == Approx(1));
  CHECK(area("POLYGON((0 0,0 1,1 1,0 0),(0.5 -0.5,1.5 0.5,0.5 0.5,0.5 -0.5))") == Approx(1));
  CHECK(area("POLYGON((4 4,6 4,6 6,4 6,4 4),(2 2,8 2,8 8,2 8,2 2),(0 0,10 0,10 10,0 10,0 0))") == Approx(68));
  const Repaired told = repaired("POLYGON((4 4,6 4,6 6,4 6,4 4),(0 0,10 0,10 10,0 10,0 0))");
  CHECK_FALSE(told.note.reason.empty());
  CHECK(told.note.after == Approx(96));
}

TEST_CASE("Nested squares side by side, their rings shuffled and turned: odd rings count, even ones do not") {
  CHECK(rc::check([] {
    std::vector<std::string> rings;
    double area = 0;
    const int stacks = *rc::gen::inRange(2, 5);  // one alone is what GEOS knows as holes in holes
    for (int stack = 0; stack < stacks; ++stack) {
      const int depth = *rc::gen::inRange(1, 5);
      for (int k = 0; k < depth; ++k) {
        const double lo = k, hi = 10 - k, x = stack * 20;
        area += (k % 2 == 0 ? 1 : -1) * (hi - lo) * (hi - lo);
        rings.push_back(*rc::gen::arbitrary<bool>()
                            ? fmt::format("({0} {2},{1} {2},{1} {3},{0} {3},{0} {2})", x + lo, x + hi, lo, hi)
                            : fmt::format("({0} {2},{0} {3},{1} {3},{1} {2},{0} {2})", x + lo, x + hi, lo, hi));
      }
    }
    for (std::size_t i = rings.size(); i > 1; --i) std::swap(rings[i - 1], rings[*rc::gen::inRange<std::size_t>(0, i)]);
    const double found = repaired(fmt::format("POLYGON({})", fmt::join(rings, ","))).area;
    RC_ASSERT(std::abs(found - area) < 1e-9);
  }));
}

TEST_CASE("Nested and touching holes") {
  CHECK(repaired("POLYGON((0 0,10 0,10 10,0 10,0 0),(2 2,8 2,8 8,2 8,2 2),(4 4,6 4,6 6,4 6,4 4))").area == Approx(64));
  const Repaired touching = repaired("POLYGON((0 0,10 0,10 10,0 10,0 0),(0 0,4 2,2 4,0 0))");
  CHECK(touching.note.reason.empty());  // valid: they share a point
}

TEST_CASE("One bad ring does not take the others with it") {
  const Repaired r = repaired(
      "MULTIPOLYGON(((0 0,10 0,10 10,0 10,0 0)),((20 0,30 0,25 0,20 0)),((40 0,50 0,50 10,40 0),(44 2,44 2,44 2,44 "
      "2)))");
  CHECK(r.note.collapsedRings == 2);
  CHECK(r.area == Approx(150));
}

TEST_CASE("Rings without any area leave nothing") {
  for (const auto* wkt :
       {"POLYGON((0 0,10 0,20 0,0 0))", "POLYGON((5 5,5 5,5 5,5 5))", "POLYGON((0 0,1 1,0 0))",
        "POLYGON((36622336.1 3242070.1,36622436.1 3242170.1,36622386.1 3242120.1,36622336.1 3242070.1))"}) {
    CAPTURE(wkt);
    const Repaired r = repaired(wkt);
    CHECK(r.shape.empty());
    CHECK(r.note.collapsedRings == 1);
  }
}

TEST_CASE("Open rings are closed and repeated points dropped") {
  PolygonParts p;
  p.points = {{0, 0}, {10, 0}, {10, 0}, {10, 10}, {0, 10}};
  p.ringEnds = {5};
  p.partEnds = {1};
  RepairNote note;
  const MultiPolygon shape = Repair()(p, note);
  CHECK(shape.points.size() == 5);
  CHECK(planarArea(shape) == 100);
  CHECK(note.reason.empty());
}

TEST_CASE("What the proof calls valid GEOS calls valid") {
  SimplicityProof proof;
  std::size_t proven = 0, invalid = 0, valid = 0;
  // Random rings on a coarse lattice: many touch, cross, fold back; some are sound.
  CHECK(rc::check([&] {
    const auto ring = *rc::gen::container<std::vector<int>>(static_cast<std::size_t>(*rc::gen::inRange(3, 9)),
                                                            rc::gen::inRange(0, 64));
    PolygonParts p;
    for (const int code : ring) p.points.push_back({600000.0 + code % 8, 3200000.0 + (code - code % 8) / 8.0});
    p.points.push_back(Point(p.points.front()));
    p.ringEnds = {static_cast<std::uint32_t>(p.points.size())};
    p.partEnds = {1};
    for (std::size_t i = 1; i < p.points.size(); ++i) RC_PRE(!(p.points[i] == p.points[i - 1]));
    const bool sound = geosValid(p);
    (sound ? valid : invalid) += 1;
    if (proof(p)) {
      RC_ASSERT(sound);
      ++proven;
    }
  }));
  CHECK(proven > 0);
  CHECK(invalid > 0);
}

TEST_CASE("The proof finds round and star-shaped rings of any size sound, with holes and parts") {
  SimplicityProof proof;
  for (const int corners : {3, 5, 16, 17, 100, 1000}) {
    CAPTURE(corners);
    PolygonParts p;
    const auto addRing = [&](double x, double radius) {
      const std::size_t first = p.points.size();
      for (int i = 0; i < corners; ++i) {
        const double angle = 2 * std::numbers::pi * i / corners, r = radius * (i % 2 == 0 ? 1 : 0.8);
        p.points.push_back({36600000 + x + r * std::cos(angle), 3200000 + r * std::sin(angle)});
      }
      p.points.push_back(Point(p.points[first]));
      p.ringEnds.push_back(static_cast<std::uint32_t>(p.points.size()));
    };
    addRing(0, 1000), addRing(0, 200);
    p.partEnds.push_back(2);
    addRing(5000, 1000);
    p.partEnds.push_back(3);
    CHECK(proof(p));
    CHECK(geosValid(p));
    std::swap(p.points[0], p.points[static_cast<std::size_t>(corners) + 1]);  // a corner goes into the hole
    CHECK_FALSE(proof(p));
  }
}

TEST_CASE("sideOf decides or says that it cannot") {
  CHECK(sideOf({0, 0}, {1, 0}, {0, 1}) == 1);
  CHECK(sideOf({0, 0}, {1, 0}, {0, -1}) == -1);
  CHECK(sideOf({0, 0}, {1, 1}, {2, 2}) == 0);
  CHECK(sideOf({36622336.1, 3242070.1}, {36622436.1, 3242170.1}, {36622386.1, 3242120.1}) == 0);
}

TEST_CASE("Repairs are told with feature, reason and areas, many are summed up") {
  const TempFolder folder;
  std::vector<FeatureSpec> features(30, FeatureSpec{"POLYGON((0 0,1000 1000,1000 0,0 1000,0 0))", {}});
  makeLayer(folder / "a.gpkg", {}, features);
  VectorSource source;
  source.path = folder / "a.gpkg";
  Warnings warnings;
  CHECK(readPolygons(source, Crs::parse("EPSG:4544", "test"), {}, warnings).shapes.size() == 30);
  REQUIRE(warnings.size() == 21);
  CHECK(warnings[0].where == "a.gpkg, feature 1");
  CHECK(warnings[0].what.id == "layer.repaired");
  CHECK(warnings[0].what.args.at(1) == "0.0000");
  CHECK(warnings[0].what.args.at(2) == "50.0000");
  CHECK(warnings[20].what.id == "layer.repaired_more");
  CHECK(warnings[20].what.args.at(0) == "10");
  CHECK(warnings[20].what.args.at(3) == "500.0000");
}
