#include "geo/carbon/Uncertainty.h"

#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("a lognormal distribution of mean 80 and +-100 %") {
  const Lognormal d = lognormal(80, 1.0);
  CHECK(d.mu == Approx(4.26635).margin(5e-6));
  CHECK(d.sigma == Approx(0.480995).margin(5e-7));
  CHECK(d.at(-1.96) == Approx(27.76).margin(5e-3));
  CHECK(d.at(1.96) == Approx(182.93).margin(5e-3));
}
