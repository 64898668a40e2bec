#include "geo/zone/detail/MetricPlane.h"

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
  for (const Point from : {Point{0, 0}, {5000, 50000}, {-4000, -300000}})
    for (const Point step : {Point{1000, 0}, {0, 1000}, {700, -700}}) {
      const Point a = toGround(from), b = toGround({from.x + step.x, from.y + step.y});
      double metres = 0;
      geod_inverse(&earth, a.y, a.x, b.y, b.x, &metres, nullptr, nullptr);
      CHECK(metres == Approx(std::hypot(step.x, step.y)).epsilon(1e-6));
    }
}
