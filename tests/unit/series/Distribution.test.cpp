#include "geo/series/Distribution.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "geo/series/detail/Normal.h"

using namespace tanhui;

namespace {

const double kLow = normalQuantile(0.025), kHigh = normalQuantile(0.975);

/// Mean and sd by the quantiles of equal shares: a route that does not use the closed forms.
void momentsAgree(const Distribution& d) {
  const int n = 200'000;
  double sum = 0, squares = 0, last = -1e300;
  bool ascending = true;
  for (int i = 0; i < n; ++i) {
    const double x = d.at(normalQuantile((i + 0.5) / n));
    ascending = ascending && x >= last;
    last = x;
    sum += x;
    squares += (x - d.mean()) * (x - d.mean());
  }
  CHECK(ascending);
  CHECK(sum / n == Approx(d.mean()).epsilon(2e-4));
  CHECK(std::sqrt(squares / n) == Approx(d.sd()).epsilon(3e-3));
}

Factor factorOf(double value, std::optional<double> low, std::optional<double> high, double se, const char* shape) {
  Factor factor;
  factor.key = "x";
  factor.value = value;
  factor.low = low;
  factor.high = high;
  factor.se = se;
  factor.distribution = shape;
  return factor;
}

}  // namespace

TEST_CASE("moments of each distribution against the sum over its quantiles") {
  momentsAgree(Distribution::normal(-3, 2));
  momentsAgree(Distribution::positiveNormal(1, 1));
  momentsAgree(Distribution::positiveNormal(5, 2));
  momentsAgree(Distribution::lognormalOf(80, 80 / 1.96));
  momentsAgree(Distribution::triangular(4, 1, 9, false));
  momentsAgree(Distribution::triangular(1, 0, 9, true));
  momentsAgree(Distribution::uniform(2, 7, true));
}

TEST_CASE("a lognormal of mean 80 and +-100 % (IPCC 2006 V1 Ch 3, case 13)") {
  const Distribution d = distributionOf(factorOf(80, {}, {}, 80 / 1.96, "lognormal"));
  CHECK(d.kind() == Distribution::Kind::lognormal);
  CHECK(std::log(d.at(0)) == Approx(4.26635).margin(5e-6));
  CHECK(std::log(d.at(1) / d.at(0)) == Approx(0.480995).margin(5e-7));
  CHECK(d.at(-1.96) == Approx(27.76).margin(5e-3));
  CHECK(d.at(1.96) == Approx(182.93).margin(5e-3));
  CHECK(d.mean() == Approx(80).epsilon(1e-12));
  CHECK(d.sd() == Approx(80 / 1.96).epsilon(1e-12));
}

TEST_CASE("a normal given that it is positive (Johnson, Kotz, Balakrishnan 1994, 13.10)") {
  const Distribution d = Distribution::positiveNormal(1, 1);
  const double lambda = 0.24197072451914337 / 0.8413447460685429;  // density and share of the normal at 1
  CHECK(d.mean() == Approx(1 + lambda).epsilon(1e-14));
  CHECK(d.sd() == Approx(std::sqrt(1 - lambda - lambda * lambda)).epsilon(1e-13));
  CHECK(d.at(-40) > 0);
  CHECK(d.at(-8) > 0);
  // Half of what lies above 0 lies above the median.
  CHECK(1 - normalCdf(d.at(0) - 1) == Approx(0.8413447460685429 / 2).epsilon(1e-13));
  CHECK(d.at(8) == Approx(Distribution::normal(1, 1).at(8)).epsilon(0.01));
  // Far from 0 there is nothing to cut off.
  CHECK(Distribution::positiveNormal(10, 1).at(-1.3) == Distribution::normal(10, 1).at(-1.3));
  CHECK(Distribution::positiveNormal(8.999, 1).at(-1.3) == Approx(8.999 - 1.3).epsilon(1e-12));
}

TEST_CASE("low and high are the 2.5 and 97.5 % points of triangles and uniforms") {
  for (const double mode : {1.0, 1.2, 3.0, 8.9, 9.0}) {
    const Distribution t = Distribution::triangular(mode, 1, 9, false);
    INFO("mode " << mode);
    CHECK(t.at(kLow) == Approx(1).margin(1e-9));
    CHECK(t.at(kHigh) == Approx(9).margin(1e-9));
    // The densest place: the same share either side of it takes the least room.
    const double p = 1e-5, at = [&] {
      double low = -8, high = 8;
      for (int i = 0; i < 60; ++i) (t.at((low + high) / 2) < mode ? low : high) = (low + high) / 2;
      return normalCdf(low);
    }();
    const auto width = [&](double share) { return t.at(normalQuantile(share + p)) - t.at(normalQuantile(share)); };
    if (at < 0.9) CHECK(width(at) < width(at + 0.05));
    if (at > 0.06) CHECK(width(at - p) < width(at - 0.05));
  }
  const Distribution u = Distribution::uniform(1, 20, true);
  CHECK(u.at(kLow) == Approx(1).epsilon(1e-12));
  CHECK(u.at(kHigh) == Approx(20).epsilon(1e-12));
  CHECK(u.sd() == Approx(19 / 0.95 / std::sqrt(12)).epsilon(1e-12));
}

TEST_CASE("the lower end of a factor that cannot be negative is put at 0, and 2.5 % still lie above its range") {
  for (const Distribution& d : {Distribution::triangular(2, 0.1, 9, true), Distribution::uniform(0.1, 9, true)}) {
    CHECK(d.at(-30) >= 0);
    CHECK(d.at(-5) > 0);
    CHECK(d.at(-5) < 0.1);
    CHECK(d.at(kHigh) == Approx(9).epsilon(1e-12));
  }
  CHECK(Distribution::triangular(2, 0.1, 9, false).at(-5) < 0);
}

TEST_CASE("which distribution a factor is drawn from") {
  using Kind = Distribution::Kind;
  CHECK(distributionOf(factorOf(5, 1, 9, 2, "normal")).kind() == Kind::truncatedNormal);
  CHECK(distributionOf(factorOf(5, {}, {}, 2, "normal")).kind() == Kind::truncatedNormal);
  CHECK(distributionOf(factorOf(5, -1, 11, 3, "normal")).kind() == Kind::normal);
  CHECK(distributionOf(factorOf(-5, -6, -4, 0.5, "normal")).kind() == Kind::normal);
  CHECK(distributionOf(factorOf(0, 0, 3, 0.76, "normal")).mean() == 0);
  CHECK(distributionOf(factorOf(0, 0, 3, 0.76, "lognormal")).kind() == Kind::normal);
  CHECK(distributionOf(factorOf(5, 1, 9, 2, "uniform")).kind() == Kind::uniform);
  CHECK(distributionOf(factorOf(5, {}, {}, 1, "uniform")).at(kHigh) == Approx(5 + 1.96).epsilon(1e-12));
  CHECK(distributionOf(factorOf(5, 1, 9, 2, "triangular")).kind() == Kind::triangular);
  CHECK(whyFixed(factorOf(5, {}, {}, 0, "none")) == FixedReason::noRange);
  CHECK(whyFixed(factorOf(5, 5, 5, 0, "none")) == FixedReason::exact);
  CHECK(whyFixed(factorOf(5, 1, 9, 2, "none")) == FixedReason::told);
  CHECK_FALSE(distributionOf(factorOf(5, 1, 9, 2, "none")).varies());
}
