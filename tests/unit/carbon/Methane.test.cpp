#include "geo/carbon/detail/Methane.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace tanhui;

namespace {

// IPCC 2019 Refinement V4 Ch 5, Tables 5.11-5.14, East Asia.
constexpr double kEastAsia = 1.32, kDays = 112, kExponent = 0.59;

using Amendments = std::vector<OrganicAmendment<double>>;
double scaling(const Amendments& amendments) {
  return organicScaling(std::span<const OrganicAmendment<double>>(amendments), kExponent);
}

struct Season {
  double water, before;
  Amendments organic;
  double scaling, kgPerDay, kgPerSeason, tonnesCo2e;  // GWP 27
};

}  // namespace

TEST_CASE("rice methane follows IPCC 2019 V4 Eq 5.1-5.3 with the factors of FLINT.Module.Tier1_Rice") {
  const Season seasons[] = {{1.00, 1.00, {}, 1, 1.32, 147.84, 3.99168},
                            {0.55, 0.89, {}, 1, 0.64614, 72.36768, 1.95392736},
                            {0.55, 1.00, {{2.0, 1.00}}, 1.9120601060, 1.3881556369, 155.4734313, 4.1977826},
                            {0.71, 2.41, {{2.0, 0.19}}, 1.2092849863, 2.7313539528, 305.9116427, 8.2596144}};
  for (const Season& s : seasons) {
    const double organic = scaling(s.organic);
    CHECK(organic == Approx(s.scaling).epsilon(1e-9));
    CHECK(riceMethane(RiceSeason<double>{kEastAsia, s.water, s.before, organic, 1}) ==
          Approx(s.kgPerDay).epsilon(1e-9));
    const double kg = riceMethane(RiceSeason<double>{kEastAsia, s.water, s.before, organic, kDays});
    CHECK(kg == Approx(s.kgPerSeason).epsilon(1e-8));
    CHECK(kg * 27 / 1000 == Approx(s.tonnesCo2e).epsilon(2e-8));  // published to eight digits
  }
}

TEST_CASE("rice with a dry winter and two tonnes of old straw") {
  const Amendments straw = {{2.0, 0.19}};
  CHECK(scaling(straw) == Approx(1.20928).margin(5e-6));
  const double kg = riceMethane(RiceSeason<double>{kEastAsia, 0.71, 0.89, scaling(straw), kDays});
  CHECK(kg == Approx(112.97).margin(5e-3));
  CHECK(kg * 28 / 1000 == Approx(3.163).margin(5e-4));
}

TEST_CASE("fifty hectares of an old reservoir") {
  // IPCC 2019 Refinement V4 Ch 7: 80.3 kg CH4/ha/yr over 20 years, warm temperate moist; R_d 0.09.
  const double kg = 50 * reservoirMethane(80.3, 0.09, 1.0);
  CHECK(kg == Approx(4376.35));
  CHECK(kg * 28 / 1000 == Approx(122.54).margin(5e-3));
}
