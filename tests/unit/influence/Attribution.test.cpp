#include "geo/influence/Attribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/base/Error.h"

using namespace tanhui;

namespace {

/// The mean over all orders in which the factors change, one after another.
std::vector<double> byAllOrders(const std::vector<double>& before, const std::vector<double>& after) {
  std::vector<std::size_t> order(before.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<double> parts(before.size(), 0);
  double orders = 0;
  const auto product = [](const std::vector<double>& v) {
    return std::accumulate(v.begin(), v.end(), 1.0, std::multiplies<>());
  };
  do {
    std::vector<double> now = before;
    for (const std::size_t i : order) {
      const double was = product(now);
      now[i] = after[i];
      parts[i] += product(now) - was;
    }
    orders += 1;
  } while (std::next_permutation(order.begin(), order.end()));
  for (double& part : parts) part /= orders;
  return parts;
}

}  // namespace

TEST_CASE("Two ways to attribute a change, case 27") {
  // C = P x (G/P) x (C/G): 100 -> 105 people, G 500 -> 700, C 1000 -> 1050.
  const std::vector<double> before{100, 5, 2}, after{105, 700.0 / 105, 1.5};
  const std::vector<double> lmdi = lmdiOfProduct(before, after, "test");
  CHECK(lmdi[0] == Approx(50.000000).margin(1e-6));
  CHECK(lmdi[1] == Approx(294.815643).margin(1e-6));
  CHECK(lmdi[2] == Approx(-294.815643).margin(1e-6));
  const std::vector<double> fair = shapleyOfProduct(before, after);
  CHECK(fair[0] == Approx(50.694444).margin(1e-6));
  CHECK(fair[1] == Approx(298.611111).margin(1e-6));
  CHECK(fair[2] == Approx(-299.305556).margin(1e-6));
}

TEST_CASE("Both ways add up to the change, and Shapley is the mean of all orders") {
  rc::check([] {
    const auto n = *rc::gen::inRange<std::size_t>(1, 6);
    std::vector<double> before, after;
    double change0 = 1, change1 = 1;
    for (std::size_t i = 0; i < n; ++i) {
      before.push_back(*rc::gen::inRange(1, 100) / 10.0);
      after.push_back(*rc::gen::inRange(1, 100) / 10.0);
      change0 *= before.back();
      change1 *= after.back();
    }
    const auto sum = [](const std::vector<double>& v) { return std::accumulate(v.begin(), v.end(), 0.0); };
    const double tolerance = 1e-12 * (std::abs(change0) + std::abs(change1)) * 100;
    const std::vector<double> fair = shapleyOfProduct(before, after), orders = byAllOrders(before, after);
    RC_ASSERT(std::abs(sum(lmdiOfProduct(before, after, "test")) - (change1 - change0)) <= tolerance);
    RC_ASSERT(std::abs(sum(fair) - (change1 - change0)) <= tolerance);
    for (std::size_t i = 0; i < n; ++i) RC_ASSERT(std::abs(fair[i] - orders[i]) <= tolerance);
  });
}

TEST_CASE("Logarithms need figures above zero, Shapley does not") {
  CHECK_THROWS_WITH(lmdiOfProduct(std::vector<double>{1, -2}, std::vector<double>{1, 2}, "county"),
                    Catch::Contains("county") && Catch::Contains("factor 2"));
  CHECK(shapleyOfProduct(std::vector<double>{10, -2}, std::vector<double>{10, 3}) == std::vector<double>{0, 50});
}

TEST_CASE("The change of a class's carbon is its area's and its density's") {
  // 100 ha of 50 tC/ha become 120 ha of 60: area 20 x 55, density 10 x 110.
  const LandPartChange change = attributedChange({100, 120, 5000, 7200});
  CHECK(change.byArea == Approx(1100));
  CHECK(change.byDensity == Approx(1100));
  // Land that was not there before has no density then.
  CHECK(attributedChange({0, 10, 0, 500}).byArea == 500);
  CHECK(attributedChange({0, 10, 0, 500}).byDensity == 0);
}
