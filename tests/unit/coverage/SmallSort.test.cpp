#include "geo/coverage/SmallSort.h"

#include <random>
#include <vector>

#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("smallSort sorts and keeps the order of equal keys, short or long") {
  std::mt19937 random(7);
  for (const std::size_t size : {0U, 1U, 2U, 5U, 31U, 32U, 33U, 500U}) {
    std::vector<std::pair<int, std::size_t>> items;
    for (std::size_t i = 0; i < size; ++i) items.emplace_back(static_cast<int>(random() % 9), i);
    smallSort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    // The second member is the place before sorting: with it, stable order is the order of pairs.
    CHECK(std::is_sorted(items.begin(), items.end()));
    CHECK(items.size() == size);
  }
}
