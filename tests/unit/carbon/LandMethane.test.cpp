#include "geo/carbon/detail/LandMethane.h"

#include <catch2/catch.hpp>
#include <limits>

#include "geo/carbon/StratumAccount.h"
#include "geo/carbon/detail/Tally.h"

using namespace tanhui;

namespace {

constexpr double kUnknownAge = std::numeric_limits<double>::quiet_NaN();

const FactorLibrary& methaneLibrary() {
  static const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  return library;
}

Tally estimates() { return {methaneLibrary(), nullptr}; }

AccountingRules riceRules(RiceMethod method, const RicePractice& practice = {}) {
  AccountingRules rules;
  rules.riceMethod = method;
  rules.rice = practice;
  return rules;
}

/// kg CH4/ha/yr
double methaneOf(const char* classKey, const AccountingRules& rules, const MethaneCase& at = {}) {
  const LandMethane methane(methaneLibrary(), rules);
  return methane.emission(classRecipe(methaneLibrary(), classKey, 30), at, estimates()).value().value();
}

}  // namespace

TEST_CASE("a reservoir's methane goes by its age where that is known") {
  // IPCC 2019 Refinement V4 Ch 7, warm temperate moist: 127.5 to 20 years, 80.3 after; 0.09 below the dam.
  CHECK(50 * methaneOf("reservoir", {}, {.age = 30, .added = {}}) == Approx(4376.35));
  CHECK(50 * methaneOf("reservoir", {}, {.age = 30, .added = {}}) * 28 / 1000 == Approx(122.54).margin(5e-3));
  CHECK(methaneOf("reservoir", {}, {.age = 20, .added = {}}) == Approx(127.5 * 1.09));
  CHECK(methaneOf("reservoir", {}, {.age = 21, .added = {}}) == Approx(80.3 * 1.09));
  CHECK(methaneOf("reservoir", {}, {.age = kUnknownAge, .added = {}}) == 87.527);
  // Only reservoirs have an age of this kind.
  CHECK(methaneOf("pond", {}, {.age = 5, .added = {}}) == 183);
}

TEST_CASE("a paddy's methane by each of the three methods") {
  CHECK(methaneOf("paddy", {}) == 156.2);
  CHECK(methaneOf("paddy", riceRules(RiceMethod::provincial)) == 156.2);
  // Eq 5.1-5.3 with one drainage, a dry winter and two tonnes of straw brought in early: 112.97 kg CH4/ha.
  RicePractice practice{"single", "gt180", 0, 2};
  CHECK(methaneOf("paddy", riceRules(RiceMethod::ipcc2019, practice)) == Approx(112.97).margin(5e-3));
  // FLINT.Module.Tier1_Rice: several drainages, two tonnes of straw brought in late.
  practice = {"multiple", "lt180", 2, 0};
  CHECK(methaneOf("paddy", riceRules(RiceMethod::ipcc2019, practice)) == Approx(155.4734313).epsilon(1e-9));
  CHECK(methaneOf("paddy", riceRules(RiceMethod::ipcc2019)) == Approx(1.32 * 0.60 * 1.22 * 112));
}

TEST_CASE("what a measure brings into a paddy raises its methane by Eq 5.3") {
  const ChangeRecipe recipe = changeRecipe(methaneLibrary());
  const std::array straw{*recipe.measure("straw_return")->paddy};
  const std::array both{straw[0], *recipe.measure("manure")->paddy};
  const auto with = [](std::span<const PaddyInput> added) { return MethaneCase{.age = kUnknownAge, .added = added}; };
  // 3 t of straw x 0.19, 10 t of manure x 0.21
  CHECK(methaneOf("paddy", {}, with(straw)) == Approx(156.2 * std::pow(1 + 0.57, 0.59)));
  CHECK(methaneOf("paddy", {}, with(both)) == Approx(156.2 * std::pow(1 + 0.57 + 2.1, 0.59)));
  const AccountingRules rules = riceRules(RiceMethod::ipcc2019, {"single", "gt180", 0, 2});
  CHECK(methaneOf("paddy", rules, with(straw)) == Approx(1.32 * 0.71 * 0.89 * 112 * std::pow(1 + 0.38 + 0.57, 0.59)));
  CHECK(methaneOf("marsh", {}, with(straw)) == 235);
}

TEST_CASE("an estimate of rice carries every factor of its equation") {
  const LandMethane methane(methaneLibrary(), riceRules(RiceMethod::ipcc2019, {"cont", "flooded30", 1, 2}));
  const ClassRecipe paddy = classRecipe(methaneLibrary(), "paddy", 30);
  const std::optional<Estimate> estimate = methane.emission(paddy, {}, estimates());
  REQUIRE(estimate);
  std::vector<std::string> keys;
  for (const Estimate::Term& term : estimate->terms()) keys.push_back(methaneLibrary()[term.factor].key);
  CHECK(keys == std::vector<std::string>{"rice.cfoa.straw_long", "rice.cfoa.straw_short", "rice.days", "rice.efc",
                                         "rice.exponent", "rice.sfp.flooded30", "rice.sfw.cont"});
  CHECK(methane.emits(paddy));
  CHECK_FALSE(methane.emits(classRecipe(methaneLibrary(), "grass", 30)));
  CHECK_FALSE(methane.emission(classRecipe(methaneLibrary(), "grass", 30), {}, estimates()));
}

TEST_CASE("a rice method that cannot be used is named") {
  const auto with = [](const RicePractice& practice) {
    return LandMethane(methaneLibrary(), riceRules(RiceMethod::ipcc2019, practice));
  };
  CHECK_THROWS_WITH(with({"wet", "lt180", 0, 0}), Catch::Contains("rice.sfw.wet"));
  CHECK_THROWS_WITH(with({"cont", "lt180", -1, 0}), Catch::Contains("-1"));
  CHECK_THROWS_AS(with({"cont", "lt180", 0, kUnknownAge}), Error);
}
