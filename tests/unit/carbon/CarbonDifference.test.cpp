#include "geo/carbon/CarbonDifference.h"

#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("In a difference of two moments the errors of a factor cancel as far as it moves both alike") {
  StratumCarbon a, b;
  a.sensitivities = {{1, 5, 1, 0}, {4, 2, 0, 0}};
  b.sensitivities = {{1, 5, 0, 0}, {3, 1, 0, 0}};
  a.factors = {1, 4}, b.factors = {1, 3};
  a.value.stock[4] = 10, b.value.stock[4] = 4;
  const StratumCarbon d = differenceOf({a}, {b})[0];
  CHECK(d.value.total() == 6);
  REQUIRE(d.sensitivities.size() == 3);
  CHECK(d.sensitivities[0].stock == 0);
  CHECK(d.sensitivities[0].flux == 1);
  CHECK(d.sensitivities[1].factor == 3);
  CHECK(d.sensitivities[1].stock == -1);
  CHECK(d.sensitivities[2].stock == 2);
  CHECK(d.factors == std::vector<std::uint32_t>{1, 3, 4});
}
