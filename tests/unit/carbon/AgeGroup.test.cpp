#include "geo/carbon/AgeGroup.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <catch2/catch.hpp>

#include "geo/carbon/StratumAccount.h"

using namespace tanhui;

namespace {

const FactorLibrary& library() {
  static const FactorLibrary all = FactorLibrary::load("chongqing", {}, {});
  return all;
}

double ageOf(std::string_view speciesGroup, Origin origin, int group) {
  return library()[library().require(ageGroupKey(ageGroupId(speciesGroup, origin, group)))].value;
}

/// Masson pine, planted, of the second age group: 10 to 20 years.
Stratum middleAgedPine() {
  return {.classKey = "forest_generic",
          .species = "马尾松",
          .age = 15,
          .origin = Origin::planted,
          .ageGroup = ageGroupId("pine", Origin::planted, 2)};
}

double moveOf(const StratumCarbon& carbon, std::string_view key, double Sensitivity::*total) {
  const auto found = std::ranges::find(carbon.sensitivities, library().require(key), &Sensitivity::factor);
  return found == carbon.sensitivities.end() ? 0 : (*found).*total;
}

}  // namespace

TEST_CASE("age groups come as codes and as words") {
  for (const char* young : {"1", "01", "幼龄林", " 幼龄林 ", "幼"}) CHECK(ageGroupOf(young) == 1);
  CHECK(ageGroupOf("2") == 2);
  CHECK(ageGroupOf("近熟林") == 3);
  CHECK(ageGroupOf("成熟林") == 4);
  CHECK(ageGroupOf("5") == 5);
  CHECK(ageGroupOf("") == 0);
  CHECK_FALSE(ageGroupOf("6"));
  CHECK_FALSE(ageGroupOf("老林"));
}

TEST_CASE("every age group has one name, and a factor in both libraries") {
  const FactorLibrary ipcc = FactorLibrary::load("ipcc", {}, {});
  std::set<std::string> names;
  for (std::size_t id = 1; id < kAgeGroupIds; ++id) {
    const auto group = static_cast<std::uint8_t>(id);
    INFO(ageGroupName(group));
    CHECK(names.insert(ageGroupName(group)).second);
    CHECK(ageGroupNamed(ageGroupName(group)) == group);
    for (const FactorLibrary* each : {&library(), &ipcc}) {
      const auto factor = each->find(ageGroupKey(group));
      REQUIRE(factor);
      CHECK((*each)[*factor].unit == "yr");
    }
  }
  CHECK(ageGroupName(0).empty());
  CHECK(ageGroupNamed("") == 0);
  CHECK_FALSE(ageGroupNamed("pine.planted.6"));
  CHECK(ageGroupId("bamboo", Origin::planted, 1) == 0);
}

// GB/T 26424-2010, age groups of the south: pine, planted 0-10, 11-20, 21-30, 31-50, 51-; fir 0-10, 11-20, 21-25,
// 26-35, 36-; soft broadleaves 0-5, 6-10, 11-15, 16-25, 26-; oaks, natural 0-40, 41-60, 61-80, 81-120, 121-.
TEST_CASE("the age of a group is its middle, and its range the width of the group") {
  const auto ages = [](std::string_view species, Origin origin) {
    std::array<double, kAgeGroups> all{};
    for (int group = 1; group <= kAgeGroups; ++group)
      all[static_cast<std::size_t>(group - 1)] = ageOf(species, origin, group);
    return all;
  };
  CHECK(ages("pine", Origin::planted) == std::array<double, 5>{5, 15, 25, 40, 60});
  CHECK(ages("pine", Origin::natural) == std::array<double, 5>{10, 25, 35, 50, 70});
  CHECK(ages("fir", Origin::planted) == std::array<double, 5>{5, 15, 22.5, 30, 40});
  CHECK(ages("soft", Origin::planted) == std::array<double, 5>{2.5, 7.5, 12.5, 20, 30});
  CHECK(ages("hard", Origin::natural) == std::array<double, 5>{20, 50, 70, 100, 140});
  CHECK(ages("cypress", Origin::planted) == std::array<double, 5>{10, 30, 50, 70, 100});
  const Factor& fir = library()[library().require("age_group.fir.planted.3")];
  CHECK(fir.se == Approx(5 / std::sqrt(12)).epsilon(1e-9));
  CHECK(fir.distribution == "uniform");
}

// 67.28 (1 - exp(-0.0264924 t))^1.3 at 15 years is 15.7904 tC/ha, its slope 1.114553 tC/ha/yr; of the growth from 14 to
// 15 years the slope is -0.0106551; one standard error of the age is 10 / sqrt(12) years: numpy.
TEST_CASE("a stand of an age group counts as of its age, with the width of the group as error") {
  const StratumAccountant accountant(library(), {});
  const Stratum grouped = middleAgedPine();
  Stratum aged = grouped;
  aged.ageGroup = 0;
  const StratumCarbon carbon = accountant.carbonOf(grouped), same = accountant.carbonOf(aged);
  CHECK(carbon.value.total() == Approx(same.value.total()).epsilon(1e-14));
  CHECK(carbon.value.flux() == Approx(same.value.flux()).epsilon(1e-12));
  CHECK(moveOf(carbon, "age_group.pine.planted.2", &Sensitivity::stock) == Approx(3.2174366445).epsilon(1e-8));
  CHECK(moveOf(carbon, "age_group.pine.planted.2", &Sensitivity::flux) == Approx(-0.0106551365 * 2.8867513459));
  CHECK(moveOf(same, "age_group.pine.planted.2", &Sensitivity::stock) == 0);
  for (const char* key : {"growth.masson_plant.A", "pool.forest_enf_masson.soil30"})
    CHECK(moveOf(carbon, key, &Sensitivity::stock) == Approx(moveOf(same, key, &Sensitivity::stock)).epsilon(1e-12));
  // By its volume the stock hangs on no age; the flux does.
  Stratum measured = grouped;
  measured.volume = 80;
  const StratumCarbon byVolume = accountant.carbonOf(measured);
  CHECK(moveOf(byVolume, "age_group.pine.planted.2", &Sensitivity::stock) == 0);
  CHECK(moveOf(byVolume, "age_group.pine.planted.2", &Sensitivity::flux) == Approx(-0.0106551365 * 2.8867513459));
}

TEST_CASE("the explanation of a stand names the age of its group among the factors") {
  std::vector<Step> steps;
  const StratumAccountant accountant(library(), {});
  accountant.carbonOf(middleAgedPine(), &steps);
  const auto names = [](const Step& step) {
    return std::ranges::find(step.factors, library().require("age_group.pine.planted.2")) != step.factors.end();
  };
  CHECK(std::ranges::any_of(steps, [&](const Step& s) { return s.quantity == "above" && names(s); }));
  CHECK(std::ranges::any_of(steps, [&](const Step& s) { return s.quantity == "biomass" && names(s); }));
}
