#include "geo/pattern/Regions.h"

#include <catch2/catch.hpp>

#include "tests/unit/pattern/Masks.h"

using namespace tanhui;

namespace {

Regions regionsOf(const GroundMask& mask, Connectivity foreground) {
  const auto values = [&mask](int row, std::uint8_t* to) {
    for (int col = 0; col < mask.cols; ++col) to[col] = mask.at(row, col) == Ground::foreground ? 1 : 0;
  };
  return {mask.cols, mask.rows, values, foreground, dual(foreground)};
}

}  // namespace

TEST_CASE("regions are numbered by their first cell and know what they lie in") {
  const GroundMask mask = maskOf({"....", ".##.", "....", "...."});
  const Regions regions = regionsOf(mask, Connectivity::eight);
  REQUIRE(regions.count() == 2);
  CHECK(regions.atFrame(0));
  CHECK_FALSE(regions.atFrame(1));
  CHECK(regions.leftOf(1) == 0);
  CHECK(regions.at(1, 2) == 1);
  CHECK(regions.at(3, 3) == 0);
}

TEST_CASE("arms that meet late are one region, and its number is that of the first") {
  const GroundMask mask = maskOf({"#.#.#", "#.#.#", "###.#", "....#", "#####"});
  const Regions regions = regionsOf(mask, Connectivity::four);
  CHECK(regions.at(0, 0) == regions.at(0, 2));
  CHECK(regions.at(0, 4) == regions.at(4, 0));
  CHECK(regions.at(0, 0) != regions.at(0, 4));
}

TEST_CASE("a corner joins with 8 neighbours, and then parts the background") {
  const GroundMask mask = maskOf({"#.", ".#"});
  CHECK(regionsOf(mask, Connectivity::eight).count() == 3);
  CHECK(regionsOf(mask, Connectivity::four).count() == 3);
  CHECK(regionsOf(mask, Connectivity::eight).at(0, 0) == regionsOf(mask, Connectivity::eight).at(1, 1));
  CHECK(regionsOf(mask, Connectivity::four).at(0, 1) == regionsOf(mask, Connectivity::four).at(1, 0));
}
