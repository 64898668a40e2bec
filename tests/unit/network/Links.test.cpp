#include "geo/network/Links.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "tests/unit/network/NetworkRandom.h"

using namespace tanhui;
using namespace tanhui::testing;

namespace {

/// Case A1: two sources in cells of cost 2 beside a ring of cost 1.
const std::vector<float> kRing = {1, 1,  1,  1,  1,  1,  1,  //
                                  1, 50, 50, 50, 50, 50, 1,  //
                                  1, 50, 4,  4,  4,  50, 1,  //
                                  1, 50, 4,  20, 4,  50, 1,  //
                                  2, 2,  4,  20, 4,  2,  2,  //
                                  1, 50, 4,  4,  4,  50, 1,  //
                                  1, 1,  1,  1,  1,  1,  1};

const std::vector<HabitatSource> kEnds = {{"A", {28}}, {"B", {34}}};

std::size_t cellsWithin(const LinkedSources& linked, float most) {
  return static_cast<std::size_t>(std::ranges::count_if(linked.swath, [&](float s) { return s <= most; }));
}

}  // namespace

TEST_CASE("The corridor of case A1 has its least cost and its cells above it") {
  const CostSurface surface(7, 7, 1, kRing, "case");
  const LinkedSources linked =
      linkSources(surface, kEnds, {.neighbours = Neighbours::eight, .corridorCost = 60}, "case");
  REQUIRE(linked.links.size() == 1);
  CHECK(linked.links[0].cost == Approx(9.828427).margin(5e-7));
  // Rows 0, 1, 3, 4 and 6 of the case, to its last digit.
  const std::vector<std::pair<std::size_t, double>> expected = {
      {0, 4.585786},   {1, 4},         {7, 4},          {8, 53.585786},  {9, 55},         {16, 16.313708},
      {17, 13.970563}, {21, 3},        {22, 53.62132},  {23, 11.106602}, {24, 26.656854}, {28, 0},
      {29, 2.62132},   {30, 7.585786}, {31, 24.171573}, {35, 0},         {36, 49.585786}, {37, 4.828427},
      {38, 5},         {42, 0.585786}, {43, 0},         {45, 0},         {48, 0.585786}};
  for (const auto& [cell, value] : expected) CHECK(linked.swath[cell] == Approx(value).margin(2e-6));
  CHECK(cellsWithin(linked, 0) == 9);
  CHECK(cellsWithin(linked, 1) == 11);
  CHECK(cellsWithin(linked, 2) == 11);
  CHECK(cellsWithin(linked, 5) == 29);
}

TEST_CASE("The corridor is cut at the cost or at the per cent of the least cost") {
  const CostSurface surface(7, 7, 1, kRing, "case");
  const LinkedSources byCost =
      linkSources(surface, kEnds, {.neighbours = Neighbours::eight, .corridorCost = 5}, "case");
  CHECK(byCost.links[0].corridor.size() == 29);
  // 5.96 % of 9.828427 is 0.58577, just below the corners' 0.585786; 5.97 % is 0.58676.
  for (const auto& [percent, cells] : {std::pair{5.96, 9U}, {5.97, 11U}}) {
    const LinkedSources cut =
        linkSources(surface, kEnds, {.neighbours = Neighbours::eight, .corridorPercent = percent}, "case");
    CHECK(cut.links[0].corridor.size() == cells);
  }
  const LinkedSources four = linkSources(surface, kEnds, {.neighbours = Neighbours::four, .corridorCost = 1}, "case");
  CHECK(four.links[0].cost == Approx(11.0));
}

TEST_CASE("Each link is the least cost of its pair, its corridor what two whole sweeps give, and 0 on its path") {
  CHECK(rc::check([] {
    const RandomCosts made = anyCosts(16);
    const CostSurface surface(made.rows, made.cols, 1, made.costs, "random");
    std::vector<HabitatSource> sources;
    std::vector<bool> taken(made.costs.size());
    for (int s = 0; s < 5; ++s) {
      const auto cell = *rc::gen::inRange<std::size_t>(0, made.costs.size());
      if (taken[cell] || !surface.passable(static_cast<std::int64_t>(cell))) continue;
      taken[cell] = true;
      sources.push_back({std::to_string(s), {static_cast<std::int64_t>(cell)}});
    }
    const LinkRules rules{.neighbours = anyNeighbours(), .allPairs = *rc::gen::arbitrary<bool>(), .corridorCost = 7};
    const LinkedSources linked = linkSources(surface, sources, rules, "random");
    std::vector<float> mosaic(made.costs.size(), kWall);
    LeastCost a(surface, rules.neighbours), b(surface, rules.neighbours);
    for (const Link& link : linked.links) {
      a.sweep(sources[link.from].cells);
      b.sweep(sources[link.to].cells);
      const Cost least = a.at(sources[link.to].cells[0]);
      RC_ASSERT(link.cost == a.worth(least));
      std::vector<std::int64_t> corridor;
      for (std::int64_t i = 0; i < surface.cells(); ++i) {
        if (a.at(i) == kUnreached) continue;
        const Cost above = a.at(i) + b.at(i) - least;
        RC_ASSERT(above >= 0);
        if (above > a.units(7)) continue;
        corridor.push_back(i);
        float& cell = mosaic[static_cast<std::size_t>(i)];
        cell = std::fmin(cell, static_cast<float>(a.worth(above)));
      }
      RC_ASSERT(link.corridor == corridor);
      RC_ASSERT(link.width > 0 || sources.size() < 2);
      for (const std::int64_t cell : a.pathTo(sources[link.to].cells[0]))
        RC_ASSERT(linked.swath[static_cast<std::size_t>(cell)] == 0);
    }
    for (std::size_t i = 0; i < mosaic.size(); ++i) {
      RC_ASSERT((linked.nearest[i] < 0) == static_cast<bool>(std::isnan(mosaic[i])));
      if (linked.nearest[i] >= 0) {
        const Link& link = linked.links[static_cast<std::size_t>(linked.nearest[i])];
        RC_ASSERT(std::ranges::binary_search(link.corridor, static_cast<std::int64_t>(i)));
      }
      RC_ASSERT(mosaic[i] == linked.swath[i] || (std::isnan(mosaic[i]) && std::isnan(linked.swath[i])));
    }
  }));
}

TEST_CASE("Links of neighbours hold all together that any way holds together") {
  CHECK(rc::check([] {
    const RandomCosts made = anyCosts(16);
    const CostSurface surface(made.rows, made.cols, 1, made.costs, "random");
    std::vector<HabitatSource> sources;
    for (std::int64_t i = *rc::gen::inRange(0, 4); i < surface.cells(); i += *rc::gen::inRange(5, 30))
      if (surface.passable(i)) sources.push_back({std::to_string(i), {i}});
    const Neighbours neighbours = anyNeighbours();
    const LinkedSources linked = linkSources(surface, sources, {.neighbours = neighbours}, "random");
    for (std::size_t s = 0; s < sources.size(); ++s) {
      LeastCost sweep(surface, neighbours);
      sweep.sweep(sources[s].cells);
      for (std::size_t t = 0; t < sources.size(); ++t)
        RC_ASSERT((sweep.at(sources[t].cells[0]) < kUnreached) == (linked.component[s] == linked.component[t]));
    }
  }));
}

TEST_CASE("A link that crosses a third source is left to that source's own, and told") {
  const std::vector<float> even(9, 1);
  const CostSurface surface(1, 9, 1, even, "row");
  const std::vector<HabitatSource> row = {{"left", {0}}, {"right", {8}}, {"middle", {4}}};
  const LinkedSources linked = linkSources(surface, row, {.neighbours = Neighbours::eight, .allPairs = true}, "row");
  REQUIRE(linked.links.size() == 2);
  REQUIRE(linked.split.size() == 1);
  CHECK(linked.split[0].from == 0);
  CHECK(linked.split[0].to == 1);
  CHECK(linked.split[0].through == 2);
  CHECK(linked.components == 1);
}

TEST_CASE("Sources that nothing joins are told, and are parts of their own") {
  const std::vector<float> parted = {1, 1, kWall, 1, 1};
  const CostSurface surface(1, 5, 1, parted, "row");
  const std::vector<HabitatSource> ends = {{"a", {0}}, {"b", {1}}, {"c", {4}}};
  const LinkedSources all = linkSources(surface, ends, {.allPairs = true}, "row");
  CHECK(all.apart.size() == 2);
  const LinkedSources adjacent = linkSources(surface, ends, {}, "row");
  CHECK(adjacent.links.size() == 1);
  CHECK(adjacent.components == 2);
  CHECK(adjacent.component == std::vector<std::size_t>{0, 0, 1});
}

TEST_CASE("A source without a cell, on a wall alone, or on another's cell is refused by its name") {
  const std::vector<float> row = {1, kWall, 1};
  const CostSurface surface(1, 3, 1, row, "row");
  CHECK_THROWS_WITH(linkSources(surface, {{"oak", {}}, {"b", {0}}}, {}, "net"), Catch::Contains("source oak"));
  CHECK_THROWS_WITH(linkSources(surface, {{"oak", {1}}, {"b", {0}}}, {}, "net"), Catch::Contains("source oak"));
  CHECK_THROWS_WITH(linkSources(surface, {{"oak", {0}}, {"b", {0}}}, {}, "net"), Catch::Contains("oak and b"));
}

TEST_CASE("A straight band is as wide as it is") {
  // A lane of 5 cells of cost 1 between ground of cost 1000, 10 m cells: 50 m.
  std::vector<float> lane(15 * 40, 1000);
  for (std::size_t row = 5; row < 10; ++row)
    for (std::size_t col = 0; col < 40; ++col) lane[row * 40 + col] = 1;
  const CostSurface surface(15, 40, 10, lane, "lane");
  const LinkedSources linked = linkSources(surface, {{"west", {7 * 40}}, {"east", {7 * 40 + 39}}},
                                           {.neighbours = Neighbours::eight, .corridorCost = 60}, "lane");
  CHECK(linked.links[0].width == 50);
  CHECK(linked.links[0].length == Approx(390));
  CHECK(linked.links[0].meanResistance() == Approx(1));
}
