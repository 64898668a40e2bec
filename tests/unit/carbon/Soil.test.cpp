#include "geo/carbon/Soil.h"

#include <catch2/catch.hpp>

#include "geo/carbon/Carbon.h"

using namespace tanhui;

TEST_CASE("the soil example of IPCC 2006 V4 Ch 5, section 5.2.3.4") {
  // Warm temperate moist Mollisol, SOC_REF 88 tC/ha, 1 Mha of annual cropland.
  const double reference = 88;
  const auto stock = [&](double areaHa, double management, double input) {
    return areaHa * soilTier1(reference, SoilFactors<double>{0.69, management, input});
  };
  const double before = stock(400'000, 1.00, 0.92) + stock(600'000, 1.00, 1.00);
  const double after = stock(200'000, 1.00, 0.92) + stock(700'000, 1.08, 1.00) + stock(100'000, 1.15, 1.00);
  CHECK(before == Approx(58'776'960).epsilon(1e-12));
  CHECK(after == Approx(64'059'600).epsilon(1e-12));
  CHECK((after - before) / kSoilTransitionYears == Approx(264'132).epsilon(1e-9));
}

TEST_CASE("cropland turned to forest gains on dry soil and loses on paddy soil") {
  // F_LU of IPCC 2019 Refinement V4 Table 5.5: long-term cultivated 0.69, paddy 1.35, native 1; measured stock 40
  // tC/ha.
  const SoilFactors<double> dry{0.69, 1, 1}, paddy{1.35, 1, 1}, forest;
  const double gain = (soilAfter(40.0, dry, forest) - 40) / kSoilTransitionYears;
  CHECK(gain == Approx(0.8986).margin(5e-5));
  CHECK(gain * kCo2PerC == Approx(3.2947).margin(5e-5));
  CHECK((soilAfter(40.0, paddy, forest) - 40) / kSoilTransitionYears == Approx(-0.5185).margin(5e-5));
}
