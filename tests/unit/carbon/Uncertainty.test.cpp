#include "geo/carbon/Uncertainty.h"

#include <array>
#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("uncertainties of products and sums combine as IPCC 2006 V1 Eq 3.1 and 3.2 say") {
  CHECK(productUncertainty(std::array{0.40, 0.25, 0.05}) == Approx(0.47434).margin(5e-6));
  CHECK(sumUncertainty(std::array{UncertainTerm{100, 0.3}, UncertainTerm{20, 0.6}}) == Approx(0.26926).margin(5e-6));
}

TEST_CASE("the uncertainty of the gain-loss example of IPCC 2006 V4 Ch 4") {
  const double gain = productUncertainty(std::array{0.10, 0.30});
  CHECK(gain == Approx(0.316227766).epsilon(1e-9));
  // Losses are negative: the sum is signed, the denominator its absolute value.
  const std::array terms{UncertainTerm{242'520, gain}, UncertainTerm{-725.16, 0.25}, UncertainTerm{-1455.12, 0.5}};
  CHECK(sumUncertainty(terms) == Approx(0.319111727).epsilon(1e-8));
}

TEST_CASE("a lognormal distribution of mean 80 and +-100 %") {
  const Lognormal d = lognormal(80, 1.0);
  CHECK(d.mu == Approx(4.26635).margin(5e-6));
  CHECK(d.sigma == Approx(0.480995).margin(5e-7));
  CHECK(d.at(-1.96) == Approx(27.76).margin(5e-3));
  CHECK(d.at(1.96) == Approx(182.93).margin(5e-3));
}
