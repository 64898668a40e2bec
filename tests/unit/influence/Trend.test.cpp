#include "geo/influence/Trend.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"

using namespace tanhui;
using Catch::Contains;

namespace {

std::vector<double> yearsFrom(double first, std::size_t n) {
  std::vector<double> years(n);
  std::iota(years.begin(), years.end(), first);
  return years;
}

Trend trendOf(const std::vector<double>& values) {
  return tanhui::trendOf(yearsFrom(2010, values.size()), values, SeriesKind::observed, "values");
}

}  // namespace

TEST_CASE("Mann-Kendall and Sen of ten years, case 26") {
  const Trend trend = trendOf({52.1, 52.9, 53.4, 53.1, 54.0, 54.8, 54.6, 55.9, 56.3, 57.0});
  CHECK(trend.n == 10);
  CHECK(trend.s == 41);
  CHECK(trend.variance == 125);
  CHECK(trend.z == Approx(3.577709).margin(1e-6));
  CHECK(trend.p == Approx(0.000346619).margin(1e-9));
  CHECK(trend.tau == Approx(0.911111).margin(1e-6));
  CHECK(trend.slope == Approx(0.514286).margin(1e-6));
  CHECK(trend.intercept == Approx(51.985714).margin(1e-6));
  CHECK_FALSE(trend.few());
}

TEST_CASE("Mann-Kendall with ties, of a constant, and of few years") {
  const Trend ties = trendOf({3, 3, 4, 2, 5, 5, 6, 5, 7, 7});
  CHECK(ties.s == 32);
  CHECK(ties.variance == Approx(119.333333).margin(1e-6));
  CHECK(ties.z == Approx(2.837794).margin(1e-6));
  CHECK(ties.p == Approx(0.004542654).margin(1e-9));
  CHECK(ties.slope == 0.5);
  CHECK(ties.intercept == 2.75);
  const Trend constant = trendOf({4, 4, 4, 4, 4});
  CHECK(constant.s == 0);
  CHECK(constant.variance == 0);
  CHECK(constant.p == 1);
  const Trend three = trendOf({1, 2, 3});
  CHECK(three.p == Approx(0.296270).margin(1e-6));
  CHECK(three.few());
}

TEST_CASE("The variance of S is that over all orders of the figures") {
  const std::vector<double> values{3, 3, 1, 2, 2, 7};
  std::vector<std::size_t> order{0, 1, 2, 3, 4, 5};
  double n = 0, squares = 0;
  do {
    std::vector<double> shuffled;
    for (const std::size_t i : order) shuffled.push_back(values[i]);
    const auto s = static_cast<double>(trendOf(shuffled).s);
    n += 1;
    squares += s * s;
  } while (std::next_permutation(order.begin(), order.end()));
  CHECK(trendOf(values).variance == Approx(squares / n).epsilon(1e-12));
}

TEST_CASE("Years that are missing keep their distance") {
  const double none = std::numeric_limits<double>::quiet_NaN();
  const Trend trend = tanhui::trendOf(std::vector<double>{2000, 2005, 2010, 2020},
                                      std::vector<double>{10, none, 30, 50}, SeriesKind::observed, "values");
  CHECK(trend.n == 3);
  CHECK(trend.slope == 2);
  CHECK(trend.intercept == 10);
}

TEST_CASE("A modelled series, times out of order and two figures are refused") {
  const std::vector<double> values{1, 2, 3};
  CHECK_THROWS_WITH(tanhui::trendOf(yearsFrom(2020, 3), values, SeriesKind::modelled, "series.csv"),
                    Contains("series.csv") && Contains("modelled"));
  CHECK_THROWS_WITH(tanhui::trendOf(std::vector<double>{2020, 2020, 2021}, values, SeriesKind::observed, "t.csv"),
                    Contains("2020 comes after 2020"));
  CHECK_THROWS_WITH(trendOf({1, 2}), Contains("at least 3"));
}
