// Approach 1 and Approach 2 against published figures and against each other.
#include <cmath>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "geo/series/ErrorPropagation.h"
#include "tests/unit/series/MakeRows.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// Case 13: 100,000 ha +-10 % x 2.4252 tC/ha/yr +-30 %, and two losses of +-25 % and +-50 %.
const char* kCase13 =
    "area,100000,90000,110000,,normal\nef,2.4252,1.69764,3.15276,,normal\nloss1,725.16,543.87,906.45,,normal\n"
    "loss2,1455.12,727.56,2182.68,,normal\n";

}  // namespace

TEST_CASE("case 13: IPCC 2006 V1 Ch 3 Eq 3.1 of the product and Eq 3.2 of the sum, by slopes") {
  Tape tape(libraryOf(kCase13));
  const Formula gain = tape["area"] * tape["ef"];
  const std::vector<UncertainRow> rows{rowOf(gain), rowOf(gain - tape["loss1"] - tape["loss2"])};
  const PropagationResult result = propagateErrors(tape.tape, tape.library, rows, {}, {});
  const auto uncertainty = [&](std::size_t row) {
    return 1.96 * result.rows[row].stockSe[1] / result.rows[row].stock[1];
  };
  CHECK(result.rows[0].stock[1] == Approx(242'520).epsilon(1e-12));
  CHECK(uncertainty(0) == Approx(0.316227766).epsilon(1e-8));
  CHECK(result.rows[1].stock[1] == Approx(240'339.72).epsilon(1e-12));
  CHECK(uncertainty(1) == Approx(0.319111727).epsilon(1e-8));
}

TEST_CASE("case 13: the product in 400,000 draws") {
  Tape tape(libraryOf(kCase13));
  MonteCarloRules rules;
  rules.draws = 400'000;
  const std::vector<UncertainRow> rows{rowOf(tape["area"] * tape["ef"])};
  const Percentiles p = monteCarlo(tape.tape, tape.library, rows, {}, rules).rows[0].stock[1];
  CHECK((p.p975 - p.p025) / 2 / 242'520 == Approx(0.317).margin(0.003));
  CHECK(p.mean == Approx(242'520).margin(5 * p.sd / std::sqrt(400'000.0)));
  // The exact variance has the product of the two variances besides (Goodman 1960).
  const double a = 0.1 / 1.96, e = 0.3 / 1.96;
  CHECK(p.sd / 242'520 == Approx(std::sqrt(a * a + e * e + a * a * e * e)).epsilon(0.005));
}

TEST_CASE("a lognormal of mean 80 and +-100 % in 100,000 draws has the 95 % interval 27.76 to 182.93") {
  Tape tape(libraryOf("x,80,0.0001,160,40.816327,lognormal\n"));
  MonteCarloRules rules;
  rules.draws = 100'000;
  const std::vector<UncertainRow> rows{rowOf(tape["x"])};
  const Percentiles p = monteCarlo(tape.tape, tape.library, rows, {}, rules).rows[0].stock[1];
  CHECK(p.mean == Approx(80).margin(5 * 40.8 / std::sqrt(1e5)));
  CHECK(p.sd == Approx(40.82).epsilon(0.02));
  CHECK(p.p025 == Approx(27.76).epsilon(0.01));
  CHECK(p.p975 == Approx(182.93).epsilon(0.015));
}

TEST_CASE("both approaches agree on figures that are linear in normal factors") {
  const FactorLibrary library = libraryOf(
      "a,50,46,54,,normal\nb,-3,-9,3,,normal\nc,0,-1,1,,normal\nd,7,,,0.5,normal\ne,100,80,120,,normal\nf,4,,,,\n");
  CHECK(rc::check("linear rows", [&] {
    Tape tape(library);
    const auto any = [&] {
      Formula sum(*rc::gen::inRange(-5, 6));
      for (const char* key : {"a", "b", "c", "d", "e", "f"}) sum += tape[key] * Formula(*rc::gen::inRange(-5, 6) / 2.0);
      return termsOf(sum);
    };
    UncertainRow row;
    for (int part = 0; part < 2; ++part) row.parts.push_back({-1, {{any(), any(), any()}, {any(), any()}}});
    MonteCarloRules rules;
    rules.draws = 1500;
    rules.seed = *rc::gen::arbitrary<std::uint64_t>();
    rules.correlations = {{"a", "e", *rc::gen::inRange(-10, 11) / 10.0, ""}};
    const std::vector<UncertainRow> rows{row};
    const PropagatedRow first = propagateErrors(tape.tape, library, rows, {}, rules).rows[0];
    const RowResult second = monteCarlo(tape.tape, library, rows, {}, rules).rows[0];
    // Six Monte Carlo errors of the mean and of the standard deviation.
    const auto agree = [&](double value, double se, const Percentiles& p) {
      RC_ASSERT(std::abs(p.mean - value) <= 6 * se / std::sqrt(1500.0) + 1e-9);
      RC_ASSERT(std::abs(p.sd - se) <= 6 * se / std::sqrt(3000.0) + 1e-9);
    };
    RC_ASSERT(second.stock.size() == 3U);
    RC_ASSERT(second.net.size() == 2U);
    for (std::size_t y = 0; y < 3; ++y) agree(first.stock[y], first.stockSe[y], second.stock[y]);
    for (std::size_t y = 0; y < 2; ++y) agree(first.net[y], first.netSe[y], second.net[y]);
  }));
}

TEST_CASE("first-order contributions are shares of the variance") {
  Tape tape(libraryOf("a,50,48.04,51.96,,normal\nb,50,48.04,51.96,,normal\nc,50,48.04,51.96,,normal\n"));
  const std::vector<UncertainRow> rows{rowOf(tape["a"] + tape["b"].scaled(10) + tape["c"].scaled(3))};
  const std::vector<Focus> focuses{kStock};
  MonteCarloRules rules;
  std::vector<Contribution> list =
      propagateErrors(tape.tape, tape.library, rows, focuses, rules).focuses[0].contributions;
  REQUIRE(list.size() == 3);
  CHECK(list[0].factors == std::vector<std::uint32_t>{1});
  CHECK(list[0].share == Approx(100.0 / 110));
  CHECK(list[1].share == Approx(9.0 / 110));
  CHECK(list[2].share == Approx(1.0 / 110));
  // Tied factors are one source: (1 + 3)^2 of 116 with r = 1.
  rules.correlations = {{"c", "a", 1, ""}};
  list = propagateErrors(tape.tape, tape.library, rows, focuses, rules).focuses[0].contributions;
  REQUIRE(list.size() == 2);
  CHECK(list[1].factors == std::vector<std::uint32_t>{0, 2});
  CHECK(list[1].share == Approx(16.0 / 116));
}
