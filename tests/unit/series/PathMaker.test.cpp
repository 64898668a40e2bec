#include "geo/series/PathMaker.h"

#include <cmath>
#include <numbers>
#include <numeric>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/series/LandCategory.h"
#include "tests/unit/series/TestLand.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

double pools(const PathFigures& figures, int year) {
  const auto& stock = figures.stock[static_cast<std::size_t>(year + 1)];
  return std::accumulate(stock.begin(), stock.begin() + kPools, 0.0);
}

Stratum land(const char* classKey) { return {.classKey = classKey, .species = {}}; }
Stratum stand(const char* species, double age) {
  return {.classKey = "forest_generic", .species = species, .age = age};
}

Approx near(double value) { return Approx(value).epsilon(1e-12).margin(1e-11); }

}  // namespace

TEST_CASE("whatever happens, carbon only moves") {
  CHECK(rc::check("places add up to what they held at the start", [] {
    Bench bench(anyRules());
    const PathFigures figures = bench.follow(anyStratum(), anyEvents());
    const auto sum = [](const auto& places) { return std::accumulate(places.begin(), places.end(), 0.0); };
    const double start = sum(figures.stock.front());
    for (const auto& places : figures.stock) RC_ASSERT(std::abs(sum(places) - start) <= 1e-9 * (1 + std::abs(start)));
  }));
}

TEST_CASE("no pool falls below nothing") {
  CHECK(rc::check("pools and products", [] {
    Bench bench(anyRules());
    const PathFigures figures = bench.follow(anyStratum(), anyEvents());
    // Absolute Tier 1 changes may ask for more soil carbon than was measured; nothing else may.
    const bool tier1 = bench.accountant.rules().soilMethod == SoilMethod::tier1;
    for (const auto& places : figures.stock)
      for (std::size_t place = 0; place < 6; ++place)
        if (!(tier1 && place == 4)) RC_ASSERT(places[place] >= -1e-9);
  }));
}

TEST_CASE("a path in figures is the path as formulas") {
  CHECK(rc::check("standing stock", [] {
    Bench bench(anyRules());
    const Path path = bench.path(anyStratum(), anyEvents());
    const PathFigures figures = figuresOf(path, 40);
    for (const int year : {-1, 0, 7, 23, 39})
      for (std::size_t pool = 0; pool < kPools; ++pool) {
        const double figure = figures.stock[static_cast<std::size_t>(year + 1)][pool];
        RC_ASSERT(std::abs(path.standing(static_cast<Place>(pool), year).value() - figure) <= 1e-9);
      }
  }));
}

TEST_CASE("the base year is that of the baseline account") {
  CHECK(rc::check("stock, flux and gases", [] {
    Bench bench(anyRules());
    const Stratum stratum = anyStratum();
    const PathFigures figures = bench.follow(stratum);
    const Carbon carbon = bench.accountant.carbonOf(stratum).value;
    const auto same = [](double a, double b) { RC_ASSERT(std::abs(a - b) <= 1e-10 * (1 + std::abs(b))); };
    for (std::size_t pool = 0; pool < kPools; ++pool) same(figures.stock[1][pool], carbon.stock[pool]);
    same(pools(figures, 0) - pools(figures, -1), carbon.flux());
    same(figures.ch4[0] + figures.n2o[0], carbon.nonCo2);
  }));
}

TEST_CASE("a stand grows by its curve: each year the difference of two ages, and nothing past the oldest known") {
  Bench bench;
  const PathFigures figures = bench.follow(stand("马尾松", 20));
  const double a = figure("growth.masson_plant.A"), k = figure("growth.masson_plant.k"),
               c = figure("growth.masson_plant.c"), oldest = figure("growth.masson_plant.age_max");
  const auto curve = [&](double age) { return a * std::pow(1 - std::exp(-k * std::min(age, oldest)), c); };
  const double shrubs = figure("understorey.forest_enf_masson");
  for (int year = 0; year < 60; ++year) {
    CHECK(at(figures, year, Place::above) + at(figures, year, Place::below) == near(curve(20 + year) + shrubs));
    // The litter of its type is there at 20 years, the dead wood at 40.
    const double deadwood = 20 + year <= 40 ? figure("pool.forest_enf_masson.deadwood") / 40 : 0;
    const double litter = year == 0 ? figure("pool.forest_enf_masson.litter") / 20 : 0;
    CHECK(pools(figures, year) - pools(figures, year - 1) ==
          near(curve(20 + year) - curve(19 + year) + deadwood + litter));
  }
  CHECK(pools(figures, 59) == near(pools(figures, 58)));
  // The thirtieth year of the fit to the inventory's age groups.
  CHECK(curve(30) == Approx(30.805).margin(5e-4));
}

TEST_CASE("planting starts at age nothing and follows the curve") {
  Bench bench;
  const PathFigures figures = bench.follow(land("cropland_dry"), {planting(2030, "马尾松")});
  const double a = figure("growth.masson_plant.A"), k = figure("growth.masson_plant.k"),
               c = figure("growth.masson_plant.c");
  const double shrubs = figure("understorey.forest_enf_masson");
  CHECK(at(figures, 4, Place::above) == 0);
  CHECK(at(figures, 5, Place::above) + at(figures, 5, Place::below) == near(0));
  // The third year lies on the line to the curve's first age, 3; the shrubs have three of their ten years.
  CHECK(at(figures, 8, Place::above) + at(figures, 8, Place::below) ==
        near(a * std::pow(1 - std::exp(-3 * k), c) + shrubs * 3 / figure("young.understorey_years")));
  CHECK(at(figures, 25, Place::above) + at(figures, 25, Place::below) ==
        near(a * std::pow(1 - std::exp(-20 * k), c) + shrubs));
  // Thinly planted: the trees in proportion, not the shrubs.
  LandEvent thin = planting(2030, "马尾松");
  thin.density = figure("planting.full_density") / 4;
  const PathFigures few = bench.follow(land("cropland_dry"), {thin});
  CHECK(at(few, 25, Place::above) + at(few, 25, Place::below) - shrubs ==
        near((at(figures, 25, Place::above) + at(figures, 25, Place::below) - shrubs) / 4));
}

// IPCC 2006 V4 Eq 2.25 with D = 20 and the factors of the 2019 Refinement, Table 5.5: orchard soil under forest gains
// (1 / 0.72 - 1) / 20 of itself a year, a paddy's goes to 0.95 of itself by its own ratio.
TEST_CASE("soil under new forest moves for twenty years in equal steps and then stops") {
  Bench bench;
  const double soil = figure("pool.orchard.soil30"), wet = figure("pool.paddy.soil30");
  const PathFigures dry = bench.follow(land("orchard"), {planting(2026, "马尾松")});
  const PathFigures paddy = bench.follow(land("paddy"), {planting(2026, "马尾松")});
  for (int year = 1; year <= 20; ++year) {
    CHECK(change(dry, year, Place::soil) == near(soil * (1 / 0.72 - 1) / 20));
    CHECK(change(paddy, year, Place::soil) == near(-wet * 0.05 / 20));
  }
  CHECK(change(dry, 0, Place::soil) == 0);
  for (int year = 21; year < 60; ++year) CHECK(std::abs(change(dry, year, Place::soil)) < 1e-12);
  CHECK(bench.path(land("paddy"), {planting(2026, "马尾松")}).has(PathNote::soilLoss));
  CHECK_FALSE(bench.path(land("orchard"), {planting(2026, "马尾松")}).has(PathNote::soilLoss));
}

TEST_CASE("ground that is sealed keeps a share of the soil that is there in that year") {
  Bench bench;
  const PathFigures figures = bench.follow(land("orchard"), {planting(2026, "马尾松"), event(LandAction::build, 2036)});
  const double start = figure("pool.orchard.soil30"), forest = start / figure("soc.orchard.flu");
  const double midway = start + (forest - start) / 2, sealed = midway * figure("soc.builtup.of_before");
  CHECK(at(figures, 10, Place::soil) == near(midway));
  CHECK(change(figures, 11, Place::soil) == near((sealed - midway) / 20));
  CHECK(at(figures, 30, Place::soil) == near(sealed));
  CHECK(at(figures, 59, Place::soil) == near(sealed));
}

TEST_CASE("soil by reference stocks moves by their difference") {
  AccountingRules rules;
  rules.soilMethod = SoilMethod::tier1;
  Bench bench(rules);
  const PathFigures figures = bench.follow(land("cropland_dry"), {planting(2026, "马尾松")});
  CHECK(at(figures, 59, Place::soil) - at(figures, 0, Place::soil) ==
        near(figure("soc.reference") * (1 - figure("soc.cropland_dry.flu"))));
}

TEST_CASE("changes of soil are of 0-30 cm, also where the stock is counted to 100 cm") {
  AccountingRules deep;
  deep.soilDepthCm = 100;
  Bench to30, to100(deep);
  const PathFigures shallow = to30.follow(land("cropland_dry"), {planting(2026, "马尾松")});
  const PathFigures whole = to100.follow(land("cropland_dry"), {planting(2026, "马尾松")});
  for (int year = 1; year < 40; ++year)
    CHECK(change(whole, year, Place::soil) == near(change(shallow, year, Place::soil)));
  CHECK(at(whole, 0, Place::soil) == figure("pool.cropland_dry.soil100"));
}

TEST_CASE("measures on farmland raise the soil by their ratio, elsewhere they do nothing and say so") {
  Bench bench;
  LandEvent straw = event(LandAction::farmland, 2026);
  straw.management = "straw_return";
  const PathFigures dry = bench.follow(land("cropland_dry"), {straw});
  const double soil = figure("pool.cropland_dry.soil30");
  CHECK(at(dry, 20, Place::soil) == near(soil * figure("soc.management.straw_return")));
  CHECK(at(dry, 59, Place::soil) == near(soil * figure("soc.management.straw_return")));
  CHECK(bench.path(land("builtup"), {straw}).has(PathNote::notCropland));
  // IPCC 2019 Refinement V4 Eq 5.3: straw in a paddy makes methane.
  const PathFigures paddy = bench.follow(land("paddy"), {straw});
  const double more = std::pow(1 + figure("rice.rate.straw_return") * figure("rice.cfoa.straw_long"), 0.59);
  CHECK(paddy.ch4[1] / paddy.ch4[0] == Approx(more).epsilon(0.5));
  CHECK(paddy.ch4[1] < paddy.ch4[0]);
  CHECK(paddy.ch4[30] == paddy.ch4[1]);
}

TEST_CASE("what a change of use clears is gone in its year, once") {
  Bench bench;
  const PathFigures figures = bench.follow(stand("柏木", 30), {event(LandAction::build, 2030)});
  CHECK(at(figures, 4, Place::above) > 10);
  CHECK(at(figures, 5, Place::above) == near(0));
  CHECK(at(figures, 5, Place::below) == near(0));
  CHECK(at(figures, 5, Place::deadwood) == near(0));
  CHECK(at(figures, 5, Place::litter) == near(0));
  for (int year = 6; year < 25; ++year)
    CHECK(pools(figures, year) - pools(figures, year - 1) == near(change(figures, year, Place::soil)));
}

TEST_CASE("felled wood becomes products, tops litter, roots dead wood, and all of it decays by its half-life") {
  AccountingRules rules;
  rules.harvestedWood = true;
  Bench bench(rules);
  LandEvent felling = event(LandAction::harvest, 2030);
  felling.products = 0.6;
  Stratum pine = stand("马尾松", 45);
  pine.origin = Origin::planted;
  const PathFigures figures = bench.follow(pine, {felling}, 200);
  const double above = at(figures, 4, Place::above), below = at(figures, 4, Place::below);
  const double deadwood = at(figures, 4, Place::deadwood), litter = at(figures, 4, Place::litter);
  CHECK(at(figures, 5, Place::above) == near(0));
  // What is left at the end of the year of felling: (1 - exp(-k)) / k, IPCC 2019 Refinement V4 Eq 12.2.
  const auto left = [](double halfLife, int years) {
    const double k = std::numbers::ln2 / halfLife;
    return (1 - std::exp(-k)) / k * std::exp(-k * years);
  };
  const double panels = figure("hwp.share.panels"), paper = figure("hwp.share.paper");
  const double roots = figure("harvest.roots_to_deadwood");
  for (const int years : {0, 1, 8, 50}) {
    CHECK(at(figures, 5 + years, Place::products) ==
          near(0.6 * above *
               (panels * left(figure("hwp.half_life.panels"), years) +
                paper * left(figure("hwp.half_life.paper"), years) +
                (1 - panels - paper) * left(figure("hwp.half_life.sawnwood"), years))));
    CHECK(at(figures, 5 + years, Place::litter) - litter ==
          near(0.4 * above * left(figure("litter.half_life"), years)));
    CHECK(at(figures, 5 + years, Place::deadwood) - deadwood ==
          near(roots * below * left(figure("deadwood.half_life"), years)));
  }
  // The stand comes back from age 0.
  const PathFigures planted = bench.follow(land("cropland_dry"), {planting(2030, "马尾松")}, 200);
  for (const int year : {5, 6, 12, 35, 60})
    CHECK(at(figures, year, Place::above) == near(at(planted, year, Place::above)));
}

// IPCC 2006 V4 Eq 2.27: L = A M_B C_f G_ef 10^-3.
TEST_CASE("a fire burns, kills and gives off methane and nitrous oxide in its year") {
  Bench bench;
  LandEvent fire = event(LandAction::fire, 2030);
  fire.fraction = 0.5;
  const PathFigures before = bench.follow(stand("马尾松", 30)), burnt = bench.follow(stand("马尾松", 30), {fire});
  const double fuel = 0.5 * (at(before, 4, Place::above) + at(before, 4, Place::litter));
  const double dryMatter = fuel * figure("fire.combustion") / figure("fire.carbon_fraction");
  CHECK(burnt.ch4[5] == near(-dryMatter * figure("fire.gef.ch4") * 1e-3 * 28));
  CHECK(burnt.n2o[5] == near(-dryMatter * figure("fire.gef.n2o") * 1e-3 * 265));
  CHECK(burnt.ch4[4] == 0);
  CHECK(burnt.ch4[6] == 0);
  CHECK(at(burnt, 5, Place::deadwood) > at(before, 5, Place::deadwood));
  CHECK(at(burnt, 5, Place::above) == near(0.5 * at(before, 5, Place::above)));
}

TEST_CASE("closed land gains for its years where nothing else grows, and elsewhere says why not") {
  Bench bench;
  const PathFigures shrub = bench.follow(land("bare"), {event(LandAction::close, 2026)});
  const double rate = figure("close.rate"), years = figure("close.years");
  CHECK(pools(shrub, 59) - pools(shrub, 0) == near(rate * years));
  CHECK(pools(shrub, 1) - pools(shrub, 0) == near(rate));
  CHECK(bench.path(stand("马尾松", 10), {event(LandAction::close, 2026)}).has(PathNote::growsAnyway));
  CHECK(bench.path(land("paddy"), {event(LandAction::close, 2026)}).has(PathNote::notOpen));
  CHECK(bench.path(land("bamboo"), {event(LandAction::close, 2026)}).has(PathNote::notOpen));
}

TEST_CASE("a rewetted marsh has its methane, and its soil comes back in two steps") {
  Bench bench;
  const PathFigures marsh = bench.follow(land("cropland_dry"), {event(LandAction::restoreWetland, 2026)});
  CHECK(marsh.ch4[1] == near(-figure("ch4.marsh") * 1e-3 * 28));
  CHECK(marsh.n2o[1] == 0);
  const double soil = figure("pool.cropland_dry.soil30");
  CHECK(at(marsh, 20, Place::soil) == near(soil * 1.13));
  CHECK(at(marsh, 40, Place::soil) == near(soil * 1.41));
  CHECK(at(marsh, 59, Place::soil) == near(at(marsh, 40, Place::soil)));
}

TEST_CASE("a reservoir gives off less once it is old") {
  Bench bench;
  const Stratum young{.classKey = "reservoir", .species = {}, .age = 15};
  const PathFigures figures = bench.follow(young);
  const double more = (1 + figure("reservoir.downstream")) * 28e-3;
  CHECK(figures.ch4[0] == near(-figure("reservoir.ch4.young") * more));
  CHECK(figures.ch4[5] == near(-figure("reservoir.ch4.young") * more));
  CHECK(figures.ch4[6] == near(-figure("reservoir.ch4.old") * more));
}

TEST_CASE("an action that the library has no factor for names the key") {
  const std::filesystem::path none;
  const StratumAccountant accountant(chongqing(), {});
  FormulaTape tape(chongqing());
  PathMaker maker(accountant, tape, 2025);
  LandEvent odd = event(LandAction::farmland, 2026);
  odd.management = "ploughing";
  const std::vector<const LandEvent*> events = {&odd};
  try {
    maker.pathOf(land("paddy"), {}, events);
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(std::string(error.what()).find("soc.management.ploughing") != std::string::npos);
  }
}
