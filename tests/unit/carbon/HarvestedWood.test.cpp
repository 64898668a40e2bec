#include "geo/carbon/HarvestedWood.h"

#include <cmath>

#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("a pool of products decays by IPCC 2019 V4 Eq 12.2 as its closed form says") {
  for (const double halfLife : {2.0, 25.0, 35.0}) {
    const double k = decayConstant(halfLife);
    const auto nextYear = [k](double stock, double inflow) {
      return std::exp(-k) * stock + (1 - std::exp(-k)) / k * inflow;
    };
    // One inflow, then none.
    double pool = nextYear(0, 100);
    for (int year = 1; year <= 60; ++year) {
      CHECK(pool == Approx(100 * productsLeft(k, year)).epsilon(1e-12));
      pool = nextYear(pool, 0);
    }
    // The same inflow every year comes to rest where the decay equals it: inflow / k.
    for (int year = 0; year < 2000; ++year) pool = nextYear(pool, 100);
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
  CHECK(productsLeft(decayConstant(35.0), 36) == Approx(productsLeft(decayConstant(35.0), 1) / 2));
}
