#include <cmath>
#include <numeric>

#include <catch2/catch.hpp>

#include "geo/series/YearCarbon.h"
#include "tests/unit/series/TestLand.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

double vegetation(const PathFigures& figures, int year) {
  const auto& stock = figures.stock[static_cast<std::size_t>(year + 1)];
  return stock[0] + stock[1];
}

double pools(const PathFigures& figures, int year) {
  const auto& stock = figures.stock[static_cast<std::size_t>(year + 1)];
  return std::accumulate(stock.begin(), stock.begin() + kPools, 0.0);
}

LandEvent loss(LandAction action, double fraction, int year = 2030) {
  LandEvent out = event(action, year);
  out.fraction = fraction;
  return out;
}

Stratum stand(const char* classKey, const char* species = "") { return {.classKey = classKey, .species = species}; }
Stratum pineOf(double age) {
  return {.classKey = "forest_generic", .species = "马尾松", .age = age, .origin = Origin::planted};
}

Approx near(double value) { return Approx(value).epsilon(1e-12).margin(1e-11); }

/// Masson pine by hand: Chapman-Richards from 3 years on, a line to it before, level from 50.
struct Pine {
  double a = figure("growth.masson_plant.A"), k = figure("growth.masson_plant.k"), c = figure("growth.masson_plant.c");
  double first = figure("growth.masson_plant.age_min"), last = figure("growth.masson_plant.age_max");
  double shrubs = figure("understorey.forest_enf_masson"), years = figure("young.understorey_years");

  double richards(double age) const { return a * std::pow(1 - std::exp(-k * age), c); }
  double at(double age) const { return age < first ? richards(first) * age / first : richards(std::min(age, last)); }
  /// By halving.
  double ageOf(double carbon) const {
    double low = 0, high = last;
    for (int i = 0; i < 100; ++i) (at((low + high) / 2) < carbon ? low : high) = (low + high) / 2;
    return (low + high) / 2;
  }
};

}  // namespace

TEST_CASE("a thinned stand goes on from the age at which its curve holds what is left") {
  const Pine pine;
  Bench bench;
  for (const double age : {12.0, 20.0, 43.5, 70.0})
    for (const double fraction : {0.1, 0.3, 0.7, 0.99}) {
      const PathFigures thinned = bench.follow(pineOf(age), {loss(LandAction::harvest, fraction)});
      const PathFigures whole = bench.follow(pineOf(age));
      CHECK(vegetation(thinned, 4) == vegetation(whole, 4));
      CHECK(vegetation(thinned, 5) == near((1 - fraction) * vegetation(whole, 5)));
      const double again = pine.ageOf((1 - fraction) * pine.at(age + 5));
      for (const int year : {6, 9, 20, 50}) {
        const double trees = pine.at(again + year - 5);
        const double shrubs = pine.shrubs * (1 - fraction * (1 - std::min(1.0, (year - 5) / pine.years)));
        CHECK(vegetation(thinned, year) == Approx(trees + shrubs).epsilon(1e-9));
      }
    }
}

TEST_CASE("the figures of a thinning, reckoned by hand") {
  // Masson pine of 20 years at 2025, half of it felled in 2030. Python, with A 67.28, k 0.0264924, c 1.3 and 5.38 tC/ha
  // under the trees, gives 13.108 + 2.69 in 2030 and 45.873 in 2060, of an age of 12.620 + 30 years.
  const PathFigures thinned = Bench().follow(pineOf(20), {loss(LandAction::harvest, 0.5)});
  CHECK(vegetation(thinned, 5) == Approx(13.108495 + 2.69).epsilon(1e-6));
  CHECK(vegetation(thinned, 35) == Approx(45.872967).epsilon(1e-6));
}

TEST_CASE("to lose nearly all is to lose all, and to lose nearly nothing is to lose nothing") {
  CHECK(rc::check("stock of any land after a fire or a felling", [] {
    Bench bench(anyRules());
    const Stratum land = anyStratum();
    const LandAction action = *rc::gen::element(LandAction::harvest, LandAction::fire);
    const auto after = [&](double fraction) { return bench.follow(land, {loss(action, fraction)}, 80); };
    const auto apart = [](const PathFigures& a, const PathFigures& b) {
      double most = 0;
      for (int year = 0; year < 80; ++year) most = std::max(most, std::abs(pools(a, year) - pools(b, year)));
      return most;
    };
    const double scale = 1 + pools(bench.follow(land, {}, 80), 79);
    RC_ASSERT(apart(after(0.9999999), after(1)) < 1e-4 * scale);
    RC_ASSERT(apart(after(0.999), after(1)) < 0.02 * scale);
    RC_ASSERT(apart(after(1e-9), bench.follow(land, {}, 80)) < 1e-6 * scale);
    const double middle = *rc::gen::inRange(1, 100) / 101.0;
    RC_ASSERT(apart(after(middle), after(middle + 1e-7)) < 1e-4 * scale);
  }));
}

TEST_CASE("who loses more has less, at every time") {
  CHECK(rc::check("living biomass", [] {
    Bench bench;
    Stratum land = anyStratum();
    land.volume = std::nan("");  // a stand below its curve may well be better felled
    land.age =
        *rc::gen::inRange(1, 120);  // of unknown age, what begins anew may overtake what goes on at its mean rate
    const double less = *rc::gen::inRange(1, 100) / 100.0, more = less + *rc::gen::inRange(1, 50) * (1 - less) / 50;
    const PathFigures a = bench.follow(land, {loss(LandAction::fire, less)}),
                      b = bench.follow(land, {loss(LandAction::fire, more)});
    for (int year = 0; year < 60; ++year) RC_ASSERT(vegetation(b, year) <= vegetation(a, year) + 1e-9);
  }));
}

TEST_CASE("a felled stand is a planted one, whatever was known of it") {
  Bench bench;
  const PathFigures planted = bench.follow(stand("cropland_dry"), {planting(2030, "马尾松")});
  Stratum byVolume = pineOf(30), ageless = stand("forest_generic", "马尾松"), volumeOnly = ageless;
  byVolume.volume = volumeOnly.volume = 180;
  for (const Stratum& felled : {pineOf(30), pineOf(90), byVolume, ageless, volumeOnly}) {
    const PathFigures figures = bench.follow(felled, {loss(LandAction::harvest, 1)});
    for (const int year : {5, 6, 10, 30, 59}) CHECK(vegetation(figures, year) == near(vegetation(planted, year)));
  }
}

TEST_CASE("a stand whose volume puts it above its curve keeps that distance in proportion") {
  const Pine pine;
  Stratum rich = pineOf(30);
  rich.volume = 250;
  Bench bench;
  const PathFigures whole = bench.follow(rich), thinned = bench.follow(rich, {loss(LandAction::harvest, 0.4)});
  const double above = vegetation(whole, 5) - pine.shrubs - pine.at(35);
  CHECK(above > 20);
  const double again = pine.ageOf(0.6 * pine.at(35));
  CHECK(vegetation(thinned, 30) == Approx(pine.at(again + 25) + 0.6 * above + pine.shrubs).epsilon(1e-9));
}

TEST_CASE("of trees of unknown age the felled share begins anew and the rest goes on") {
  const Pine pine;
  Bench bench;
  const Stratum ageless = stand("forest_generic", "马尾松");
  const double start = vegetation(bench.follow(ageless), -1), rate = figure("flux.forest_enf_masson.biomass");
  const PathFigures thinned = bench.follow(ageless, {loss(LandAction::harvest, 0.25)});
  for (const int year : {5, 20, 50})
    CHECK(vegetation(thinned, year) ==
          near(0.75 * (start + rate * (year + 1)) +
               0.25 * (pine.at(year - 5) + pine.shrubs * std::min(1.0, (year - 5) / pine.years))));
}

TEST_CASE("land without a growth curve recovers in the years of its class") {
  Bench bench;
  const auto back = [&](const char* classKey, LandAction action, int years, double fraction) {
    const PathFigures figures = bench.follow(stand(classKey), {loss(action, fraction)});
    const double full = vegetation(figures, 4);
    for (int year = 5; year < 40; ++year)
      CHECK(vegetation(figures, year) == near(full * (1 - fraction * (1 - std::min(1.0, (year - 5.0) / years)))));
  };
  back("bamboo", LandAction::harvest, 6, 0.3);
  back("bamboo", LandAction::harvest, 6, 1);
  back("shrub", LandAction::fire, 8, 0.5);
  back("orchard", LandAction::fire, 10, 0.5);
  back("tea", LandAction::fire, 10, 1);
  back("grass", LandAction::fire, 1, 1);
}

TEST_CASE("a second loss follows the first") {
  const Pine pine;
  const PathFigures figures =
      Bench().follow(pineOf(20), {loss(LandAction::harvest, 0.5), loss(LandAction::harvest, 0.3, 2040)});
  const double first = pine.ageOf(0.5 * pine.at(25)), second = pine.ageOf(0.7 * pine.at(first + 10));
  CHECK(vegetation(figures, 40) == Approx(pine.at(second + 25) + pine.shrubs).epsilon(1e-9));
}

TEST_CASE("a fire takes slash with it, and what is left of it goes on decaying") {
  LandEvent felling = loss(LandAction::harvest, 1);
  felling.products = 0;
  Bench bench;
  const PathFigures felled = bench.follow(pineOf(40), {felling}, 100);
  const PathFigures burnt = bench.follow(pineOf(40), {felling, loss(LandAction::fire, 1, 2033)}, 100);
  const auto litter = [](const PathFigures& f, int year) { return f.stock[static_cast<std::size_t>(year + 1)][3]; };
  const double full = litter(felled, 4), combustion = figure("fire.combustion");
  CHECK(litter(felled, 7) > full + 1);
  const double k = std::log(2) / figure("litter.half_life");
  for (const int year : {8, 9, 15, 40}) {
    const double slash = (litter(felled, 7) - full) * std::exp(-k * (year - 7));
    const double back = std::min(1.0, (year - 8) / figure("dead_organic.transition_years"));
    CHECK(litter(burnt, year) == near(full * (1 - combustion * (1 - back)) + slash * (1 - combustion)));
  }
}

TEST_CASE("the error of a stand that was set back knows that its age hangs on the curve: slopes are differences") {
  const std::vector<const char*> keys = {"growth.masson_plant.A", "growth.masson_plant.k", "growth.masson_plant.c",
                                         "understorey.forest_enf_masson", "harvest.products"};
  for (const double age : {6.0, 30.0, 80.0})
    for (const double fraction : {0.3, 0.97}) {
      const std::vector<Stratum> strata = [&] {
        Stratum pine = pineOf(age);
        pine.interventions = 1;
        return std::vector<Stratum>{pine};
      }();
      PlannedEvent thinning;
      static_cast<LandEvent&>(thinning) = loss(LandAction::harvest, fraction, 2028);
      thinning.name = thinning.scenario = "plan";
      InterventionPlan plan = planOf({thinning});
      plan.sets.intern(std::vector<std::uint32_t>{0});
      const auto yearOf = [&](const FactorLibrary& library, int year) {
        const StratumAccountant accountant(library, {});
        FormulaTape tape(library);
        CourseMaker courses(accountant, tape, strata, plan, {2025, 2065, {}});
        return carbonOfYear(courses, tape, library, 1, 1, year).carbon[0];
      };
      for (const int year : {2028, 2029, 2045, 2065}) {
        const StratumCarbon carbon = yearOf(chongqing(), year);
        for (const char* key : keys) {
          const std::uint32_t index = chongqing().require(key);
          const double step = 1e-5 * figure(key);
          const auto moved = [&](double by) {
            return yearOf(chongqing().withValues({{key, figure(key) + by}}), year).value;
          };
          const Carbon up = moved(step), down = moved(-step);
          const auto slope = std::find_if(carbon.sensitivities.begin(), carbon.sensitivities.end(),
                                          [&](const Sensitivity& s) { return s.factor == index; });
          const double se = chongqing()[index].se, stock = (up.total() - down.total()) / (2 * step) * se,
                       flux = (up.flux() - down.flux()) / (2 * step) * se;
          CHECK((slope == carbon.sensitivities.end() ? 0 : slope->stock) == Approx(stock).epsilon(1e-5).margin(1e-6));
          CHECK((slope == carbon.sensitivities.end() ? 0 : slope->flux) == Approx(flux).epsilon(1e-5).margin(1e-6));
        }
      }
    }
}
