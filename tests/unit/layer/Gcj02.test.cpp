#include "geo/layer/Gcj02.h"

#include <catch2/catch.hpp>

using namespace tanhui;

namespace {
Point shifted(Point p) { return gcj02(p).value(); }
Box shifted(const Box& b) {
  const Point a = shifted(Point{b.xmin, b.ymin}), c = shifted(Point{b.xmax, b.ymax});
  return {a.x, a.y, c.x, c.y};
}
constexpr Box kDistrict{105.82, 28.47, 106.64, 29.47};
}  // namespace

TEST_CASE("GCJ-02 moves a point as the published formula does") {
  // Tiananmen, of the open libraries' own tests: 39.90734, 116.39089 -> 39.90874, 116.39713 (about).
  const Point p = shifted(Point{116.3912022, 39.9073728});
  CHECK(p.x == Approx(116.3974446).margin(2e-5));
  CHECK(p.y == Approx(39.9087764).margin(2e-5));
  CHECK(gcj02Offset({106.259, 29.29}).value() == Approx(480).margin(60));
  CHECK_FALSE(gcj02({2.35, 48.86}).has_value());
  CHECK_FALSE(gcj02Offset({-74, 40}).has_value());
}

TEST_CASE("Boxes that differ by the GCJ-02 shift are suspected, either way round") {
  const auto found = suspectGcj02(shifted(kDistrict), kDistrict);
  REQUIRE(found.has_value());
  CHECK(*found == Approx(gcj02Offset({106.2, 29}).value()).margin(40));
  CHECK(suspectGcj02(kDistrict, shifted(kDistrict)).has_value());
}

TEST_CASE("Other differences are not suspected") {
  CHECK_FALSE(suspectGcj02(kDistrict, kDistrict).has_value());
  Box moved = kDistrict;  // as far, the other way
  moved.xmin -= 0.005, moved.xmax -= 0.005;
  CHECK_FALSE(suspectGcj02(moved, kDistrict).has_value());
  const Box inside{106, 28.9, 106.3, 29.2};
  CHECK_FALSE(suspectGcj02(inside, kDistrict).has_value());
  CHECK_FALSE(suspectGcj02({}, kDistrict).has_value());
}
