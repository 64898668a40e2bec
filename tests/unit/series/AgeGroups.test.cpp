// The age of an age group as a factor: what a draw gives, and what both approaches make of it.
#include <cmath>

#include <catch2/catch.hpp>

#include "geo/carbon/AgeGroup.h"
#include "geo/series/ErrorPropagation.h"
#include "tests/unit/series/MakeRows.h"
#include "tests/unit/series/TestLand.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// Planted Masson pine, years 3 to 50, as in the library but without errors of its own.
std::string massonAged(const std::string& age) { return "a,67.28,,,,\nk,0.0264924,,,,\nc,1.3,,,,\nage," + age + "\n"; }

GrowthCurve<Formula> curveOf(Tape& tape) { return {tape["a"], tape["k"], tape["c"], 3, 50, {}, 0}; }

struct Moments {
  double mean, sd;
};

/// Of the stock so many years on, in 200,000 draws.
Moments drawnStock(const std::string& age, double years) {
  Tape tape(libraryOf(massonAged(age)));
  MonteCarloRules rules;
  rules.draws = 200'000;
  const std::vector<UncertainRow> rows{rowOf(curveOf(tape).stock(tape["age"] + Formula(years)))};
  const Percentiles p = monteCarlo(tape.tape, tape.library, rows, {}, rules).rows[0].stock[1];
  return {p.mean, p.sd};
}

Stratum pineOfGroup(int group, const FactorLibrary& library) {
  Stratum stand{.classKey = "forest_generic", .species = "马尾松", .origin = Origin::planted};
  stand.ageGroup = ageGroupId("pine", Origin::planted, group);
  stand.age = library[library.require(ageGroupKey(stand.ageGroup))].value;
  return stand;
}

}  // namespace

// Mean and standard deviation of 67.28 (1 - exp(-0.0264924 t))^1.3 over ages that are all as likely, a straight line
// from nothing below 3 years and a standstill above 50: scipy's quad.
TEST_CASE("draws of an age are each on their own part of the growth curve") {
  const auto agrees = [](const Moments& drawn, double mean, double sd) {
    CHECK(drawn.mean == Approx(mean).margin(5 * sd / std::sqrt(2e5)));
    CHECK(drawn.sd == Approx(sd).epsilon(0.01));
  };
  agrees(drawnStock("15,10.25,19.75,,uniform", 0), 15.7443238714, 3.2076657508);
  agrees(drawnStock("5,0.25,9.75,,uniform", 0), 4.6683922787, 2.9777440766);
  agrees(drawnStock("15,10.25,19.75,,uniform", 35), 44.2855241302, 0.9502418384);
  agrees(drawnStock("5,0.25,9.75,,uniform", -1), 3.7146523392, 2.7847853508);
}

TEST_CASE("both approaches give the error of an age on the straight part of a curve") {
  Tape tape(libraryOf(massonAged("1.5,0.5,2.5,,uniform")));
  const std::vector<UncertainRow> rows{rowOf(curveOf(tape).stock(tape["age"]))};
  MonteCarloRules rules;
  rules.draws = 200'000;
  const PropagatedRow first = propagateErrors(tape.tape, tape.library, rows, {}, rules).rows[0];
  const Percentiles second = monteCarlo(tape.tape, tape.library, rows, {}, rules).rows[0].stock[1];
  CHECK(first.stockSe[1] == Approx(second.sd).epsilon(0.01));
  CHECK(first.stock[1] == Approx(second.mean).epsilon(0.01));
}

TEST_CASE("a draw of the age of a group is a stand of that age, whatever happens to it") {
  std::vector<LandEvent> events = {event(LandAction::harvest, 2030), event(LandAction::fire, 2041)};
  events[0].fraction = 0.4;
  events[0].products = 0.5;
  events[1].fraction = 0.3;
  for (const auto& [group, age] : {std::pair{1, 2.25}, {1, 8.5}, {2, 10.5}, {2, 18.0}, {4, 48.0}, {5, 55.0}}) {
    const FactorLibrary drawn =
        chongqing().withValues({{ageGroupKey(ageGroupId("pine", Origin::planted, group)), age}});
    const StratumAccountant accountant(drawn, {});
    FormulaTape tape(drawn);
    PathMaker maker(accountant, tape, 2025);
    const Stratum grouped = pineOfGroup(group, drawn);
    Stratum aged = grouped;
    aged.ageGroup = 0;
    CHECK(grouped.age == age);
    for (const std::size_t count : {std::size_t{0}, events.size()}) {
      std::vector<const LandEvent*> applied;
      for (std::size_t i = 0; i < count; ++i) applied.push_back(&events[i]);
      const Path one = maker.pathOf(grouped, {}, applied), other = maker.pathOf(aged, {}, applied);
      const PathFigures figures = figuresOf(one, 30), same = figuresOf(other, 30);
      for (int year = -1; year < 30; ++year)
        for (const Place place : {Place::above, Place::below, Place::deadwood, Place::litter, Place::soil}) {
          INFO(group << " " << age << " " << count << " " << year << " " << static_cast<int>(place));
          CHECK(at(figures, year, place) == Approx(at(same, year, place)).epsilon(1e-9).margin(1e-9));
          CHECK(one.standing(place, year).value() == Approx(at(same, year, place)).epsilon(1e-9).margin(1e-9));
        }
    }
  }
}

TEST_CASE("a stand of an age group has the same course in the draws' formulas as in the figures") {
  Bench bench;
  const Path path = bench.path(pineOfGroup(2, chongqing()));
  const PathFigures figures = figuresOf(path, 40);
  for (int year = -1; year < 40; ++year)
    CHECK(path.standing(Place::above, year).value() == Approx(at(figures, year, Place::above)).epsilon(1e-12));
}
