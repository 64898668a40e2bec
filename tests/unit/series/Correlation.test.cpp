#include "geo/series/Correlation.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "geo/series/ErrorPropagation.h"
#include "tests/unit/series/MakeRows.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

const FactorLibrary& four() {
  static const FactorLibrary library =
      libraryOf("a,50,46.08,53.92,,normal\nb,50,46.08,53.92,,normal\nc,30,20,40,,normal\nd,8,,,,\n");
  return library;
}

/// The id of the error, after a look at both languages.
Error faultOf(std::vector<Correlation> correlations) {
  try {
    tieFactors(four(), correlations);
  } catch (const Error& error) {
    for (const Message& message : {error.problem(), error.remedy()})
      CHECK(text(message, Language::zh) != text(message, Language::en));
    return error;
  }
  FAIL("no error");
  throw 0;
}

double approach1Se(Tape& tape, const Formula& stock, const std::vector<Correlation>& correlations) {
  MonteCarloRules rules;
  rules.correlations = correlations;
  const std::vector<UncertainRow> rows{rowOf(stock)};
  return propagateErrors(tape.tape, tape.library, rows, {}, rules).rows[0].stockSe[1];
}

double approach2Sd(Tape& tape, const Formula& stock, const std::vector<Correlation>& correlations) {
  MonteCarloRules rules;
  rules.draws = 5000;
  rules.correlations = correlations;
  return drawn(tape, stock, rules).convergence.back().figures.sd;
}

}  // namespace

TEST_CASE("correlations that make no sense are errors that name what is wrong") {
  CHECK(faultOf({{"a", "b", 1.2, "p.toml:4"}}).problem().id == "series.correlation_range");
  CHECK(faultOf({{"a", "b", 1.2, "p.toml:4"}}).where() == "p.toml:4");
  CHECK(faultOf({{"a", "b", std::nan(""), ""}}).problem().id == "series.correlation_range");
  CHECK(faultOf({{"a", "a", 0.5, ""}}).problem().id == "series.correlation_self");
  CHECK(faultOf({{"a", "b", 0.5, ""}, {"b", "a", 0.5, ""}}).problem().id == "series.correlation_twice");
  const Error unknown = faultOf({{"a", "cc", 0.5, "p.toml:9"}});
  CHECK(unknown.where() == "p.toml:9");
  CHECK(unknown.remedy().args[0].starts_with("c, "));
  CHECK(unknown.problem().args[0] == "cc");
  const Error impossible = faultOf({{"a", "b", 0.9, ""}, {"b", "c", 0.9, "p.toml:3"}, {"a", "c", -0.9, ""}});
  CHECK(impossible.problem().id == "series.correlation_impossible");
  CHECK(impossible.problem().args[0] == "a, b, c");
  // A pair left out is independent, and that can be impossible too.
  CHECK(faultOf({{"a", "b", 0.9, ""}, {"b", "c", 0.9, ""}}).problem().id == "series.correlation_impossible");
  CHECK(faultOf({{"a", "b", 1, ""}, {"b", "c", 1, ""}, {"a", "c", 0.9, ""}}).problem().id ==
        "series.correlation_impossible");
}

TEST_CASE("the root of a group's matrix multiplies back, also where it is singular") {
  for (const auto& [ab, bc, ac] : {std::array{0.5, 0.3, -0.2}, {1.0, 0.3, 0.3}, {-1.0, 1.0, -1.0}, {0.5, 0.0, 0.5}}) {
    const std::vector<Correlation> correlations{{"a", "b", ab, ""}, {"c", "b", bc, ""}, {"a", "c", ac, ""}};
    const std::vector<TiedFactors> groups = tieFactors(four(), correlations);
    REQUIRE(groups.size() == 1);
    REQUIRE(groups[0].factors.size() == 3);
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j) {
        double sum = 0;
        for (std::size_t k = 0; k < 3; ++k) sum += groups[0].root[i * 3 + k] * groups[0].root[j * 3 + k];
        CHECK(sum == Approx(groups[0].r[i * 3 + j]).margin(1e-12));
      }
  }
  const std::vector<Correlation> two{{"c", "d", 0.2, ""}, {"b", "a", 0.2, ""}};
  CHECK(tieFactors(four(), two).size() == 2);
  const std::vector<Correlation> none{{"c", "d", 0, ""}};
  CHECK(tieFactors(four(), none).empty());
}

TEST_CASE(
    "two equal factors: r = 1 doubles the error, r = -1 cancels it, 0 takes the root of two, in both approaches") {
  Tape tape(four());
  const Formula sum = tape["a"] + tape["b"];
  for (const auto& [r, se] : {std::pair{1.0, 4.0}, {-1.0, 0.0}, {0.0, 2 * std::sqrt(2.0)}, {0.5, std::sqrt(12.0)}}) {
    INFO("r " << r);
    const std::vector<Correlation> correlations{{"a", "b", r, ""}};
    CHECK(approach1Se(tape, sum, correlations) == Approx(se).margin(1e-12));
    // A spread of 5000 draws is known to 1 %.
    CHECK(approach2Sd(tape, sum, correlations) == Approx(se).epsilon(0.04).margin(1e-12));
  }
}

namespace {

/// Two factors of one figure, with standard errors of 2 and 4, and one of its own with 5.
const FactorLibrary& grouped() {
  static const FactorLibrary library =
      libraryOf("a,50,46.08,53.92,,normal,g\nb,100,92.16,107.84,,normal,g\nc,30,20.2,39.8,,normal,\n", ",group");
  return library;
}

}  // namespace

TEST_CASE("factors of one group are one unknown, in both approaches and among the contributions") {
  Tape tape(grouped());
  const Formula stock = tape["a"].scaled(2) + tape["b"].scaled(3) + tape["c"];
  // (2 x 2 + 3 x 4)^2 + 5^2; as unknowns of their own 4^2 + 12^2 + 5^2.
  CHECK(approach1Se(tape, stock, {}) == Approx(std::sqrt(16.0 * 16 + 25)));
  CHECK(approach2Sd(tape, stock, {}) == Approx(std::sqrt(16.0 * 16 + 25)).epsilon(0.03));
  // Errors of one figure cancel where one goes up as the other goes down.
  CHECK(approach1Se(tape, tape["a"].scaled(2) - tape["b"], {}) == Approx(0).margin(1e-12));
  CHECK(approach2Sd(tape, tape["a"].scaled(2) - tape["b"], {}) == Approx(0).margin(1e-9));
  MonteCarloRules rules;
  const std::vector<UncertainRow> rows{rowOf(stock)};
  const std::vector<Focus> focuses{kStock};
  const PropagatedFocus look = propagateErrors(tape.tape, tape.library, rows, focuses, rules).focuses[0];
  REQUIRE(look.contributions.size() == 2);
  CHECK(look.contributions[0].factors == std::vector<std::uint32_t>{0, 1});
  CHECK(look.contributions[0].share == Approx(256.0 / 281));
  rules.draws = 5000;
  const FocusResult drawnLook = monteCarlo(tape.tape, tape.library, rows, focuses, rules).focuses[0];
  REQUIRE(drawnLook.contributions.size() == 2);
  CHECK(drawnLook.contributions[0].factors == std::vector<std::uint32_t>{0, 1});
  CHECK(drawnLook.contributions[0].share == Approx(256.0 / 281).margin(0.02));
}

TEST_CASE("a correlation with a group is one with each of its factors, by any of their names") {
  Tape tape(grouped());
  const Formula stock = tape["a"].scaled(2) + tape["b"].scaled(3) + tape["c"];
  const double se = std::sqrt(16.0 * 16 + 25 + 2 * 0.6 * 16 * 5);
  for (const char* end : {"a", "b", "g"}) {
    CHECK(approach1Se(tape, stock, {{end, "c", 0.6, ""}}) == Approx(se));
    CHECK(approach2Sd(tape, stock, {{"c", end, 0.6, ""}}) == Approx(se).epsilon(0.03));
  }
  const auto fault = [&](std::vector<Correlation> correlations) {
    try {
      tieFactors(grouped(), correlations);
    } catch (const Error& error) {
      return error.problem().id;
    }
    return std::string();
  };
  CHECK(fault({{"a", "b", 0.5, ""}}) == "series.correlation_self");
  CHECK(fault({{"a", "c", 0.5, ""}, {"b", "c", 0.5, ""}}) == "series.correlation_twice");
}

TEST_CASE("the correlations of the built-in libraries are possible, and the project's go over them") {
  for (const std::string& name : FactorLibrary::builtIn()) {
    const FactorLibrary library = FactorLibrary::load(name, {}, {});
    for (const TiedFactors& tied : tieFactors(library, {})) {
      const std::size_t n = tied.factors.size();
      for (std::size_t i = 0; i < n; ++i) CHECK(tied.root[i * n + i] > 0.05);  // positive definite
    }
  }
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  const auto r = [&](const std::vector<Correlation>& correlations, const char* a, const char* b) {
    const std::uint32_t first = library.unknownOf(library.require(a)), second = library.unknownOf(library.require(b));
    for (const TiedFactors& tied : tieFactors(library, correlations)) {
      const auto i = std::ranges::find(tied.factors, first), j = std::ranges::find(tied.factors, second);
      if (i == tied.factors.end() || j == tied.factors.end()) continue;
      return tied.r[static_cast<std::size_t>(i - tied.factors.begin()) * tied.factors.size() +
                    static_cast<std::size_t>(j - tied.factors.begin())];
    }
    return 0.0;
  };
  CHECK(r({}, "pool.paddy.soil30", "pool.cropland_dry.soil30") == 0.8);
  CHECK(r({{"pool.cropland_dry.soil30", "pool.paddy.soil30", 0.3, ""}}, "pool.paddy.soil30",
          "pool.cropland_irrigated.soil30") == 0.3);
  CHECK(r({{"pool.cropland_dry.soil30", "pool.paddy.soil30", 0, ""}}, "pool.paddy.soil30",
          "pool.cropland_dry.soil30") == 0);
}
