#include "geo/series/LandCategory.h"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "tests/unit/series/TestLand.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// A path of uses alone.
Path usedAs(const std::vector<std::pair<int, std::string>>& uses) {
  Path path;
  for (const auto& [first, classKey] : uses) path.uses.push_back({first, classKey, traitsOf(classKey)});
  return path;
}

constexpr int kAlways = std::numeric_limits<int>::min();

}  // namespace

TEST_CASE("every class has the category of its group, and what is not mapped has none") {
  CHECK(traitsOf("shrub").category == LandCategory::forest);
  CHECK(traitsOf("bamboo").category == LandCategory::forest);
  CHECK(traitsOf("orchard").category == LandCategory::cropland);
  CHECK(traitsOf("tea").category == LandCategory::cropland);
  CHECK(traitsOf("grass").category == LandCategory::grassland);
  CHECK(traitsOf("drawdown").category == LandCategory::wetlands);
  CHECK(traitsOf("pond").category == LandCategory::wetlands);
  CHECK(traitsOf("urban_green").category == LandCategory::settlements);
  CHECK(traitsOf("rock").category == LandCategory::other);
  CHECK(traitsOf("unmapped").category == LandCategory::unmapped);
  CHECK(traitsOf("17").category == LandCategory::unlisted);
  // A group that nobody has mapped to a category would end up as unlisted.
  for (const LandClass& known : landClasses()) CHECK(traitsOf(known.key).category != LandCategory::unlisted);
}

// CBM-CFS3 land classes as libcbm runs them: converted in year 1, of the conversion class to year 20, remaining from
// year 21; between wetlands and forest 10 years.
TEST_CASE("land is converted for twenty years, from and to wet forest for ten, the year of conversion included") {
  struct Case {
    const char *from, *to;
    int years;
  };
  for (const Case& c :
       {Case{"cropland_dry", "forest_ebf", 20}, Case{"grass", "forest_ebf", 20}, Case{"builtup", "forest_ebf", 20},
        Case{"bare", "forest_ebf", 20}, Case{"forest_ebf", "cropland_dry", 20}, Case{"forest_ebf", "grass", 20},
        Case{"forest_ebf", "builtup", 20}, Case{"forest_ebf", "bare", 20}, Case{"marsh", "forest_ebf", 10},
        Case{"forest_ebf", "marsh", 10}, Case{"cropland_dry", "marsh", 20}, Case{"pond", "cropland_dry", 20}}) {
    INFO(c.from << " to " << c.to);
    const auto statuses = statusByYear(usedAs({{kAlways, c.from}, {1, c.to}}), 40);
    CHECK(statuses[0] == LandStatus{traitsOf(c.from).category, traitsOf(c.from).category});
    for (int year = 1; year <= c.years; ++year)
      CHECK(statuses[static_cast<std::size_t>(year)] == LandStatus{traitsOf(c.to).category, traitsOf(c.from).category});
    for (std::size_t year = static_cast<std::size_t>(c.years) + 1; year < 40; ++year)
      CHECK_FALSE(statuses[year].converted());
  }
}

TEST_CASE("a conversion before the base year has used up part of its time") {
  const auto recent = statusByYear(usedAs({{kAlways, "cropland_dry"}, {-5, "forest_ebf"}}), 30);
  CHECK(std::ranges::count_if(recent, &LandStatus::converted) == 15);  // -5 ... 14
  CHECK(recent[14].converted());
  CHECK_FALSE(recent[15].converted());
  const auto old = statusByYear(usedAs({{kAlways, "cropland_dry"}, {-20, "forest_ebf"}}), 30);
  CHECK(std::ranges::none_of(old, &LandStatus::converted));
}

TEST_CASE("a change inside a category is no conversion and leaves the clock alone") {
  const auto replanted = statusByYear(usedAs({{kAlways, "shrub"}, {3, "forest_ebf"}}), 30);
  CHECK(std::ranges::none_of(replanted, &LandStatus::converted));
  const auto twice = statusByYear(usedAs({{kAlways, "grass"}, {1, "shrub"}, {10, "forest_ebf"}}), 30);
  CHECK(twice[20] == LandStatus{LandCategory::forest, LandCategory::grassland});
  CHECK_FALSE(twice[21].converted());
  // Converted again while the clock runs: from what it was last.
  const auto again = statusByYear(usedAs({{kAlways, "grass"}, {1, "shrub"}, {10, "builtup"}}), 40);
  CHECK(again[9] == LandStatus{LandCategory::forest, LandCategory::grassland});
  CHECK(again[10] == LandStatus{LandCategory::settlements, LandCategory::forest});
  CHECK(again[29].converted());
  CHECK_FALSE(again[30].converted());
}

TEST_CASE("the status of each year is that of its class") {
  CHECK(rc::check("classAt", [] {
    Bench bench;
    const Stratum before = anyStratum();
    const Path path = bench.path(anyStratum(), anyEvents(), {{&before, *rc::gen::inRange(0, 30)}});
    const auto statuses = statusByYear(path, 60);
    RC_ASSERT(statuses.size() == 60U);
    for (int year = 0; year < 60; ++year)
      RC_ASSERT(statuses[static_cast<std::size_t>(year)].category == traitsOf(path.classAt(year)).category);
  }));
}
