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
