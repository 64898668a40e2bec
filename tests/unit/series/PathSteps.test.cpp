#include "geo/series/PathSteps.h"

#include <cmath>
#include <map>

#include <catch2/catch.hpp>

#include "tests/unit/series/TestLand.h"

using namespace tanhui;
using namespace tanhui::test;

TEST_CASE("the arithmetic of a year adds up to what stands and to what changed") {
  CHECK(rc::check("steps by quantity", [] {
    Bench bench(anyRules());
    const Path path = bench.path(anyStratum(), anyEvents());
    const int year = *rc::gen::inRange(0, 50);
    const PathFigures figures = figuresOf(path, 60);
    std::map<std::string, double> sums;
    for (const Step& step : stepsOf(path, year, 2025, bench.tape)) sums[step.quantity] += step.value;
    const auto &before = figures.stock[static_cast<std::size_t>(year)],
               &after = figures.stock[static_cast<std::size_t>(year) + 1];
    const auto same = [](double a, double b) { RC_ASSERT(std::abs(a - b) <= 1e-9 * (1 + std::abs(b))); };
    for (std::size_t pool = 0; pool < kPools; ++pool) same(sums[std::string(kPoolNames[pool])], after[pool]);
    same(sums["biomass"], after[0] + after[1] - before[0] - before[1]);
    same(sums["dead_organic"], after[2] + after[3] - before[2] - before[3]);
    same(sums["soil_flux"], after[4] - before[4]);
    same(sums["non_co2"], figures.ch4[static_cast<std::size_t>(year)] + figures.n2o[static_cast<std::size_t>(year)]);
  }));
}

TEST_CASE("every cause of a move has its words in both languages") {
  for (const char* cause : kCauseNames)
    for (const Language language : {Language::zh, Language::en}) {
      const std::string id = std::string("series.step.") + cause;
      CHECK(text(say(id, "a", "b", "c"), language).find(id) == std::string::npos);
    }
}
