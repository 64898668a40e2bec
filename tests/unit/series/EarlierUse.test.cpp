#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch.hpp>

#include "geo/carbon/FactorData.h"
#include "geo/series/Baseline.h"
#include "geo/series/LandCategory.h"
#include "tests/support/TempFolder.h"
#include "tests/unit/account/TestCounty.h"

// Land that was of another use at t1: it has changed half-way to the base year, and is on its way since.

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// The library without the ratios of pairs of uses, and with figures of its own: what Eq 2.25 makes of F_LU alone.
FactorLibrary byFactorsAlone() {
  const TempFolder folder;
  std::istringstream lines{std::string(factorData("chongqing.csv"))};
  std::ofstream out(folder.path() / "library.csv");
  for (std::string line; std::getline(lines, line);)
    if (!line.starts_with("soc.from.")) out << line << '\n';
  out.close();
  return FactorLibrary::load("library.csv", folder.path(), {})
      .withValues({{"pool.cropland_dry.soil30", 40}, {"pool.forest_generic.soil30", 46.7}, {"pool.paddy.soil30", 33}});
}

/// One hectare from 2010 to 2060, base year 2020: changed in 2015.
struct Parcel {
  FactorLibrary library;
  AccountingRules rules;
  Stratum now, before;
  SeriesYears years{2020, 2060, {2010}};

  Parcel(FactorLibrary factors, Stratum nowLand, Stratum beforeLand, AccountingRules r = {})
      : library(std::move(factors)), rules(std::move(r)), now(std::move(nowLand)), before(std::move(beforeLand)) {
    now.before = 1;
  }

  struct Followed {
    std::vector<YearFigures> years;
    Carbon baseline;
    std::uint32_t notes = 0;
    double soil(int year) const { return years[static_cast<std::size_t>(year - 2020)].stock[4]; }
  };
  Followed follow() const {
    const StratumAccountant accountant(library, rules);
    FormulaTape tape(library);
    const std::vector<Stratum> strata = {now, before};
    CourseMaker courses(accountant, tape, strata, {}, years);
    const std::vector<LedgerLine> lines = {{kWholeRegion, 0, 1.0}};
    AnnualSeries series = annualSeries(courses, lines, strata.size(), 0, years);
    return {series.scenarios[0].total().years, baselineCarbon(accountant, strata, years)[0].value,
            courses.courseOf(0).baseline.notes};
  }
};

Stratum land(const char* classKey) { return {.classKey = classKey, .species = {}}; }

AccountingRules tier1() {
  AccountingRules rules;
  rules.soilMethod = SoilMethod::tier1;
  return rules;
}

Approx near(double value) { return Approx(value).epsilon(1e-12).margin(1e-11); }

}  // namespace

namespace {

/// Soil at the end of a year of one hectare whose classes at 2000, 2010 and the base year 2020 are these.
double soilOf(const std::vector<const char*>& classes, int year, const AccountingRules& rules = {}) {
  const FactorLibrary library = byFactorsAlone();
  const StratumAccountant accountant(library, rules);
  FormulaTape tape(library);
  std::vector<Stratum> strata;  // the oldest first
  for (const char* key : classes) {
    strata.push_back(land(key));
    if (strata.size() > 1) strata.back().before = static_cast<StratumId>(strata.size() - 2);
  }
  const SeriesYears years{2020, 2060, {2010, 2000}};
  CourseMaker courses(accountant, tape, strata, {}, years);
  const auto now = static_cast<StratumId>(strata.size() - 1);
  const std::vector<LedgerLine> lines = {{kWholeRegion, now, 1.0}};
  const AnnualSeries series = annualSeries(courses, lines, strata.size(), 0, years);
  const double soil = series.scenarios[0].total().years[static_cast<std::size_t>(year - 2020)].stock[4];
  if (year == 2020) CHECK(baselineCarbon(accountant, strata, years)[now].value.stock[4] == near(soil));
  return soil;
}

}  // namespace

// By hand: 40 -> 40 / 0.69 = 57.9710; in 20 steps of 0.898551. The change lies between the two dates that tell of it.
TEST_CASE("of three dates, the two that differ bracket the change") {
  const double step = (40 / 0.69 - 40) / 20;
  CHECK(soilOf({"cropland_dry", "cropland_dry", "forest_generic"}, 2020) == near(40 + 6 * step));     // 2015
  CHECK(soilOf({"cropland_dry", "forest_generic", "forest_generic"}, 2020) == near(40 + 16 * step));  // 2005
  CHECK(soilOf({"cropland_dry", "forest_generic", "forest_generic"}, 2024) == near(40 / 0.69));
  // A date that does not tell of the land leaves the two others: 2010.
  CHECK(soilOf({"cropland_dry", "unmapped", "forest_generic"}, 2020) == near(40 + 11 * step));
  CHECK(soilOf({"forest_generic", "forest_generic", "forest_generic"}, 2020) == near(46.7));
}

// By hand: ten steps up from 2005 to the end of 2014, at 48.9855; then in 20 steps back to the 40 that cropland had.
TEST_CASE("land that changed twice goes on from the soil that the second change finds") {
  const double there = 40 + 10 * (40 / 0.69 - 40) / 20;
  CHECK(soilOf({"cropland_dry", "forest_generic", "cropland_dry"}, 2020) == near(there + 6 * (40 - there) / 20));
  CHECK(soilOf({"cropland_dry", "forest_generic", "cropland_dry"}, 2040) == near(40));
}

TEST_CASE("the land of an earlier date is accounted at its own year") {
  const FactorLibrary library = byFactorsAlone();
  const StratumAccountant accountant(library, {});
  std::vector<Stratum> strata = {land("cropland_dry"), land("forest_generic"), land("paddy")};
  strata[1].before = 0, strata[2].before = 1;
  const std::vector<StratumCarbon> carbon = baselineCarbon(accountant, strata, {2020, 2020, {2010, 2000}});
  CHECK(carbon[0].value.stock[4] == near(40));
  CHECK(carbon[1].value.stock[4] == near(40 + 6 * (40 / 0.69 - 40) / 20));  // 2010, changed in 2005
}

TEST_CASE("a stand that the data tell of has the soil of all the uses before it") {
  Stratum stand = land("forest_generic");
  stand.age = 30;
  const FactorLibrary library = byFactorsAlone();
  const StratumAccountant accountant(library, {});
  std::vector<Stratum> strata = {land("forest_generic"), land("cropland_dry"), stand};
  strata[1].before = 0, strata[2].before = 1;
  const std::vector<StratumCarbon> carbon = baselineCarbon(accountant, strata, {2020, 2020, {2010, 2000}});
  // 46.7 falls to 46.7 x 0.69 from 2005 on, ten steps of twenty; from 2015 on it goes back to 46.7, six steps.
  const double low = 46.7 + 10 * (46.7 * 0.69 - 46.7) / 20;
  CHECK(carbon[2].value.stock[4] == near(low + 6 * (46.7 - low) / 20));
}

// By hand: 40 -> 40 / 0.69 = 57.9710 in 20 steps of 0.898551 from 2015 on; at the end of 2020 six of them are done.
TEST_CASE("dry cropland of 2010 that is forest in 2020 starts from its own soil and ends where Eq 2.25 leads") {
  const Parcel::Followed forest = Parcel(byFactorsAlone(), land("forest_generic"), land("cropland_dry")).follow();
  CHECK(forest.soil(2020) == Approx(45.39130).margin(1e-5));
  CHECK(forest.soil(2021) - forest.soil(2020) == Approx(0.898551).margin(1e-6));
  CHECK(forest.baseline.soilFlux == Approx(0.898551).margin(1e-6));
  CHECK(forest.baseline.stock[4] == near(forest.soil(2020)));
  CHECK(forest.soil(2033) == Approx(57.97101 - 0.898551).margin(1e-5));
  for (int year = 2034; year <= 2060; ++year) CHECK(forest.soil(year) == Approx(57.97101).margin(1e-5));
}

// 64 (1 - 0.69) / 20 = 0.992.
TEST_CASE("land of two dates moves by reference stocks where the project asks for them") {
  const Parcel::Followed forest =
      Parcel(byFactorsAlone(), land("forest_generic"), land("cropland_dry"), tier1()).follow();
  CHECK(forest.soil(2021) - forest.soil(2020) == Approx(0.992).margin(1e-9));
  CHECK(forest.soil(2060) == Approx(40 + 19.84).margin(1e-9));
}

// 33 + 64 (0.69 - 1.35) = -9.24: the reference does not fit the stock.
TEST_CASE("reference stocks take soil to nothing at most, and say that they do not fit") {
  const Parcel::Followed dry = Parcel(byFactorsAlone(), land("cropland_dry"), land("paddy"), tier1()).follow();
  CHECK(dry.soil(2020) == Approx(33.0 * 14 / 20).margin(1e-9));
  CHECK(dry.soil(2060) == Approx(0).margin(1e-9));
  CHECK((dry.notes >> static_cast<unsigned>(PathNote::soilMisfit) & 1U) == 1);
  const Parcel::Followed by = Parcel(byFactorsAlone(), land("cropland_dry"), land("paddy")).follow();
  CHECK((by.notes >> static_cast<unsigned>(PathNote::soilMisfit) & 1U) == 0);
}

TEST_CASE("a drained marsh loses soil from its own stock on, and is no sink") {
  const FactorLibrary library = chongqing().withValues({{"pool.marsh.soil30", 135}, {"pool.paddy.soil30", 40}});
  const Parcel::Followed paddy = Parcel(library, land("paddy"), land("marsh")).follow();
  // 135 x 0.85 = 114.75 in 2034, six of twenty steps in 2020.
  CHECK(paddy.soil(2020) == Approx(135 - 20.25 * 6 / 20).margin(1e-9));
  CHECK(paddy.soil(2034) == Approx(114.75).margin(1e-9));
  CHECK(paddy.baseline.soilFlux == Approx(-20.25 / 20).margin(1e-9));
  for (int year = 2021; year <= 2060; ++year) CHECK(paddy.soil(year) <= paddy.soil(year - 1) + 1e-12);
}

TEST_CASE("the ratio of a pair of uses holds in place of the factors, to the soil of the new use here at most") {
  const auto end = [](double forest) {
    return Parcel(chongqing().withValues({{"pool.cropland_dry.soil30", 34}, {"pool.forest_mixed.soil30", forest}}),
                  land("forest_mixed"), land("cropland_dry"))
        .follow()
        .soil(2060);
  };
  CHECK(end(49.4) == Approx(34 * 1.22).margin(1e-9));
  CHECK(end(40) == Approx(40).margin(1e-9));
  CHECK(end(30) == Approx(34).margin(1e-9));  // richer already: it stays
  const auto wetted = [](int year) {
    return Parcel(chongqing().withValues({{"pool.paddy.soil30", 40}}), land("marsh"), land("paddy"))
        .follow()
        .soil(year);
  };
  CHECK(wetted(2034) == Approx(40).margin(1e-9));         // no change in the first twenty years
  CHECK(wetted(2054) == Approx(40 * 1.13).margin(1e-9));  // then 1.13
}

TEST_CASE("land that becomes again what it was goes back to the soil it had") {
  Bench bench;
  LandEvent fields = event(LandAction::clear, 2040);
  fields.classKey = "cropland_dry";
  const PathFigures figures = bench.follow(land("cropland_dry"), {planting(2026, "柏木"), fields});
  const auto soil = [&](int year) { return figures.stock[static_cast<std::size_t>(year - 2025) + 1][4]; };
  CHECK(soil(2039) > soil(2025) + 1);
  CHECK(soil(2059) == near(figure("pool.cropland_dry.soil30")));
  CHECK(soil(2080) == near(figure("pool.cropland_dry.soil30")));
}

TEST_CASE("a forest without an age that was no forest at t1 has the age that the dates give it") {
  const Stratum dated{.classKey = "forest_generic", .species = "马尾松", .before = 1};
  const Parcel::Followed young = Parcel(chongqing(), dated, land("cropland_dry")).follow();
  const double a = figure("growth.masson_plant.A"), k = figure("growth.masson_plant.k"),
               c = figure("growth.masson_plant.c");
  const auto curve = [&](double age) { return a * std::pow(1 - std::exp(-k * age), c); };
  const auto vegetation = [&](int year) {
    const YearFigures& y = young.years[static_cast<std::size_t>(year - 2020)];
    return y.stock[0] + y.stock[1];
  };
  // Planted in 2015 it is 35 years old in 2050; what grows under it has been there for long.
  CHECK(vegetation(2050) - vegetation(2049) == Approx(curve(35) - curve(34)).margin(1e-9));
  CHECK(young.baseline.stock[0] + young.baseline.stock[1] < 8);
  CHECK(young.baseline.biomassFlux > 0);
  // The data's own age holds.
  Stratum told = dated;
  told.age = 20;
  const Parcel::Followed old = Parcel(chongqing(), told, land("cropland_dry")).follow();
  CHECK(old.baseline.stock[0] + old.baseline.stock[1] ==
        Approx(curve(20) + figure("understorey.forest_enf_masson")).margin(1e-9));
  // One class of forest after another is no new stand.
  const Parcel::Followed renamed = Parcel(chongqing(), land("forest_mixed"), land("forest_ebf")).follow();
  CHECK(renamed.baseline.stock[0] + renamed.baseline.stock[1] == Approx(figure("pool.forest_mixed.veg")).margin(1e-9));
  CHECK(renamed.soil(2060) == Approx(figure("pool.forest_ebf.soil30")).margin(1e-9));
}

TEST_CASE("an orchard planted between the dates is on its way to the density of orchards") {
  const Parcel::Followed orchard = Parcel(chongqing(), land("orchard"), land("cropland_dry")).follow();
  const double full = figure("pool.orchard.veg"), years = figure("establish.orchard");
  CHECK(orchard.baseline.stock[0] + orchard.baseline.stock[1] == Approx(full * 6 / years).margin(1e-9));
  CHECK(orchard.baseline.biomassFlux == Approx(full / years).margin(1e-9));
}

TEST_CASE("a reservoir filled between the dates is young for as long as its years say") {
  const Parcel::Followed filled = Parcel(chongqing(), land("reservoir"), land("cropland_dry")).follow();
  const double per = (1 + figure("reservoir.downstream")) * 28e-3;
  CHECK(filled.baseline.nonCo2 == Approx(-figure("reservoir.ch4.young") * per).margin(1e-9));
  CHECK(filled.years[15].ch4 == Approx(-figure("reservoir.ch4.young") * per).margin(1e-9));
  CHECK(filled.years[16].ch4 == Approx(-figure("reservoir.ch4.old") * per).margin(1e-9));
  // What was flooded decays for twenty years, and not below nothing.
  CHECK(filled.baseline.soilFlux < -1);
  CHECK(filled.soil(2060) >= 0);
  const Parcel::Followed river = Parcel(chongqing(), land("reservoir"), land("river")).follow();
  for (int year = 2020; year <= 2060; ++year) CHECK(river.soil(year) == Approx(0).margin(1e-12));
}

// 46.7 -> 46.7 x 0.69: 0.72385 tC/ha/yr, / 15 x 0.006 x 44/28 x 265 = 0.120572 tCO2e/ha/yr.
TEST_CASE("lost soil carbon sets nitrogen free, and N2O with it, for as long as it is lost") {
  const Parcel::Followed dry = Parcel(byFactorsAlone(), land("cropland_dry"), land("forest_generic")).follow();
  const double fertiliser = -figure("n2o.cropland_dry") * 265e-3;
  CHECK(dry.baseline.nonCo2 - fertiliser == Approx(-0.120572).margin(1e-6));
  CHECK(dry.years[14].n2o - fertiliser == Approx(-0.120572).margin(1e-6));
  CHECK(dry.years[15].n2o == Approx(fertiliser).margin(1e-9));
  const Parcel::Followed gains = Parcel(byFactorsAlone(), land("forest_generic"), land("cropland_dry")).follow();
  CHECK(gains.baseline.nonCo2 == 0);
}

TEST_CASE("the last step of the soil falls into the last year that counts as converted") {
  Bench bench;
  const Stratum crop = land("orchard");
  const Path path = bench.path({.classKey = "forest_generic", .species = "马尾松", .age = 5}, {}, {{&crop, 5}});
  const PathFigures figures = figuresOf(path, 60);
  const auto step = [&](std::size_t y) { return figures.stock[y + 1][4] - figures.stock[y][4]; };
  for (std::size_t year = 0; year <= 14; ++year)
    CHECK(step(year) == near(figure("pool.orchard.soil30") * (1 / figure("soc.orchard.flu") - 1) / 20));
  for (std::size_t year = 15; year < 60; ++year) CHECK(std::abs(step(year)) < 1e-12);
  const std::vector<LandStatus> statuses = statusByYear(path, 60);
  CHECK(statuses[14].converted());
  CHECK_FALSE(statuses[15].converted());
  CHECK(path.classAt(-6) == "orchard");
  CHECK(path.classAt(0) == "forest_enf_masson");
}
