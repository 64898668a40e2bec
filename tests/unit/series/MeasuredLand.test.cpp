#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include "tests/unit/series/TestLand.h"

// Land on which carbon was measured, in the place of what the factors say.

using namespace tanhui;

namespace {

const FactorLibrary& withRasters() {
  static const FactorLibrary library = test::chongqing().withMeasured(std::vector<std::string>{"AGB", "SOC"});
  return library;
}

struct MeasuredBench {
  explicit MeasuredBench(const AccountingRules& rules = {}) : accountant(withRasters(), rules) {}
  StratumAccountant accountant;
  FormulaTape tape{withRasters()};
  PathMaker maker{accountant, tape, 2025};

  PathFigures follow(const Stratum& stratum, const std::vector<LandEvent>& events,
                     const std::vector<LandBefore>& before = {}) {
    std::vector<const LandEvent*> pointers;
    for (const LandEvent& event : events) pointers.push_back(&event);
    return figuresOf(maker.pathOf(stratum, before, pointers), 60);
  }
};

Stratum measured(Stratum land, double vegetation, Measures of, double se = 0) {
  land.vegetation = {vegetation, se, 0, of};
  return land;
}
Stratum measuredSoil(Stratum land, double soil, double se = 0) {
  land.soil30 = {soil, se, 1, Measures::soil30};
  return land;
}

std::vector<LandEvent> someEvents() {
  using test::event;
  LandEvent thinning = event(LandAction::harvest, 2028), fire = event(LandAction::fire, 2030),
            straw = event(LandAction::farmland, 2027), clearing = event(LandAction::clear, 2029);
  thinning.fraction = 0.3;
  fire.fraction = 0.6;
  straw.management = "straw_return";
  clearing.replace.all = true;
  LandEvent planting = test::planting(2029, "马尾松");
  planting.replace.all = true;
  const std::vector<std::vector<LandEvent>> plans = {{},
                                                     {thinning},
                                                     {event(LandAction::harvest, 2028)},
                                                     {fire},
                                                     {straw},
                                                     {thinning, fire},
                                                     {planting},
                                                     {event(LandAction::build, 2028)},
                                                     {clearing}};
  return *rc::gen::elementOf(plans);
}

}  // namespace

TEST_CASE("a measured figure of living carbon takes the place of the factors") {
  const double se = 5, agb = 80;
  for (const Measures of : {Measures::above, Measures::biomass}) {
    MeasuredBench bench;
    const Stratum land = measured({.classKey = "forest_generic", .species = {}}, agb, of, se);
    const StratumCarbon carbon = bench.accountant.carbonOf(land);
    const double above = of == Measures::above ? agb : agb / (1 + carbon.value.stock[1] / carbon.value.stock[0]);
    CHECK(carbon.value.stock[0] == Approx(above));
    // Below ground by the ratio of the class, which is not that of another class.
    CHECK(carbon.value.stock[1] / carbon.value.stock[0] > 0.1);
    CHECK(carbon.value.stock[1] / carbon.value.stock[0] < 0.5);
    if (of == Measures::biomass) CHECK(carbon.value.stock[0] + carbon.value.stock[1] == Approx(agb));
    const auto unknown = withRasters().unknownOf(withRasters().measuredError(0));
    const auto move = std::ranges::find(carbon.sensitivities, unknown, &Sensitivity::factor);
    REQUIRE(move != carbon.sensitivities.end());
    // One standard error of the raster moves above and below ground together.
    CHECK(move->stock == Approx(se * (carbon.value.stock[0] + carbon.value.stock[1]) / agb));
  }
}

TEST_CASE("trees measured on grass and fields have roots of trees, the grass keeps its own") {
  const MeasuredBench bench;
  const double trees = test::figure("rs.forest_generic");
  for (const char* key : {"grass", "cropland_dry"}) {
    CAPTURE(key);
    const Stratum plain{.classKey = key, .species = {}};
    const auto own = bench.accountant.carbonOf(plain).value.stock;
    const auto at = [&](double v) {
      return bench.accountant.carbonOf(measured(plain, v, Measures::above)).value.stock;
    };
    CHECK(at(own[0])[1] == Approx(own[1]).margin(1e-12));
    CHECK(at(own[0] + 60)[1] == Approx(own[1] + 60 * trees));
    CHECK(at(0)[1] >= 0);
  }
}

TEST_CASE("measured soil is that of 0-30 cm, what lies below is the class's") {
  for (const int depth : {30, 100}) {
    AccountingRules rules;
    rules.soilDepthCm = depth;
    const MeasuredBench bench(rules);
    const Stratum plain{.classKey = "paddy", .species = {}};
    const double deep = depth == 30 ? 0 : test::figure("pool.paddy.soil100") - test::figure("pool.paddy.soil30");
    CHECK(bench.accountant.carbonOf(measuredSoil(plain, 61.5)).value.stock[4] == Approx(61.5 + deep));
  }
}

// By this a cell of any value is a mixture of two of known ones: see MeasuredStrata.
TEST_CASE("what becomes of land is linear in the living carbon that was measured on it") {
  CHECK(rc::check("any class, any actions", [] {
    const auto key = *rc::gen::elementOf(
        std::vector<std::string>{"forest_generic", "forest_enf_masson", "paddy", "grass", "bamboo", "orchard"});
    Stratum land{.classKey = key, .species = {}};
    if (key.starts_with("forest") && *rc::gen::arbitrary<bool>()) land.age = *rc::gen::inRange(1, 60);
    const auto of = *rc::gen::elementOf(std::vector<Measures>{Measures::above, Measures::biomass});
    const double low = 1e-6, high = 300, share = *rc::gen::inRange(0, 1000) / 1000.0;
    const std::vector<LandEvent> events = someEvents();
    MeasuredBench bench;
    const PathFigures a = bench.follow(measured(land, low, of), events),
                      b = bench.follow(measured(land, high, of), events),
                      mixed = bench.follow(measured(land, low + share * (high - low), of), events);
    for (std::size_t y = 0; y < mixed.stock.size(); ++y)
      for (std::size_t place = 0; place < kPlaces; ++place)
        RC_ASSERT(std::abs((1 - share) * a.stock[y][place] + share * b.stock[y][place] - mixed.stock[y][place]) < 1e-7);
    for (std::size_t y = 0; y < mixed.ch4.size(); ++y) {
      RC_ASSERT(std::abs((1 - share) * a.ch4[y] + share * b.ch4[y] - mixed.ch4[y]) < 1e-7);
      RC_ASSERT(std::abs((1 - share) * a.n2o[y] + share * b.n2o[y] - mixed.n2o[y]) < 1e-7);
    }
  }));
}

TEST_CASE("land with a past holds at the end of the base year what was measured, and moves as it did") {
  const Stratum was{.classKey = "paddy", .species = {}};
  for (const char* key : {"forest_generic", "cropland_dry", "grass"}) {
    CAPTURE(key);
    const Stratum now{.classKey = key, .species = {}};
    const std::vector<LandBefore> before = {{&was, 8}};
    MeasuredBench bench;
    const PathFigures plain = bench.follow(now, {}, before),
                      told = bench.follow(measuredSoil(measured(now, 42, Measures::above), 55), {}, before);
    CHECK(test::at(told, 0, Place::above) == Approx(42));
    CHECK(test::at(told, 0, Place::soil) == Approx(55));
    for (const int year : {0, 3, 11, 30}) {
      CAPTURE(year);
      CHECK(test::change(told, year, Place::soil) == Approx(test::change(plain, year, Place::soil)).margin(1e-9));
      CHECK(test::change(told, year, Place::above) == Approx(test::change(plain, year, Place::above)).margin(1e-9));
    }
  }
}
