#include "geo/base/RoundNumbers.h"

#include <cmath>
#include <limits>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity(), kNan = std::numeric_limits<double>::quiet_NaN();

/// Doubles of any kind: denormal, huge, negative, neighbours, not finite.
std::vector<double> oddDoubles() {
  std::vector<double> all = {0, 1, 5, 40.25, 1e-12, 4e7, 1e15, 1e100, 1e300, 1.7e308, 5e-324, 1e-310, kInfinity, kNan};
  const std::size_t plain = all.size();
  for (std::size_t i = 0; i < plain; ++i) {
    all.push_back(std::nextafter(all[i], kInfinity));
    all.push_back(-all[i]);
  }
  return all;
}

}  // namespace

TEST_CASE("a round step is 1, 2, 2.5 or 5 times a power of ten, not below and not far above") {
  CHECK(roundAbove(0.9) == 1);
  CHECK(roundAbove(2.1) == 2.5);
  CHECK(roundAbove(2.1, {1, 2, 5}) == 5);
  CHECK(roundAbove(7) == 10);
  CHECK(roundAbove(1e-5) == 1e-5);
  CHECK(roundBelow(7) == 5);
  CHECK(roundBelow(19999) == 10000);
  CHECK(roundBelow(0.02) == 0.02);
  for (const double value : oddDoubles()) {
    CAPTURE(value);
    CHECK(std::isfinite(roundAbove(value)));
    CHECK(roundAbove(value) > 0);
    CHECK(std::isfinite(roundBelow(value)));
    CHECK(roundBelow(value) > 0);
  }
  rc::check("between once and twice (to 2.5) the value", [] {
    const double value = std::ldexp(1 + *rc::gen::inRange(0, 1000) / 1000.0, *rc::gen::inRange(-300, 300));
    RC_ASSERT(roundAbove(value) >= value * (1 - 1e-9));
    RC_ASSERT(roundAbove(value) <= value * 2.0000001);
    RC_ASSERT(roundBelow(value) <= value * (1 + 1e-9));
    RC_ASSERT(roundBelow(value) >= value / 2.5000001);
  });
}

TEST_CASE("multiples are counted: they end for any ends and any step, in order, inside") {
  CHECK(multiplesWithin(-0.25, 0.2, 0.1) == std::vector<double>{-2 * 0.1, -0.1, 0, 0.1, 2 * 0.1});
  CHECK(multiplesWithin(3, 3, 1).empty());
  // Two densities of one class, summed in another order: a tenth of the gap cannot be added to either.
  CHECK(multiplesWithin(40.1, std::nextafter(40.1, 50.0), 1e-16).empty());
  for (const double low : oddDoubles())
    for (const double high : oddDoubles())
      for (const double step : {roundAbove(high / 5 - low / 5), 1.0, 0.0, kNan, 5e-324}) {
        const std::vector<double> values = multiplesWithin(low, high, step, 50);
        CAPTURE(low, high, step);
        REQUIRE(values.size() <= 50);
        for (std::size_t i = 0; i < values.size(); ++i) {
          REQUIRE(std::isfinite(values[i]));
          REQUIRE((values[i] >= low - 1e-8 * step && values[i] <= high + 1e-8 * step));
          REQUIRE((i == 0 || values[i] > values[i - 1]));
        }
      }
}

TEST_CASE("ends are far apart when figures between them can be told") {
  CHECK(farApart(0, 1));
  CHECK(farApart(-1.7e308, 1.7e308));
  CHECK(farApart(40, 40.01));
  CHECK_FALSE(farApart(40, 40.000001));
  CHECK_FALSE(farApart(1, 0));
  CHECK_FALSE(farApart(0, 5e-324));
  CHECK_FALSE(farApart(0, kInfinity));
  CHECK_FALSE(farApart(kNan, 1));
}
