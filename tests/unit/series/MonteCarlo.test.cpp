#include "geo/series/MonteCarlo.h"

#include <tbb/global_control.h>
#include <tbb/task_arena.h>

#include <cmath>
#include <cstring>

#include <catch2/catch.hpp>

#include "geo/carbon/Carbon.h"
#include "geo/series/ErrorPropagation.h"
#include "geo/series/detail/NodeBlocks.h"
#include "tests/unit/series/MakeRows.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

const char* kFactors = "a,50,48.04,51.96,,normal\nb,50,48.04,51.96,,normal\nc,50,30,90,,lognormal\nd,2,,,,\n";

bool sameBytes(const std::vector<Percentiles>& a, const std::vector<Percentiles>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(Percentiles)) == 0;
}

std::vector<UncertainRow> someRows(Tape& tape) {
  std::vector<UncertainRow> rows;
  for (int r = 1; r < 20; ++r) {
    YearWeights weights;
    for (int y = 0; y <= 6; ++y) {
      weights.stock.push_back(termsOf(tape["a"].scaled(r + y) + tape["b"] * tape["c"].scaled(0.1 * y) - tape["d"]));
      if (y > 0) weights.nonCo2.push_back(termsOf(-tape["c"]));
    }
    rows.push_back({{{-1, weights}}, -1});
  }
  return rows;
}

}  // namespace

TEST_CASE("net is the change of stock in CO2 and the gases, year by year") {
  Tape tape(libraryOf(kFactors));
  const Formula d = tape["d"];
  const YearWeights weights{{termsOf(d), termsOf(d.scaled(4)), termsOf(d.scaled(5))}, {termsOf(-d), {}}};
  const std::vector<UncertainRow> rows{{{{-1, weights}}, -1}, {}};
  const MonteCarloResult result = monteCarlo(tape.tape, tape.library, rows, {}, {});
  REQUIRE(result.rows[0].stock.size() == 3);
  REQUIRE(result.rows[0].net.size() == 2);
  CHECK(result.rows[0].stock[0].p05 == 2);
  CHECK(result.rows[0].stock[2].p95 == 10);
  CHECK(result.rows[0].stock[2].sd == 0);
  CHECK(result.rows[0].net[0].p50 == Approx(6 * 44.0 / 12 - 2));
  CHECK(result.rows[0].net[1].mean == Approx(2 * 44.0 / 12));
  CHECK(result.rows[1].stock.empty());
  REQUIRE(result.fixed.size() == 1);
  CHECK(tape.library[result.fixed[0].factor].key == "d");
  CHECK(result.fixed[0].reason == FixedReason::noRange);
}

TEST_CASE("the same bytes on any number of threads, other draws with another seed") {
  Tape tape(libraryOf(kFactors));
  const std::vector<UncertainRow> rows = someRows(tape);
  MonteCarloRules rules;
  rules.draws = 1777;
  const auto runOn = [&](int threads) {
    const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism, 4);
    MonteCarloResult result;
    tbb::task_arena(threads).execute([&] { result = monteCarlo(tape.tape, tape.library, rows, {}, rules); });
    return result;
  };
  const MonteCarloResult one = runOn(1), three = runOn(3);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    CHECK(sameBytes(one.rows[r].stock, three.rows[r].stock));
    CHECK(sameBytes(one.rows[r].net, three.rows[r].net));
  }
  rules.seed = 2;
  CHECK_FALSE(sameBytes(runOn(1).rows[0].stock, one.rows[0].stock));
}

TEST_CASE("the first draws of many are those of few, whatever other rows there are") {
  Tape tape(libraryOf(kFactors));
  const std::vector<UncertainRow> rows = someRows(tape);
  const std::vector<Focus> few{{0, 3, SeriesQuantity::net}},
      many{{1, 0, SeriesQuantity::stock}, {0, 3, SeriesQuantity::net}};
  MonteCarloRules rules;
  rules.draws = 300;
  const auto first = monteCarlo(tape.tape, tape.library, std::span(rows).first(1), few, rules).focuses[0].draws;
  rules.draws = 1000;
  const auto all = monteCarlo(tape.tape, tape.library, rows, many, rules).focuses[1].draws;
  REQUIRE(first.size() == 300);
  REQUIRE(all.size() == 1000);
  CHECK(std::equal(first.begin(), first.end(), all.begin()));
}

TEST_CASE("the net of the land is, draw by draw, that of a row without agriculture's gases") {
  Tape tape(libraryOf(kFactors));
  const auto rowOf = [&](bool farmed) {
    UncertainRow row{{{-1, {}}}, -1};
    YearWeights& weights = row.parts[0].weights;
    for (int y = 0; y <= 3; ++y) weights.stock.push_back(termsOf(tape["a"].scaled(y + 1)));
    for (int y = 0; y < 3; ++y) {
      weights.nonCo2.push_back(termsOf(farmed ? tape["b"].scaled(-2) + tape["c"].scaled(-y) : tape["b"].scaled(-2)));
      if (farmed) weights.agriculture.push_back(termsOf(tape["c"].scaled(-y)));
    }
    return row;
  };
  const std::vector<UncertainRow> rows{rowOf(true), rowOf(false)};
  const std::vector<Focus> focuses{{0, 2, SeriesQuantity::lulucf}, {1, 2, SeriesQuantity::net}};
  MonteCarloRules rules;
  rules.draws = 700;
  const MonteCarloResult result = monteCarlo(tape.tape, tape.library, rows, focuses, rules);
  for (std::size_t y = 0; y < 3; ++y) {
    CHECK(result.rows[0].lulucf[y].p05 == Approx(result.rows[1].net[y].p05).epsilon(1e-12));
    CHECK(result.rows[0].lulucf[y].sd == Approx(result.rows[1].net[y].sd).epsilon(1e-9));
  }
  CHECK(result.rows[0].net[2].mean != Approx(result.rows[0].lulucf[2].mean));
  CHECK(sameBytes(result.rows[1].lulucf, result.rows[1].net));
  for (std::size_t i = 0; i < 700; ++i)
    CHECK(result.focuses[0].draws[i] == Approx(result.focuses[1].draws[i]).epsilon(1e-12));
  const PropagationResult first = propagateErrors(tape.tape, tape.library, rows, focuses, rules);
  for (std::size_t y = 0; y < 3; ++y) {
    CHECK(first.rows[0].lulucf[y] == Approx(first.rows[1].net[y]).epsilon(1e-12));
    CHECK(first.rows[0].lulucfSe[y] == Approx(first.rows[1].netSe[y]).epsilon(1e-12));
  }
}

TEST_CASE("a row too long for the memory at once is worked on in pieces that join") {
  // 37 years of 300,000 draws are 180 MB; a year holds one more of the factor than the one before.
  Tape tape(libraryOf(kFactors));
  UncertainRow row{{{-1, {}}}, -1};
  for (int y = 0; y <= 37; ++y) {
    row.parts[0].weights.stock.push_back(termsOf(tape["a"].scaled(y + 1)));
    if (y > 0) row.parts[0].weights.nonCo2.push_back(termsOf(tape["a"].scaled(-y)));
  }
  MonteCarloRules rules;
  rules.draws = 300'000;
  const std::vector<UncertainRow> rows{row};
  const std::vector<Focus> focuses{{0, 20, SeriesQuantity::stock}, {0, 36, SeriesQuantity::net}};
  const MonteCarloResult result = monteCarlo(tape.tape, tape.library, rows, focuses, rules);
  const Percentiles& one = result.rows[0].stock[0];
  REQUIRE(result.rows[0].stock.size() == 38);
  for (int y = 0; y <= 37; ++y) {
    CHECK(result.rows[0].stock[static_cast<std::size_t>(y)].p05 == Approx((y + 1) * one.p05).epsilon(1e-12));
    if (y > 0)
      CHECK(result.rows[0].net[static_cast<std::size_t>(y - 1)].mean ==
            Approx((kCo2PerC - y) * one.mean).epsilon(1e-9));
  }
  CHECK(result.focuses[0].draws[299'999] / 22 == Approx(result.focuses[1].draws[299'999] / (kCo2PerC - 37)));
}

TEST_CASE("node values are the same whether they are kept or computed when asked for") {
  Tape tape(libraryOf(kFactors));
  const std::vector<UncertainRow> rows = someRows(tape);
  const FactorDraws draws(tape.library, tape.tape.factors(), 1, {});
  const NodeBlocks kept(tape.tape, tape.library, draws, rows, 1000),
      fresh(tape.tape, tape.library, draws, rows, 1000, 0);
  REQUIRE(kept.size() == fresh.size());
  NodeBlocks::Scratch scratch;
  for (std::size_t b = kept.size(); b-- > 0;) {
    const std::span<const double> x = kept.block(b, scratch), y = fresh.block(b, scratch);
    CHECK(std::equal(x.begin(), x.end(), y.begin(), y.end()));
  }
}

TEST_CASE("contributions rank a dominated case right and add up to 1 with the remainder") {
  Tape tape(libraryOf(kFactors));
  MonteCarloRules rules;
  rules.draws = 20'000;
  FocusResult result = drawn(tape, tape["a"] + tape["b"].scaled(10), rules);
  REQUIRE(result.contributions.size() == 2);
  CHECK(result.contributions[0].factors == std::vector<std::uint32_t>{tape.library.require("b")});
  CHECK(result.contributions[0].share == Approx(100.0 / 101).margin(0.005));
  CHECK(result.contributions[1].share == Approx(1.0 / 101).margin(0.006));
  CHECK(result.remainder == Approx(0).margin(0.01));
  CHECK(result.contributions[0].share + result.contributions[1].share + result.remainder == Approx(1).epsilon(1e-12));

  // Tied factors are one source.
  rules.correlations = {{"a", "b", 0.5, ""}};
  result = drawn(tape, tape["a"] + tape["b"].scaled(10), rules);
  REQUIRE(result.contributions.size() == 1);
  CHECK(result.contributions[0].factors.size() == 2);
  CHECK(result.contributions[0].share == Approx(1).margin(0.01));

  // No factor that does not vary, none at all where nothing does.
  result = drawn(tape, tape["d"], rules);
  CHECK(result.contributions.empty());
  CHECK(result.remainder == 0);
}

TEST_CASE("what no single factor explains is the remainder") {
  // The product of two factors around 0 hangs on neither alone.
  Tape tape(libraryOf("x,0,-1,1,,normal\ny,0,-1,1,,normal\nz,0,-1,1,,normal\n"));
  MonteCarloRules rules;
  rules.draws = 10'000;
  FocusResult result = drawn(tape, tape["x"] * tape["y"], rules);
  CHECK(result.contributions.empty());
  CHECK(result.remainder == 1);
  // exp(z): the first Hermite coefficient explains s^2 / (exp(s^2) - 1) of the variance of a lognormal.
  result = drawn(tape, exp(tape["z"].scaled(1.96)), rules);
  REQUIRE(result.contributions.size() == 1);
  CHECK(result.contributions[0].share == Approx(1 / (std::exp(1.0) - 1)).margin(0.06));
  CHECK(result.remainder == Approx(1 - result.contributions[0].share).epsilon(1e-12));
}

TEST_CASE("a figure that is not finite in some draw is an error that names the factors") {
  Tape tape(libraryOf("base,0.5,-5,6,,normal\npower,0.5,0.4,0.6,,normal\n"));
  MonteCarloRules rules;
  const std::vector<UncertainRow> rows{rowOf(pow(tape["base"], tape["power"]))};
  try {
    monteCarlo(tape.tape, tape.library, rows, {}, rules);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.problem().id == "series.not_finite");
    CHECK(error.problem().args[0] == "base, power");
  }
  rules.draws = 1;
  CHECK_THROWS_AS(monteCarlo(tape.tape, tape.library, rows, {}, rules), Error);
}
