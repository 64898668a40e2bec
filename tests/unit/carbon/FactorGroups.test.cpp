#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <map>
#include <set>

#include "geo/account/Account.h"
#include "geo/carbon/BuiltInTies.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/carbon/StratumAccount.h"
#include "tests/support/TempFolder.h"
#include "tests/unit/carbon/TestLibrary.h"

using namespace tanhui;
using test::chongqing;

namespace {

FactorLibrary overridden(const std::string& rows) {
  const TempFolder folder;
  std::ofstream(folder.path() / "local.csv") << rows;
  return FactorLibrary::load("chongqing", folder.path(), "local.csv");
}

std::uint32_t unknown(const FactorLibrary& library, const std::string& key) {
  return library.unknownOf(library.require(key));
}

/// One hectare of dry cropland and one of orchard.
double stockSeOfBoth(const FactorLibrary& library) {
  const StratumAccountant accountant(library, {});
  const std::vector<Stratum> strata = {{.classKey = "cropland_dry", .species = {}},
                                       {.classKey = "orchard", .species = {}}};
  const std::vector<StratumCarbon> carbon = carbonOfAll(accountant, strata);
  const std::vector<LedgerLine> lines = {{kWholeRegion, 0, 1.0}, {kWholeRegion, 1, 1.0}};
  return sumUp(lines, carbon, library.all().size()).stockSe;
}

double seOf(const FactorLibrary& library, const std::string& key) { return library[library.require(key)].se; }

}  // namespace

TEST_CASE("a group of a built-in library has several factors, all of which vary") {
  for (const std::string& name : FactorLibrary::builtIn()) {
    const FactorLibrary library = FactorLibrary::load(name, {}, {});
    std::map<std::string, std::vector<const Factor*>> groups;
    for (const Factor& factor : library.all())
      if (!factor.group.empty()) groups[factor.group].push_back(&factor);
    CHECK(groups.size() > 8);
    for (const auto& [group, factors] : groups) {
      INFO(name << ": " << group);
      CHECK(factors.size() > 1);
      CHECK(!library.find(group));  // a group is no key
      for (const Factor* factor : factors) CHECK(factor->se > 0);
    }
  }
}

TEST_CASE("the factors of one unknown are told together, one of its own alone") {
  const FactorLibrary& library = chongqing();
  std::vector<std::string> keys;
  for (const std::uint32_t factor : library.sharing(library.require("pool.paddy.veg")))
    keys.push_back(library[factor].key);
  CHECK(keys == std::vector<std::string>{"pool.cropland_dry.veg", "pool.cropland_irrigated.veg", "pool.paddy.veg"});
  const std::uint32_t alone = library.require("ch4.paddy");
  CHECK(library.sharing(alone) == std::vector<std::uint32_t>{alone});
}

TEST_CASE("the errors of one published figure add up before they are squared") {
  // One standard error of the soil moves both hectares at once; the vegetation of the two is not one figure.
  const double soil = seOf(chongqing(), "pool.cropland_dry.soil30") + seOf(chongqing(), "pool.orchard.soil30");
  const double crop = seOf(chongqing(), "pool.cropland_dry.veg"), trees = seOf(chongqing(), "pool.orchard.veg"),
               litter = seOf(chongqing(), "pool.orchard.litter");
  CHECK(stockSeOfBoth(chongqing()) ==
        Approx(std::sqrt(soil * soil + crop * crop + trees * trees + litter * litter)).epsilon(1e-12));
}

TEST_CASE("a figure of the user's own keeps the group with the relative error, and leaves it with its own range") {
  const FactorLibrary value = overridden("key,value\npool.orchard.soil30,30\n");
  CHECK(unknown(value, "pool.orchard.soil30") == unknown(value, "pool.cropland_dry.soil30"));
  const FactorLibrary range = overridden("key,value,low,high\npool.orchard.soil30,30,25,35\n");
  CHECK(unknown(range, "pool.orchard.soil30") != unknown(range, "pool.cropland_dry.soil30"));
  CHECK(unknown(range, "pool.field_ridge.soil30") == unknown(range, "pool.cropland_dry.soil30"));
  const double dry = seOf(range, "pool.cropland_dry.soil30"), own = 10 / 3.92,
               crop = seOf(range, "pool.cropland_dry.veg"), trees = seOf(range, "pool.orchard.veg"),
               litter = seOf(range, "pool.orchard.litter");
  CHECK(stockSeOfBoth(range) ==
        Approx(std::sqrt(dry * dry + own * own + crop * crop + trees * trees + litter * litter)).epsilon(1e-12));
  // Figures of one survey of the user's.
  const FactorLibrary survey = overridden(
      "key,value,low,high,group\npool.orchard.soil30,30,25,35,county soil\npool.tea.soil30,40,30,50,county soil\n");
  CHECK(unknown(survey, "pool.orchard.soil30") == unknown(survey, "pool.tea.soil30"));
  CHECK(survey.nameOfUnknown(survey.require("pool.tea.soil30")) == "county soil");
  CHECK(survey.findUnknown("county soil") == unknown(survey, "pool.tea.soil30"));
}

TEST_CASE("the ties of a built-in library are among its own figures") {
  const auto tie = [](const FactorLibrary& library, const std::string& a, const std::string& b) {
    const std::uint32_t i = unknown(library, a), j = unknown(library, b);
    for (const BuiltInTie& known : builtInTies(library))
      if (known.first == std::min(i, j) && known.second == std::max(i, j)) return known.r;
    return 0.0;
  };
  CHECK(tie(chongqing(), "pool.paddy.soil30", "pool.field_ridge.soil30") == 0.8);
  CHECK(tie(chongqing(), "pool.forest_ebf.soil30", "pool.grass.soil30") == 0.5);
  CHECK(tie(chongqing(), "growth.masson_plant.A", "growth.fir_natural.A") == 0.5);
  CHECK(tie(chongqing(), "pool.forest_ebf.soil30", "pool.forest_ebf.veg") == 0);
  const FactorLibrary local = overridden("key,value,low,high\npool.paddy.soil30,38,33,43\n");
  CHECK(tie(local, "pool.paddy.soil30", "pool.field_ridge.soil30") == 0);
  for (const std::string& name : FactorLibrary::builtIn()) {
    const FactorLibrary library = FactorLibrary::load(name, {}, {});
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const BuiltInTie& known : builtInTies(library)) {
      CHECK(known.first < known.second);
      CHECK(pairs.emplace(known.first, known.second).second);
    }
  }
}
