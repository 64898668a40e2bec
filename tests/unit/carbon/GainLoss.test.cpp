#include "geo/carbon/GainLoss.h"

#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("the gain-loss example of IPCC 2006 V4 Ch 4, pages 4.18-4.19") {
  // 25-year-old pine, temperate continental zone: A 100,000 ha, G_W 4.0, R 0.29 (2006 edition), CF 0.47.
  const double gain = biomassGain({100'000, 4.0, 0.29, 0.47});
  CHECK(gain == Approx(242'520).margin(0.01));
  // H 1,000 m3/yr, BCEF_R 1.11, BF 0.1; published rounded as 725.16
  const double wood = woodRemovalLoss({1'000, 1.11, 0.29, 0.1, 0.47});
  CHECK(wood == Approx(725.163).epsilon(1e-9));
  CHECK(wood == Approx(725.16).margin(0.01));
  // 2,000 ha/yr, B_W 4.0, fd 0.3
  const double fire = disturbanceLoss({2'000, 4.0, 0.29, 0.47, 0.3});
  CHECK(fire == Approx(1455.12).margin(0.01));
  CHECK(gain - wood - fire == Approx(240'339.717).epsilon(1e-9));
}
