#include "geo/carbon/Valuation.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <stdexcept>

#include "geo/carbon/Curve.h"

using namespace tanhui;

TEST_CASE("the value of a change of stock is that of InVEST Carbon's own test") {
  // natcap/invest, tests/test_carbon.py: class 1 holds 86 Mg C/ha, class 2 holds 28; 2016 to 2030; price 43 per Mg C,
  // rate_change 2.8 %, discount -7.1 %; 100 pixels of 1 m2.
  const CarbonPrice price{43, 0.028, -0.071};
  const double before = 15 + 10 + 60 + 1, after = 5 + 3 + 20 + 0;
  CHECK(after - before == -58);
  CHECK(presentValuePerTonne(price, 14) == Approx(59.00136).margin(5e-6));
  CHECK(netPresentValue(before, after, price, 14) == Approx(-3422.079).margin(5e-4));
  CHECK(netPresentValue(before * 0.01, after * 0.01, price, 14) == Approx(-34.2208).margin(5e-5));
  CHECK(netPresentValue(before, after, {43, 0, 0}, 14) == Approx(-2494));
}

TEST_CASE("the value by the closed form of the geometric series") {
  const double r = 1 / ((1 - 0.071) * 1.028);
  CHECK(presentValuePerTonne({43, 0.028, -0.071}, 14) == Approx(43.0 / 14 * (1 - std::pow(r, 14)) / (1 - r)));
  CHECK_THROWS_AS(presentValuePerTonne({43, 0, 0}, 0), std::invalid_argument);
}

TEST_CASE("a hundred hectares of planted broadleaf over twenty years") {
  PlantingProject project;
  project.areaHa = 100;
  project.stockGain = chapmanRichards(44.3178, 0.0730973, 1.3, 20);
  project.riskDeduction = 0;
  CHECK(projectRemoval(project) == Approx(11533.9).margin(0.05));
  project.riskDeduction = 0.10;
  CHECK(projectRemoval(project) == Approx(10380.5).margin(0.05));
  CHECK(projectRemoval(project) / 20 == Approx(519.0).margin(0.05));
}
