#include "geo/influence/Detector.h"

#include <cmath>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/influence/Tail.h"

using namespace tanhui;

namespace {

const std::vector<double> kOneToSeven{1, 2, 3, 4, 5, 6, 7};

}  // namespace

TEST_CASE("q of a few units, by hand") {
  // Strata of 1, 3 and 3 units. Dropped: 2..7 have sum of squares 17.5, within 2 + 2: q = 1 - 4 / 17.5.
  // Kept: 1..7 have 28, within 4: q = 1 - 4 / 28.
  const std::vector<int> lone{0, 1, 1, 1, 2, 2, 2};
  const auto dropped = factorPower(kOneToSeven, lone);
  REQUIRE(dropped);
  CHECK(dropped->q == Approx(0.7714285714285714).epsilon(1e-14));
  CHECK(dropped->n == 6);
  CHECK(dropped->strata == 2);
  CHECK(dropped->dropped == 1);
  const auto kept = factorPower(kOneToSeven, lone, LoneStrata::keep);
  REQUIRE(kept);
  CHECK(kept->q == Approx(0.8571428571428571).epsilon(1e-14));
  CHECK(kept->dropped == 0);
  CHECK(factorPower(kOneToSeven, std::vector<int>{0, 0, 1, 1, 2, 2, 2})->q == Approx(1 - 3.0 / 28).epsilon(1e-14));
}

TEST_CASE("F and the noncentrality, by hand") {
  // Means 1.5, 3.5, 6 of 2, 2, 3 units; variance of all 4; N - L = 4, L - 1 = 2.
  const auto power = factorPower(kOneToSeven, std::vector<int>{0, 0, 1, 1, 2, 2, 2});
  const double weighted = std::sqrt(2.0) * (1.5 + 3.5) + std::sqrt(3.0) * 6;
  CHECK(power->f == Approx(2.0 * 25 / 3).epsilon(1e-13));
  CHECK(power->lambda == Approx((1.5 * 1.5 + 3.5 * 3.5 + 36 - weighted * weighted / 7) / 4).epsilon(1e-13));
  CHECK(power->p == Approx(noncentralFUpper(power->f, 2, 4, power->lambda)).epsilon(1e-14));
}

TEST_CASE("What cannot be compared has no q") {
  CHECK_FALSE(factorPower(kOneToSeven, std::vector<int>{0, 0, 0, 0, 0, 0, 0}));
  CHECK_FALSE(factorPower(kOneToSeven, std::vector<int>{0, 0, 0, 0, 0, 0, 1}));  // the second is dropped
  CHECK_FALSE(factorPower(kOneToSeven, std::vector<int>{-1, -1, -1, -1, -1, -1, -1}));
  CHECK_FALSE(factorPower(std::vector<double>{5, 5, 5, 5}, std::vector<int>{0, 0, 1, 1}));
  const auto alone = factorPower(kOneToSeven, std::vector<int>{0, 1, 2, 3, 4, 5, 6}, LoneStrata::keep);
  REQUIRE(alone);
  CHECK(alone->q == 1);
  CHECK(std::isnan(alone->p));
}

TEST_CASE("q does not change with unit, zero and names, lies in 0..1, and grows as strata are parted") {
  rc::check([] {
    const auto raw = *rc::gen::container<std::vector<int>>(24, rc::gen::inRange(-50, 50));
    const auto strata = *rc::gen::container<std::vector<int>>(24, rc::gen::inRange(0, 4));
    std::vector<double> response, moved;
    std::vector<int> renamed, finer;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      response.push_back(raw[i]);
      moved.push_back(3.5 * raw[i] + 70);
      renamed.push_back(9 - strata[i]);
      finer.push_back(2 * strata[i] + static_cast<int>(i % 2));
    }
    const auto power = factorPower(response, strata, LoneStrata::keep);
    if (!power) return;  // all figures or all strata the same
    RC_ASSERT(power->q >= -1e-12 && power->q <= 1 + 1e-12);
    RC_ASSERT(std::abs(factorPower(moved, strata, LoneStrata::keep)->q - power->q) < 1e-11);
    RC_ASSERT(std::abs(factorPower(response, renamed, LoneStrata::keep)->q - power->q) < 1e-11);
    RC_ASSERT(factorPower(response, finer, LoneStrata::keep)->q > power->q - 1e-11);
  });
}

TEST_CASE("The five kinds of interaction") {
  CHECK(interactionOf(0.3, 0.2, 0.1) == Interaction::weakenNonlinear);
  CHECK(interactionOf(0.3, 0.2, 0.25) == Interaction::weakenUni);
  CHECK(interactionOf(0.3, 0.2, 0.3) == Interaction::weakenUni);
  CHECK(interactionOf(0.3, 0.2, 0.4) == Interaction::enhanceBi);
  CHECK(interactionOf(0.3, 0.2, 0.1 + 0.4) == Interaction::independent);
  CHECK(interactionOf(0.1, 0.2, 0.30000000000000004) == Interaction::independent);
  CHECK(interactionOf(0.3, 0.2, 0.6) == Interaction::enhanceNonlinear);
  // The three pairs of the neural-tube data, published as "enhance, bi-".
  CHECK(interactionOf(0.6377736701, 0.6067087097, 0.7102780883) == Interaction::enhanceBi);
  CHECK(interactionOf(0.6377736701, 0.3857168428, 0.7231835614) == Interaction::enhanceBi);
  CHECK(interactionOf(0.6067087097, 0.3857168428, 0.6629798049) == Interaction::enhanceBi);
  CHECK(interactionName(Interaction::enhanceBi) == "enhance bi");
}

TEST_CASE("The ecological detector depends on the order") {
  // Soil type against watershed of the neural-tube data: 0.000188 and 0.9998 (case 25).
  FactorPower watershed, soil;
  watershed.n = soil.n = 185;
  watershed.q = 0.6377736701;
  soil.q = 0.3857168428;
  CHECK(ecologicalP(soil, watershed) == Approx(0.000188).margin(1e-6));
  CHECK(ecologicalP(watershed, soil) == Approx(0.9998).margin(1e-4));
  CHECK(ecologicalP(watershed, soil) + ecologicalP(soil, watershed) == Approx(1).epsilon(1e-12));
}

TEST_CASE("Strata that cross are those of both factors") {
  CHECK(crossed(std::vector<int>{0, 0, 1, -1, 1}, std::vector<int>{2, 5, 2, 2, 2}) == std::vector<int>{0, 1, 2, -1, 2});
}

TEST_CASE("Welch's test of two means, by hand") {
  // 1 2 3 against 2 4 6 8: variances 1 and 20/3 over 3 and 4 units, t = -3 / sqrt(1/3 + 5/3); degrees
  // 4 / ((1/9)/2 + (25/9)/3); p by mpmath 1.3.
  const std::vector<StratumMean> means =
      stratumMeans(std::vector<double>{1, 2, 3, 2, 4, 6, 8}, std::vector<int>{0, 0, 0, 1, 1, 1, 1});
  const auto test = welchTest(means[0], means[1]);
  REQUIRE(test);
  CHECK(test->t == Approx(-3 / std::sqrt(2.0)).epsilon(1e-14));
  CHECK(test->degrees == Approx(4 / (1.0 / 18 + 25.0 / 27)).epsilon(1e-14));
  CHECK(test->p == Approx(0.0999128643).margin(1e-10));
  CHECK_FALSE(welchTest({0, 1, 3, 0}, means[1]));
  CHECK_FALSE(welchTest({0, 4, 3, 0}, {1, 4, 3, 0}));
}
