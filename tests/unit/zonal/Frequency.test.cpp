#include "geo/zonal/detail/Frequency.h"

#include <cmath>
#include <map>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tanhui;

namespace {
constexpr std::size_t kAny = 1 << 20;
}

TEST_CASE("Frequency tells the largest and the smallest area") {
  Frequency frequency;
  frequency.add(3, 0.5, kAny);
  frequency.add(7, 0.25, kAny);
  frequency.add(3, 1, kAny);
  frequency.add(-1, 1, kAny);
  CHECK(frequency.majority() == 3);
  CHECK(frequency.minority() == 7);
  CHECK(frequency.entries().size() == 3);
}

TEST_CASE("Frequency: of equal areas the larger value is the majority and the smaller one the minority") {
  Frequency frequency;
  for (const double value : {2.0, 9.0, 5.0}) frequency.add(value, 0.1 + 0.2, kAny);
  frequency.add(7, 0.3, kAny);  // 0.1 + 0.2 is not 0.3 to the last bit, but it is the same area
  CHECK(frequency.majority() == 9);
  CHECK(frequency.minority() == 2);
}

TEST_CASE("Frequency without values has no majority") {
  const Frequency frequency;
  CHECK(std::isnan(frequency.majority()));
  CHECK(std::isnan(frequency.minority()));
}

TEST_CASE("Frequency takes -0 and 0 for one value") {
  Frequency frequency;
  frequency.add(0.0, 1, kAny);
  frequency.add(1.0, 1, kAny);
  frequency.add(-0.0, 1, kAny);
  CHECK(frequency.entries().size() == 2);
  CHECK(frequency.majority() == 0);
}

TEST_CASE("Frequency gives up above its limit") {
  Frequency frequency;
  for (int value = 0; value < 100; ++value) frequency.add(value, 1, 100);
  CHECK_FALSE(frequency.overflowed());
  frequency.add(5, 1, 100);
  CHECK_FALSE(frequency.overflowed());
  frequency.add(100, 1, 100);
  CHECK(frequency.overflowed());
  frequency.clear();
  CHECK_FALSE(frequency.overflowed());
  frequency.add(4, 1, 100);
  CHECK(frequency.majority() == 4);
}

TEST_CASE("Frequency agrees with a map, whatever is added, merged and cleared") {
  CHECK(rc::check([](const std::vector<std::vector<std::int16_t>>& rounds) {
    Frequency reused;
    Frequency merged;
    std::map<double, double> all;
    for (const std::vector<std::int16_t>& values : rounds) {
      reused.clear();
      std::map<double, double> expected;
      for (const std::int16_t value : values) {
        reused.add(value / 8.0, 0.5, kAny);
        expected[value / 8.0] += 0.5;
        all[value / 8.0] += 0.5;
      }
      merged.add(reused.entries(), kAny);
      RC_ASSERT(reused.entries().size() == expected.size());
      for (const Frequency::Entry& entry : reused.entries()) RC_ASSERT(expected.at(entry.value) == entry.weight);
    }
    RC_ASSERT(merged.entries().size() == all.size());
    for (const Frequency::Entry& entry : merged.entries()) RC_ASSERT(all.at(entry.value) == entry.weight);
  }));
}
