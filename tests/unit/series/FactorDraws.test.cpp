#include "geo/series/FactorDraws.h"

#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

#include "geo/series/Percentiles.h"
#include "tests/unit/series/MakeRows.h"

using namespace tanhui;
using test::libraryOf;

namespace {

const char* kThree = "a,5,3,7,,normal\nb,10,4,20,,lognormal\nc,2,1,3,,uniform\n";

std::vector<double> figuresOf(const FactorLibrary& library, const char* key, std::uint64_t seed, std::size_t lanes,
                              std::uint64_t first = 0, std::vector<Correlation> correlations = {}) {
  std::vector<std::uint32_t> all(library.all().size());
  std::iota(all.begin(), all.end(), 0U);
  const FactorDraws draws(library, all, seed, correlations);
  std::vector<double> figures;
  draws.figures(first, lanes, figures);
  const auto begin = figures.begin() + static_cast<std::ptrdiff_t>(library.require(key) * lanes);
  return {begin, begin + static_cast<std::ptrdiff_t>(lanes)};
}

double correlationOf(const std::vector<double>& x, const std::vector<double>& y) {
  const Percentiles px = percentilesOf(x), py = percentilesOf(y);
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - px.mean) * (y[i] - py.mean);
  return sum / static_cast<double>(x.size() - 1) / px.sd / py.sd;
}

std::vector<double> scoresOf(std::uint64_t seed, DrawSubject subject, const char* name, std::size_t count,
                             std::uint64_t first = 0) {
  std::vector<double> scores(count);
  normalScores(seed, subject, name, first, scores);
  return scores;
}

}  // namespace

TEST_CASE("scores are standard normal, and unrelated over draws, names, seeds and subjects") {
  const std::size_t n = 40'000;
  const double se = 1 / std::sqrt(static_cast<double>(n));
  const std::vector<double> x = scoresOf(1, DrawSubject::factor, "a", n);
  CHECK(percentilesOf(x).mean == Approx(0).margin(4 * se));
  CHECK(percentilesOf(x).sd == Approx(1).margin(4 * se / std::sqrt(2)));
  CHECK(percentilesOf(x).p975 == Approx(1.96).margin(0.06));
  double fourth = 0;
  for (const double v : x) fourth += v * v * v * v / static_cast<double>(n);
  CHECK(fourth == Approx(3).margin(4 * std::sqrt(96.0) * se));
  CHECK(correlationOf(x, scoresOf(1, DrawSubject::factor, "a", n, 1)) == Approx(0).margin(4 * se));
  CHECK(correlationOf(x, scoresOf(1, DrawSubject::factor, "b", n)) == Approx(0).margin(4 * se));
  CHECK(correlationOf(x, scoresOf(2, DrawSubject::factor, "a", n)) == Approx(0).margin(4 * se));
  CHECK(correlationOf(x, scoresOf(1, DrawSubject::areaGroup, "a", n)) == Approx(0).margin(4 * se));
}

TEST_CASE("a draw hangs on seed, key and number alone") {
  const std::vector<double> all = scoresOf(7, DrawSubject::factor, "pool.x.veg", 1000);
  for (const std::uint64_t first : {0u, 1u, 2u, 255u, 256u, 777u}) {
    const std::vector<double> part = scoresOf(7, DrawSubject::factor, "pool.x.veg", 200, first);
    CHECK(std::equal(part.begin(), part.end(), all.begin() + static_cast<std::ptrdiff_t>(first)));
  }
  // The first of many draws are those of few, with other factors around, other figures and other correlations.
  const FactorLibrary three = libraryOf(kThree);
  const FactorLibrary more = libraryOf(std::string("0first,1,0,2,,normal\nbb,3,1,5,,triangular\n") + kThree);
  const std::vector<double> few = figuresOf(three, "b", 3, 100);
  const std::vector<double> many = figuresOf(more, "b", 3, 5000, 0, {{"a", "c", 0.7, ""}});
  CHECK(std::equal(few.begin(), few.end(), many.begin()));
  CHECK(figuresOf(three, "b", 4, 100) != few);
  CHECK(figuresOf(three, "b", 3, 50, 50) == std::vector<double>(few.begin() + 50, few.end()));
}

TEST_CASE("drawn figures have the moments of their distributions") {
  const FactorLibrary library = libraryOf(std::string(kThree) + "d,3,1,9,,triangular\ne,1,0,2.96,,normal\n");
  const std::size_t n = 50'000;
  for (const char* key : {"a", "b", "c", "d", "e"}) {
    INFO(key);
    const Distribution distribution = distributionOf(library[library.require(key)]);
    const Percentiles p = percentilesOf(figuresOf(library, key, 11, n));
    CHECK(p.mean == Approx(distribution.mean()).margin(4 * distribution.sd() / std::sqrt(static_cast<double>(n))));
    CHECK(p.sd == Approx(distribution.sd()).epsilon(0.03));
    CHECK(p.p50 == Approx(distribution.at(0)).margin(0.03 * distribution.sd()));
  }
}

TEST_CASE("correlated factors have the correlation of their normal scores that was asked for") {
  const FactorLibrary library = libraryOf(kThree);
  const std::vector<Correlation> correlations{{"b", "a", 0.8, ""}, {"a", "c", -0.5, ""}, {"b", "c", -0.2, ""}};
  const std::vector<std::uint32_t> all{0, 1, 2};
  const FactorDraws draws(library, all, 5, correlations);
  const std::size_t n = 20'000;
  std::vector<std::vector<double>> scores(3, std::vector<double>(n));
  for (const std::uint32_t factor : all) {
    draws.scores(factor, 0, scores[factor]);
    CHECK(percentilesOf(scores[factor]).sd == Approx(1).margin(0.02));
  }
  CHECK(correlationOf(scores[0], scores[1]) == Approx(0.8).margin(0.015));
  CHECK(correlationOf(scores[0], scores[2]) == Approx(-0.5).margin(0.03));
  CHECK(correlationOf(scores[1], scores[2]) == Approx(-0.2).margin(0.03));
  // The first of a group keeps the scores that it has alone.
  CHECK(scores[0] == scoresOf(5, DrawSubject::factor, "a", n));
}

TEST_CASE("what does not vary is listed with the reason, and what the reader must know is told once") {
  const FactorLibrary library = libraryOf(
      "a,5,,,,\nb,0.47,0.47,0.47,,none\nc,2,1,3,,none\nd,0,0,3,,normal\ne,-1,-3,1,,lognormal\nf,3,0.5,12,,uniform\n"
      "g,5,3,7,,normal\n");
  const std::vector<std::uint32_t> some{0, 1, 2, 3, 4, 5};
  const std::vector<Correlation> correlations{{"a", "d", 0.5, ""}, {"d", "g", 0.5, ""}};
  const FactorDraws draws(library, some, 1, correlations);
  CHECK(draws.varied() == std::vector<std::uint32_t>{3, 4, 5});
  REQUIRE(draws.fixed().size() == 3);
  CHECK(draws.fixed()[0].reason == FixedReason::noRange);
  CHECK(draws.fixed()[1].reason == FixedReason::exact);
  CHECK(draws.fixed()[2].reason == FixedReason::told);
  std::vector<std::string> told;
  for (const Warning& remark : draws.remarks()) {
    told.push_back(remark.what.id + ": " + remark.what.args[0]);
    CHECK(text(remark.what, Language::zh) != text(remark.what, Language::en));
  }
  CHECK(told == std::vector<std::string>{"series.lognormal_not_positive: e", "series.both_signs: d",
                                         "series.mean_moved: f (3 -> 6.25)", "series.correlation_idle: a, g"});
}
