#include "geo/account/Targets.h"

#include <stdexcept>

#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

/// Stock 100, 101.5, 103 ... tC in the baseline, growing twice as fast in the plan.
AnnualSeries plainSeries() {
  AnnualSeries series{{2025, 2030, {}}, {}, {}, {}, {}, {}};
  for (const double gain : {1.5, 3.0}) {
    SeriesRow row;
    for (int y = 0; y < 6; ++y) {
      YearFigures figures;
      figures.stock[0] = 100 + gain * y;
      figures.flux = gain;
      figures.n2o = -0.5;
      row.years.push_back(figures);
    }
    series.scenarios.push_back({gain < 2 ? "baseline" : "plan", {row}});
  }
  return series;
}

}  // namespace

TEST_CASE("a target of the land's net is not held against agriculture's gases") {
  YearFigures year;
  year.flux = 30, year.ch4 = -200, year.n2o = -40, year.agriculture = -210;
  CHECK(figureOf(year, SeriesQuantity::net) == Approx(110 - 240));
  CHECK(figureOf(year, SeriesQuantity::lulucf) == Approx(110 - 30));  // CH4 of a reservoir stays
  AnnualSeries series;
  series.years = {2025, 2025, {}};
  series.scenarios.push_back({"baseline", {{kWholeRegion, {}, {year}}}});
  const std::vector<Target> targets = {{"land", "", netOf(Scope::sink), 2025, 70},
                                       {"all", "", netOf(Scope::all), 2025, 70}};
  const std::vector<TargetResult> held = holdAgainst(targets, series);
  CHECK((held[0].met && held[0].gap == Approx(10)));
  CHECK((!held[1].met && held[1].gap == Approx(-200)));
}

TEST_CASE("the baseline is understood by its key and by its names in both languages") {
  for (const char* name : {"baseline", "Baseline", "本底情景", "本底", "基线"}) CHECK(scenarioKey(name) == kBaseline);
  CHECK(scenarioKey("plan") == "plan");
}

TEST_CASE("a target is met by the figure of its year, in its own unit") {
  const AnnualSeries series = plainSeries();
  const std::vector<Target> targets = {{"stock", "", SeriesQuantity::stock, 2029, 110.25},
                                       {"net", "plan", SeriesQuantity::net, 2030, 10.5},
                                       {"lost", "no such plan", SeriesQuantity::net, 2030, 1}};
  const std::vector<TargetResult> results = holdAgainst(targets, series);
  REQUIRE(results.size() == 3);
  CHECK(results[0].scenario == 0);
  CHECK(results[0].figure == 106);
  CHECK(results[0].gap == -4.25);
  CHECK_FALSE(results[0].met);
  CHECK(results[1].scenario == 1);
  CHECK(results[1].gap == 1.75);
  CHECK(results[1].met);
  // 3 x 44/12 - 0.5: nitrous oxide lowers the net.
  CHECK(results[2].target == 1);
  CHECK(results[2].figure == Approx(10.5).epsilon(1e-12));
  CHECK_FALSE(results[2].probability.has_value());
}

TEST_CASE("the way to a target is straight from the base year's figure") {
  const std::vector<Target> targets = {{"s", "baseline", SeriesQuantity::stock, 2028, 110},
                                       {"now", "baseline", SeriesQuantity::stock, 2025, 99}};
  const std::vector<TargetResult> results = holdAgainst(targets, plainSeries());
  REQUIRE(results[0].path.size() == 4);
  CHECK(results[0].path[0] == 100);
  CHECK(results[0].path[1] == Approx(100 + 10.0 / 3));
  CHECK(results[0].path[3] == 110);
  CHECK(results[1].path == std::vector<double>{99});
  CHECK(results[1].met);
}

TEST_CASE("the probability of a target is the share of the draws that reach it") {
  const std::vector<double> draws = {9, 10, 11, 12};
  CHECK(probabilityOfReaching(draws, 11) == 0.5);
  CHECK(probabilityOfReaching(draws, 13) == 0);
  CHECK(probabilityOfReaching(draws, -1) == 1);
  CHECK_THROWS_AS(probabilityOfReaching({}, 1), std::invalid_argument);
  const std::vector<Target> targets = {{"n", "", SeriesQuantity::net, 2026, 11.5}};
  const auto ofPlan = [&](std::uint32_t scenario, const Target& target) {
    return scenario == 1 && target.year == 2026 ? std::span<const double>(draws) : std::span<const double>();
  };
  const std::vector<TargetResult> results = holdAgainst(targets, plainSeries(), ofPlan);
  CHECK_FALSE(results[0].probability.has_value());
  CHECK(results[1].probability == 0.25);
}

TEST_CASE("a target of a year that the series lacks is a mistake") {
  const AnnualSeries series = plainSeries();
  for (const int year : {2024, 2031}) {
    const std::vector<Target> targets = {{"n", "", SeriesQuantity::net, year, 1}};
    CHECK_THROWS_AS(holdAgainst(targets, series), std::invalid_argument);
  }
}
