#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

#include "geo/series/ErrorPropagation.h"
#include "tests/unit/series/MakeRows.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// Forest 60 ha x 100 tC/ha, crop 40 ha x 20 tC/ha: the region, its two classes, its area, an exact part beside it, and
/// the forest that a plan adds to.
struct Region {
  Tape tape{libraryOf("forest,100,,,,\ncrop,20,,,,\n")};
  MonteCarloRules rules;
  std::vector<UncertainRow> rows;

  Region() {
    rules.draws = 4000;
    rules.areaGroups = {{"forest", 0.02}, {"crop", 0.05}};
    rules.areaFrames = {{{60, 40}}, {{60, 0}}};
    const Formula forest = tape["forest"].scaled(60), crop = tape["crop"].scaled(40);
    rows = {{{part(0, forest), part(1, crop)}, 0},
            {{part(0, forest)}, 0},
            {{part(1, crop)}, 0},
            {{part(0, ha(60)), part(1, ha(40))}, 0},
            {{part(0, forest), part(1, crop), part(-1, tape["crop"].scaled(1000))}, 0},
            {{part(0, forest)}, 1},
            {{part(0, forest.scaled(0.1)), part(0, ha(-1)), part(1, ha(1))}, 0}};
  }
  Formula ha(double area) { return {area}; }
  static UncertainRow::Part part(int group, const Formula& stock) { return {group, oneYear(stock)}; }

  std::vector<std::vector<double>> draws() const {
    std::vector<Focus> focuses(rows.size(), kStock);
    for (std::size_t r = 0; r < rows.size(); ++r) focuses[r].row = r;
    std::vector<std::vector<double>> all;
    for (FocusResult& focus : monteCarlo(tape.tape, tape.library, rows, focuses, rules).focuses)
      all.push_back(std::move(focus.draws));
    return all;
  }
};

std::string faultOf(const MonteCarloRules& rules) {
  const Region region;
  try {
    monteCarlo(region.tape.tape, region.tape.library, {}, {}, rules);
  } catch (const Error& error) {
    CHECK(text(error.problem(), Language::zh) != text(error.problem(), Language::en));
    return error.problem().id;
  }
  return {};
}

}  // namespace

TEST_CASE("area moves between the classes of a frame: the total area stays in every draw, and classes add up") {
  const std::vector<std::vector<double>> rows = Region().draws();
  for (std::size_t d = 0; d < rows[0].size(); ++d) {
    REQUIRE(rows[3][d] == Approx(100).epsilon(1e-13));
    REQUIRE(rows[1][d] + rows[2][d] == Approx(rows[0][d]).epsilon(1e-13));
    // By hand: what forest gains crop loses.
    REQUIRE((rows[1][d] / 100 - 60) == Approx(-(rows[2][d] / 20 - 40)).margin(1e-10));
    REQUIRE(rows[4][d] == Approx(rows[0][d] + 20'000).epsilon(1e-13));
    // A zone of forest alone has nothing to take area from.
    REQUIRE(rows[5][d] == Approx(6000).epsilon(1e-13));
    // Ten per cent of the forest's carbon, and a ha of each class less or more.
    REQUIRE(rows[6][d] == Approx(0.1 * rows[1][d] - rows[1][d] / 6000 + rows[2][d] / 800).epsilon(1e-12));
  }
}

TEST_CASE("area errors to first order, by hand and against the draws") {
  const Region region;
  const std::vector<Focus> focus{kStock};
  const PropagationResult result =
      propagateErrors(region.tape.tape, region.tape.library, region.rows, focus, region.rules);
  // d/dm of 6000 a_f + 800 a_c: 6000 - 0.6 x 6800 = 1920 by the forest's multiplier, -1920 by the crop's.
  const double both = std::sqrt(0.02 * 0.02 + 0.05 * 0.05);
  CHECK(result.rows[0].stock[1] == Approx(6800));
  CHECK(result.rows[0].stockSe[1] == Approx(1920 * both).epsilon(1e-12));
  CHECK(result.rows[1].stockSe[1] == Approx(2400 * both).epsilon(1e-12));
  CHECK(result.rows[3].stockSe[1] == Approx(0).margin(1e-12));
  CHECK(result.rows[5].stockSe[1] == Approx(0).margin(1e-12));
  CHECK(result.focuses[0].contributions[0].areaGroup == 1);
  CHECK(result.focuses[0].contributions[0].share == Approx(25.0 / 29).epsilon(1e-12));

  const std::vector<std::vector<double>> rows = region.draws();
  for (const std::size_t row : {0u, 1u, 2u, 4u, 6u})
    CHECK(percentilesOf(rows[row]).sd == Approx(result.rows[row].stockSe[1]).epsilon(0.05));
}

TEST_CASE("area groups are ranked beside factors") {
  Region region;
  const std::vector<Focus> focus{kStock};
  const FocusResult result =
      monteCarlo(region.tape.tape, region.tape.library, region.rows, focus, region.rules).focuses[0];
  REQUIRE(result.contributions.size() == 2);
  CHECK(result.contributions[0].areaGroup == 1);
  CHECK(result.contributions[0].share == Approx(25.0 / 29).margin(0.03));
  CHECK(result.contributions[1].areaGroup == 0);
  CHECK(result.remainder == Approx(0).margin(0.03));
}

TEST_CASE("area groups that make no sense are errors, rows that do not fit are faults of the caller") {
  MonteCarloRules rules;
  rules.areaGroups = {{"forest", -0.1}};
  CHECK(faultOf(rules) == "series.area_error");
  rules.areaGroups = {{"forest", 0.1}, {"forest", 0.2}};
  CHECK(faultOf(rules) == "series.area_twice");

  const auto refused = [](auto&& spoil) {
    Region region;
    spoil(region);
    CHECK_THROWS_AS(monteCarlo(region.tape.tape, region.tape.library, region.rows, {}, region.rules),
                    std::invalid_argument);
    CHECK_THROWS_AS(propagateErrors(region.tape.tape, region.tape.library, region.rows, {}, region.rules),
                    std::invalid_argument);
  };
  refused([](Region& r) { r.rows[0].areaFrame = -1; });
  refused([](Region& r) { r.rows[0].areaFrame = 2; });
  refused([](Region& r) { r.rows[0].parts[0].areaGroup = 2; });
  refused([](Region& r) { r.rows[0].parts[1].weights.stock.pop_back(); });
  refused([](Region& r) { r.rules.areaFrames[0].groupAreaHa.pop_back(); });
  refused([](Region& r) { r.rules.areaFrames[0].groupAreaHa[0] = -1; });
}
