#include "geo/coverage/MultiPolygon.h"

#include <catch2/catch.hpp>

#include "tests/unit/coverage/Shapes.h"

using namespace tanhui;
using namespace tanhui::shapes;

TEST_CASE("planarArea adds exteriors and takes holes off") {
  CHECK(planarArea(MultiPolygon{}) == 0);
  CHECK(planarArea(box(0, 0, 3, 2)) == 6);
  CHECK(planarArea(polygon({reversed(boxRing(0, 0, 3, 2))})) == -6);
  CHECK(planarArea(polygon({boxRing(0, 0, 4, 4), reversed(boxRing(1, 1, 2, 3))})) == 14);
  CHECK(planarArea(polygon({boxRing(0, 0, 1, 1), boxRing(5, 5, 7, 7)})) == 5);
}

TEST_CASE("planarArea keeps its digits in 8-digit coordinates") {
  // Coordinates of a 3-degree zone with its prefix. A shoelace sum about the origin loses eight digits here.
  const double x = 36622336.75, y = 3242070.0;
  CHECK(planarArea(box(x, y, x + 0.5, y + 0.25)) == 0.125);

  // A diagonal strip, 20 km long and 1/64 m wide: its products cancel to one part in a million.
  const double w = 1.0 / 64;
  const auto strip = polygon({{{x, y}, {x + w, y}, {x + 20000 + w, y + 15000}, {x + 20000, y + 15000}}});
  CHECK(planarArea(strip) == w * 15000);
}

TEST_CASE("a drawn ring is closed and boxed") {
  const MultiPolygon ring = closedRing({{1, 2}, {4, 2}, {4, 6}});
  CHECK(ring.points.size() == 4);
  CHECK(ring.points.front() == ring.points.back());
  CHECK(ring.ringEnds == std::vector<std::uint32_t>{4});
  CHECK(ring.box == Box{1, 2, 4, 6});
  CHECK(planarArea(ring) == 6);  // 3 x 4 / 2
}
