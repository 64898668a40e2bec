#include "geo/coverage/BoxIndex.h"

#include <random>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

double between(double low, double high) { return low + (high - low) * *rc::gen::inRange(0, 1'000'001) / 1e6; }

Box anyBox(double reach) {
  const double x = between(-reach, reach), y = between(-reach, reach);
  return {x, y, x + between(0, reach) * between(0, 1), y + between(0, reach) * between(0, 1)};
}

}  // namespace

TEST_CASE("The index finds each box that meets a box, ascending and once") {
  CHECK(rc::check([] {
    std::vector<Box> boxes(static_cast<std::size_t>(*rc::gen::inRange(0, 200)));
    for (Box& box : boxes) {
      box = anyBox(1000);
      if (*rc::gen::inRange(0, 20) == 0) box = Box();                               // nothing
      if (*rc::gen::inRange(0, 10) == 0) box.xmax = box.xmin, box.ymax = box.ymin;  // a point
    }
    const BoxIndex index(boxes);
    for (int i = 0; i < 5; ++i) {
      const Box asked = anyBox(1500);
      const std::vector<std::uint32_t> found = index.near(asked);
      RC_ASSERT(std::is_sorted(found.begin(), found.end()));
      RC_ASSERT(std::adjacent_find(found.begin(), found.end()) == found.end());
      for (std::uint32_t b = 0; b < boxes.size(); ++b)
        if (boxes[b].meets(asked)) RC_ASSERT(std::binary_search(found.begin(), found.end(), b));
    }
  }));
}

TEST_CASE("The index leaves out most of what is far away") {
  std::vector<Box> boxes;
  for (int y = 0; y < 100; ++y)
    for (int x = 0; x < 100; ++x) boxes.push_back({x * 10.0, y * 10.0, x * 10.0 + 9, y * 10.0 + 9});
  const BoxIndex index(boxes);
  CHECK(index.near({500, 500, 505, 505}).size() <= 9);
  CHECK(index.near({-100, 0, -1, 9}).empty());
  CHECK(index.near(Box()).empty());
}

TEST_CASE("Nothing, one point, and many boxes on one line are indexed") {
  CHECK(BoxIndex(std::vector<Box>()).near({0, 0, 1, 1}).empty());
  CHECK(BoxIndex({{5, 5, 5, 5}}).near({0, 0, 10, 10}).size() == 1);
  std::vector<Box> line(50);
  for (std::size_t i = 0; i < line.size(); ++i) line[i] = {static_cast<double>(i), 7, static_cast<double>(i), 7};
  CHECK(BoxIndex(line).near({10, 7, 12, 7}).size() >= 3);
  CHECK(BoxIndex().near({0, 0, 1, 1}).empty());
}

TEST_CASE("Many boxes as wide as the map do not blow the index up") {
  // Contour lines: each reaches across the map. An entry for each bucket of each would be 10^9.
  std::vector<Box> boxes(100'000);
  std::mt19937 random(1);
  std::uniform_real_distribution<double> place(0, 1000);
  for (Box& box : boxes) box = {place(random), place(random), 1500 + place(random), 1500 + place(random)};
  const BoxIndex index(boxes);
  CHECK(index.entries() < 10'000'000);
  CHECK(index.near({1200, 1200, 1201, 1201}).size() == boxes.size());
}
