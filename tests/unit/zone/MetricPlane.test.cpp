#include "geo/zone/MetricPlane.h"

#include <geodesic.h>

#include <cmath>

#include <catch2/catch.hpp>

#include "geo/grid/Transform.h"

using namespace tanhui;

TEST_CASE("A metre of the plane is a metre on the ellipsoid") {
  const Crs degrees = Crs::parse("EPSG:4490", "test");
  const MetricPlane plane(degrees, {106.2, 29.2}, degrees);
  const Transform toGround(plane.crs(), degrees, "test");
  geod_geodesic earth;
  geod_init(&earth, 6378137, 1 / 298.257222101);
  for (const Point from : {Point{0, 0}, {100000, 50000}, {-240000, -300000}})
    for (const Point step : {Point{1000, 0}, {0, 1000}, {700, -700}}) {
      const Point a = toGround(from), b = toGround({from.x + step.x, from.y + step.y});
      double metres = 0;
      geod_inverse(&earth, a.y, a.x, b.y, b.x, &metres, nullptr, nullptr);
      CHECK(metres == Approx(std::hypot(step.x, step.y)).epsilon(8e-4));
    }
}

TEST_CASE("A county fits one plane, a country does not") {
  const Crs degrees = Crs::parse("EPSG:4490", "test");
  CHECK(fitsOnePlane(degrees, {105.8, 28.4, 106.7, 29.5}));
  CHECK(fitsOnePlane(degrees, {105, 20, 108, 50}));  // long from south to north is no harm
  CHECK_FALSE(fitsOnePlane(degrees, {97, 26, 108, 34}));
  CHECK_FALSE(fitsOnePlane(degrees, {100, -1, 105, 60}));  // its widest place counts
}
