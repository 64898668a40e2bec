#include "geo/grid/Transform.h"

#include <array>
#include <cmath>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "tests/unit/grid/Codes.h"

using namespace tanhui;
using tanhui::test::crs;

// Published point pairs of CGCS2000 (latitude, longitude -> northing, easting), given to the centimetre.
TEST_CASE("CGCS2000 points come out where the tables say") {
  struct Pair {
    double latitude, longitude, northing, easting;
  };
  constexpr std::array<Pair, 3> pairs = {{{29.29, 106.259, 3242070.03, 622336.77},
                                          {29.70, 105.72, 3287075.34, 569679.06},
                                          {29.30, 106.62, 3243609.98, 657404.09}}};
  const Transform toGk(crs("EPSG:4490"), crs("EPSG:4544"), "test");
  const Transform toZone(crs("EPSG:4490"), crs("EPSG:4523"), "test");
  for (const Pair& p : pairs) {
    const Point at = toGk({p.longitude, p.latitude});
    CHECK(at.x == Approx(p.easting).margin(0.006));
    CHECK(at.y == Approx(p.northing).margin(0.006));
    CHECK(toZone({p.longitude, p.latitude}).x == Approx(35000000 + p.easting).margin(0.006));
    Point back = at;
    toGk.inverse(std::span(&back, 1));
    CHECK(back.x == Approx(p.longitude).margin(1e-12));
    CHECK(back.y == Approx(p.latitude).margin(1e-12));
  }
}

TEST_CASE("One CRS under two names leaves points bit for bit") {
  const Transform same(crs("EPSG:4326"), crs("OGC:CRS84"), "test");
  CHECK(same.identity());
  const Point p{106.1234567890123, 29.9876543210987};
  CHECK(same(p) == p);
}

TEST_CASE("A point outside the domain becomes infinite") {
  const Transform toGround(Crs::parse("+proj=laea +lat_0=29 +lon_0=106 +ellps=GRS80", "test"), crs("EPSG:4490"),
                           "test");
  CHECK_FALSE(std::isfinite(toGround({2e7, 2e7}).y));
}

TEST_CASE("An unknown CRS has no transformation") {
  CHECK_THROWS_AS(Transform(Crs(), crs("EPSG:4544"), "rivers.gpkg"), Error);
}

TEST_CASE("A datum whose offset is not known is told") {
  const Transform guess(Crs::parse("+proj=longlat +ellps=krass +no_defs", "test"), crs("EPSG:4490"), "test");
  guess({106.2, 29.2});
  CHECK(guess.ballpark());
  const Transform xian(crs("EPSG:4610"), crs("EPSG:4490"), "test");
  xian({106.2, 29.2});
  CHECK(xian.ballpark());
  const Transform alike(crs("EPSG:4326"), crs("EPSG:4490"), "test");
  const Point p = alike({106.2, 29.2});
  CHECK(p.x == Approx(106.2).margin(1e-5));
  CHECK_FALSE(alike.ballpark());
  const Transform sound(crs("EPSG:4490"), crs("EPSG:4544"), "test");
  sound({106.2, 29.2});
  CHECK_FALSE(sound.ballpark());
}
