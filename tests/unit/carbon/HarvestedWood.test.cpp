#include "geo/carbon/HarvestedWood.h"

#include <catch2/catch.hpp>

#include "geo/carbon/Estimate.h"

using namespace tanhui;

TEST_CASE("a pool of products decays by IPCC 2019 V4 Eq 12.2 as its closed form says") {
  for (const double halfLife : {2.0, 25.0, 35.0}) {
    const double k = decayConstant(halfLife);
    // One inflow, then none.
    double pool = productStock(0.0, 100.0, k);
    for (int year = 1; year <= 60; ++year) {
      CHECK(pool == Approx(100 * productsLeft(k, year)).epsilon(1e-12));
      pool = productStock(pool, 0.0, k);
    }
    // The same inflow every year comes to rest where the decay equals it: inflow / k.
    for (int year = 0; year < 2000; ++year) pool = productStock(pool, 100.0, k);
    CHECK(pool == Approx(100 / k).epsilon(1e-9));
  }
  CHECK(productsLeft(decayConstant(25.0), 0) == 0);
}

TEST_CASE("an inflow spread over its year is what decays from its parts") {
  // Against brute force: ten thousand parts through the year, each decaying from the day it came.
  const double k = decayConstant(25.0);
  double left = 0;
  for (int part = 0; part < 10'000; ++part) left += std::exp(-k * (1 - (part + 0.5) / 10'000)) / 10'000;
  CHECK(productsLeft(k, 1) == Approx(left).epsilon(1e-9));
}

TEST_CASE("half of a pool is left after its half-life") {
  CHECK(shareLeft(8.0, 8) == Approx(0.5));
  CHECK(shareLeft(8.0, 0) == 1);
  CHECK(productsLeft(decayConstant(35.0), 36) == Approx(productsLeft(decayConstant(35.0), 1) / 2));
}

TEST_CASE("the mix of products is the sum of its kinds, and sawnwood takes what the others leave") {
  const WoodProducts<double> mix{35, 25, 2, 0.5, 0.1};
  const auto of = [](double halfLife, int n) { return productsLeft(decayConstant(halfLife), n); };
  CHECK(mix.left(10) == Approx(0.4 * of(35, 10) + 0.5 * of(25, 10) + 0.1 * of(2, 10)));
  const WoodProducts<double> sawn{35, 25, 2, 0, 0};
  CHECK(sawn.left(3) == of(35, 3));
  const WoodProducts<Estimate> estimate{{35, 0}, {25, 1}, {2, 2}, {0.5, 3}, {0.1, 4}};
  CHECK(estimate.left(10).value() == Approx(mix.left(10)));
  CHECK(estimate.left(10).terms().size() == 5);
}
