#include "geo/series/Percentiles.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/series/FactorDraws.h"
#include "geo/series/detail/Normal.h"

using namespace tanhui;

namespace {

/// Straight from the definition.
double type7(std::vector<double> x, double p) {
  std::sort(x.begin(), x.end());
  const double h = static_cast<double>(x.size() - 1) * p;
  const auto below = static_cast<std::size_t>(std::floor(h));
  const std::size_t above = std::min(below + 1, x.size() - 1);
  return x[below] + (h - static_cast<double>(below)) * (x[above] - x[below]);
}

void sameAsSorted(const std::vector<double>& x) {
  const Percentiles p = percentilesOf(x);
  RC_ASSERT(p.p025 == type7(x, 0.025));
  RC_ASSERT(p.p05 == type7(x, 0.05));
  RC_ASSERT(p.p50 == type7(x, 0.5));
  RC_ASSERT(p.p95 == type7(x, 0.95));
  RC_ASSERT(p.p975 == type7(x, 0.975));
}

std::vector<double> scoresOf(std::uint64_t seed, std::size_t count) {
  std::vector<double> scores(count);
  normalScores(seed, DrawSubject::factor, "x", 0, scores);
  return scores;
}

}  // namespace

TEST_CASE("percentiles of 1 to 10 by Hyndman and Fan's type 7, and moments by hand") {
  std::vector<double> x(10);
  std::iota(x.begin(), x.end(), 1.0);
  std::swap(x[1], x[8]);
  const Percentiles p = percentilesOf(x);
  CHECK(p.p025 == Approx(1.225).epsilon(1e-14));
  CHECK(p.p05 == Approx(1.45).epsilon(1e-14));
  CHECK(p.p50 == Approx(5.5).epsilon(1e-14));
  CHECK(p.p95 == Approx(9.55).epsilon(1e-14));
  CHECK(p.p975 == Approx(9.775).epsilon(1e-14));
  CHECK(p.mean == Approx(5.5).epsilon(1e-14));
  CHECK(p.sd == Approx(std::sqrt(82.5 / 9)).epsilon(1e-14));
  CHECK(percentilesOf(std::vector<double>{7.25}).p95 == 7.25);
  CHECK(percentilesOf(std::vector<double>(100, 0.1)).sd == 0);
}

TEST_CASE("percentiles are those of the sorted draws, whatever the shape") {
  CHECK(rc::check("percentiles", [] {
    const auto count = *rc::gen::inRange<std::size_t>(1, 3000);
    std::vector<double> x = scoresOf(*rc::gen::arbitrary<std::uint64_t>(), count);
    switch (*rc::gen::inRange(0, 5)) {
      case 0:
        break;
      case 1:  // ties
        for (double& v : x) v = std::round(2 * v);
        break;
      case 2:  // a tail that puts nearly all into one bucket
        for (double& v : x) v = std::exp(20 * v);
        break;
      case 3:
        x.back() = 1e300;
        x.front() = -1e300;
        break;
      default:  // neighbours in the last bits
        for (double& v : x) v = 1 + 1e-16 * std::round(10 * v);
    }
    sameAsSorted(x);
  }));
}

TEST_CASE("the told Monte Carlo errors are the spread over seeds") {
  const std::size_t seeds = 300, draws = 1000;
  std::vector<double> means, low, high;
  double meanSe = 0, lowSe = 0, highSe = 0;
  for (std::size_t seed = 0; seed < seeds; ++seed) {
    std::vector<double> x = scoresOf(seed, draws);
    for (double& v : x) v = std::exp(0.5 * v);
    const ConvergenceStep last = convergenceOf(x).back();
    means.push_back(last.figures.mean);
    low.push_back(last.figures.p05);
    high.push_back(last.figures.p95);
    meanSe += last.meanSe / seeds;
    lowSe += last.p05Se / seeds;
    highSe += last.p95Se / seeds;
  }
  // Each spread is known to 1 / sqrt(2 x 300) = 4 %.
  CHECK(meanSe == Approx(percentilesOf(means).sd).epsilon(0.12));
  CHECK(lowSe == Approx(percentilesOf(low).sd).epsilon(0.15));
  CHECK(highSe == Approx(percentilesOf(high).sd).epsilon(0.15));
  // Type 7 lies 0.4 % above the true 5 % point here, at rank 1 + 999 x 0.05 of 1001.
  CHECK(percentilesOf(low).mean == Approx(std::exp(0.5 * normalQuantile(50.95 / 1001))).epsilon(0.006));
}

TEST_CASE("the mean converges with the root of the number of draws") {
  std::vector<double> few, many;
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    few.push_back(percentilesOf(scoresOf(seed, 50)).mean);
    many.push_back(percentilesOf(scoresOf(seed, 800)).mean);
  }
  CHECK(percentilesOf(few).sd / percentilesOf(many).sd == Approx(4).epsilon(0.12));
}

TEST_CASE("steps of the convergence table") {
  const std::vector<double> x = scoresOf(4, 2500);
  const std::vector<ConvergenceStep> steps = convergenceOf(x);
  std::vector<std::size_t> sizes;
  sizes.reserve(steps.size());
  for (const ConvergenceStep& step : steps) sizes.push_back(step.draws);
  CHECK(sizes == std::vector<std::size_t>{100, 200, 500, 1000, 2000, 2500});
  CHECK(steps[1].figures.p95 == type7({x.begin(), x.begin() + 200}, 0.95));
  CHECK(convergenceOf(std::vector<double>(5, 1.0)).size() == 1);
}
