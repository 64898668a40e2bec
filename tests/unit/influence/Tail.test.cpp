#include "geo/influence/Tail.h"

#include <cmath>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("The incomplete beta function where it has a closed form") {
  rc::check("I_x(1, b) = 1 - (1-x)^b, I_x(a, 1) = x^a, I_x(2, 2) = 3x^2 - 2x^3", [] {
    const double x = *rc::gen::inRange(1, 1000) / 1000.0;
    const double a = *rc::gen::inRange(1, 400) / 7.0;
    const auto near = [](double value, double right) { RC_ASSERT(std::abs(value - right) <= 1e-13 * right + 1e-300); };
    near(incompleteBeta(1, a, x, 1 - x), -std::expm1(a * std::log1p(-x)));
    near(incompleteBeta(a, 1, x, 1 - x), std::pow(x, a));
    near(incompleteBeta(2, 2, x, 1 - x), 3 * x * x - 2 * x * x * x);
  });
}

TEST_CASE("The incomplete beta function of whole numbers is a binomial tail") {
  rc::check([] {
    const int a = *rc::gen::inRange(1, 60), b = *rc::gen::inRange(1, 60);
    const double x = *rc::gen::inRange(1, 100) / 100.0;
    double sum = 0;  // of a + b - 1 throws at least a succeed
    for (int k = a; k <= a + b - 1; ++k)
      sum += std::exp(std::lgamma(a + b) - std::lgamma(k + 1) - std::lgamma(a + b - k) + k * std::log(x) +
                      (a + b - 1 - k) * std::log(1 - x));
    if (x == 1) sum = 1;
    RC_ASSERT(std::abs(incompleteBeta(a, b, x, 1 - x) - sum) <= 1e-11 * sum);
    RC_ASSERT(std::abs(incompleteBeta(a, b, x, 1 - x) + incompleteBeta(b, a, 1 - x, x) - 1) <= 1e-12);
  });
}

TEST_CASE("Tails of known distributions") {
  CHECK(normalTwoSided(1.959963984540054) == Approx(0.05).epsilon(1e-12));
  // Student's t: 1 degree is Cauchy's, 1 - 2 atan(t) / pi; 2 degrees 1 - t / sqrt(2 + t^2).
  CHECK(studentTwoSided(3, 1) == Approx(1 - 2 * std::atan(3.0) / std::acos(-1.0)).epsilon(1e-12));
  CHECK(studentTwoSided(-3, 2) == Approx(1 - 3 / std::sqrt(11.0)).epsilon(1e-12));
  // F with 2 upper degrees: (1 + 2 f / d2)^(-d2 / 2).
  CHECK(fUpper(1.7, 2, 9) == Approx(std::pow(1 + 2 * 1.7 / 9, -4.5)).epsilon(1e-12));
}

TEST_CASE("Noncentral F: the published tails of the neural-tube data") {
  // Wang et al. 2010: 185 villages; q, F and noncentrality as the package's tables have them (case 25), p as published
  // with the population variance. R's own pf is right to about 1e-9.
  CHECK(noncentralFUpper(38.73550756, 8, 176, 152.86637941) == Approx(0.000128802264).margin(2e-12));
  CHECK(noncentralFUpper(45.76512499, 6, 178, 198.99222626) == Approx(0.043382243).margin(1e-9));
  CHECK(noncentralFUpper(28.25611890, 4, 180, 101.92557585) == Approx(0.372145486).margin(1e-9));
}

TEST_CASE("Noncentral F against its integral over the normal distribution, for one upper degree") {
  // F(1, d2; lambda) is (Z + sqrt(lambda))^2 / (X / d2): with 2 lower degrees X is exponential, so that
  // P(F > f) = E[1 - exp(-(Z + sqrt(lambda))^2 / f)], summed by the trapezium rule over the normal density.
  rc::check([] {
    const double lambda = *rc::gen::inRange(0, 400) / 4.0, f = *rc::gen::inRange(1, 400) / 8.0;
    double sum = 0;
    constexpr double kStep = 1.0 / 512;
    for (double z = -12; z <= 12; z += kStep) {
      const double moved = z + std::sqrt(lambda);
      sum += -std::expm1(-moved * moved / f) * std::exp(-z * z / 2) * kStep / std::sqrt(2 * std::acos(-1.0));
    }
    RC_ASSERT(std::abs(noncentralFUpper(f, 1, 2, lambda) - sum) <= 1e-11);
  });
}

TEST_CASE("Noncentral F keeps the digits of a small tail and ends for large figures") {
  CHECK(noncentralFUpper(1e4, 2, 200, 0) == Approx(std::pow(1 + 100.0, -100)).epsilon(1e-10));
  const double large = noncentralFUpper(1e6, 5, 1e6, 5e6);
  CHECK(large > 0.3);
  CHECK(large < 0.7);
}
