#include "geo/terrain/StageTable.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "tests/unit/terrain/TestDem.h"
#include "tests/unit/terrain/TestStages.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

double daysAt(const StageTable& table, float z) { return table.daysOfYear(table.rank(z)); }

/// The longest run of days above a height, day by day.
int runByHand(const StageSeries& series, float z, double offset) {
  int run = 0, longest = 0;
  for (std::size_t i = 0; i < series.stage.size(); ++i) {
    const bool follows = i > 0 && series.days[i] == series.days[i - 1] + 1;
    run = static_cast<float>(series.stage[i] + offset) > z ? (follows ? run + 1 : 1) : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

}  // namespace

TEST_CASE("Days under water of the worked example, at every height of its table") {
  const StageTable table(yearOfStages(), 0);
  // The pools at 145 m and at 175 m count as dry at their own height: under water is strictly above it.
  const std::vector<std::pair<float, double>> expected = {{140.0F, 365}, {145.0F, 283}, {150.0F, 243}, {155.0F, 201},
                                                          {160.0F, 165}, {165.0F, 127}, {170.0F, 84},  {174.0F, 42},
                                                          {175.0F, 0},   {176.0F, 0}};
  for (const auto& [z, days] : expected) {
    INFO(z);
    CHECK(daysAt(table, z) == days);
  }
  CHECK(static_cast<double>(table.highest()) - 145 == 30);  // the depth at 145 m
  CHECK(table.rank(kNoZ) == table.days());
}

TEST_CASE("The offset moves the stages to the datum of the DEM") {
  const StageTable table(yearOfStages(), -1.78);
  CHECK(daysAt(table, static_cast<float>(170 - 1.78)) == 84);
  CHECK(table.highest() == static_cast<float>(175 - 1.78));
}

TEST_CASE("A height that equals a stage in the DEM's digits is dry on that day") {
  // As a double 145.2 is more than the float of 145.2.
  const StageTable table(stagesAs(std::vector<double>(400, 145.2)), 0);
  CHECK(daysAt(table, 145.2F) == 0);
  CHECK(daysAt(table, 145.1F) == 365);
}

TEST_CASE("Days of a longer record are those of one year") {
  std::vector<double> two(730, 150);
  std::fill(two.begin(), two.begin() + 73, 160);
  CHECK(daysAt(StageTable(stagesAs(two), 0), 155.0F) == 36.5);
}

TEST_CASE("Ranks and runs are those of counting day by day") {
  const bool sound = rc::check([] {
    StageSeries series;
    int day = 0;
    const int count = *rc::gen::inRange(1, 120);
    for (int i = 0; i < count; ++i) {
      day += *rc::gen::weightedElement<int>({{8, 1}, {1, 2}, {1, 9}});
      series.days.push_back(day);
      series.stage.push_back(*rc::gen::inRange(1000, 1100) / 10.0);
    }
    const double offset = *rc::gen::inRange(-20, 20) / 10.0;
    const StageTable table(series, offset);
    for (int i = 0; i < 20; ++i) {
      const auto z = static_cast<float>(*rc::gen::inRange(960, 1140) / 10.0);
      const auto dry =
          std::ranges::count_if(series.stage, [&](double h) { return !(static_cast<float>(h + offset) > z); });
      RC_ASSERT(table.rank(z) == dry);
      RC_ASSERT(table.longestRun(table.rank(z)) == runByHand(series, z, offset));
    }
  });
  CHECK(sound);
}
