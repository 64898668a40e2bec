#include "geo/network/Patches.h"

#include <algorithm>
#include <string_view>

#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

std::vector<bool> maskOf(std::string_view drawn) {
  std::vector<bool> mask;
  for (const char cell : drawn) mask.push_back(cell == '#');
  return mask;
}

}  // namespace

TEST_CASE("The core is what lies a cell inside, as often as asked") {
  const std::vector<bool> square = maskOf(
      "......."
      ".#####."
      ".#####."
      ".#####."
      ".#####."
      ".#####."
      ".......");
  const auto count = [](const std::vector<bool>& mask) { return std::ranges::count(mask, true); };
  CHECK(count(coreOf(square, 7, 7, 0)) == 25);
  CHECK(count(coreOf(square, 7, 7, 1)) == 9);
  CHECK(count(coreOf(square, 7, 7, 2)) == 1);
  CHECK(count(coreOf(square, 7, 7, 3)) == 0);
  CHECK(count(coreOf(std::vector<bool>(12, true), 3, 4, 1)) == 2);
}

TEST_CASE("Patches hang together over corners") {
  const auto patches = patchesOf(maskOf("##..#"
                                        "..#.."
                                        "....#"),
                                 3, 5);
  REQUIRE(patches.size() == 3);
  CHECK(patches[0] == std::vector<std::int64_t>{0, 1, 7});
  CHECK(patches[1] == std::vector<std::int64_t>{4});
  CHECK(patches[2] == std::vector<std::int64_t>{14});
}
