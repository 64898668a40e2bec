#include "geo/carbon/DrawdownMethane.h"

#include <catch2/catch.hpp>

#include "geo/carbon/StratumAccount.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

const FactorLibrary& builtIn() {
  static const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  return library;
}

Stratum beltOf(double days, FloodMethane methane, double ch4 = 0) {
  Stratum belt{.classKey = "drawdown", .species = {}};
  belt.flooding = {days, methane, ch4};
  return belt;
}

/// tCO2e/ha/yr, emission positive, with the GWP 28 of AR5.
double methaneOf(const Stratum& stratum, std::vector<Step>* steps = nullptr) {
  return -StratumAccountant(builtIn(), {}).carbonOf(stratum, steps).value.nonCo2;
}

}  // namespace

TEST_CASE("Methane by state is that of the worked example, with its range") {
  // 165 days x 0.34 x 0.24 = 13.464; low 165 x 0.02 x 0.24 - 200 x 0.12 x 0.24, high 165 x 1.14 x 0.24 + 200 x 0.08 x
  // 0.24.
  const DrawdownMethane at165 = drawdownMethane(builtIn(), FloodMethane::byState, 165);
  CHECK(at165.value == Approx(13.464).epsilon(1e-12));
  CHECK(at165.low == Approx(-4.968).epsilon(1e-12));
  CHECK(at165.high == Approx(48.984).epsilon(1e-12));
  CHECK(drawdownMethane(builtIn(), FloodMethane::byState, 84).value == Approx(6.8544).epsilon(1e-12));
  CHECK(drawdownMethane(builtIn(), FloodMethane::byState, 243).value == Approx(19.8288).epsilon(1e-12));
}

TEST_CASE("Methane by days is that of the worked example") {
  // 84: 4.27 + 79 / 173 x 61.11; 165: 4.27 + 160 / 173 x 61.11; 243: 82.98 + 8 / 130 x 16.6.
  for (const auto& [days, kg] : {std::pair(84, 32.1757), {165, 60.7879}, {243, 84.0015}})
    CHECK(drawdownMethane(builtIn(), FloodMethane::byDays, days).value == Approx(kg).margin(5e-5));
  for (const auto& [days, kg] : {std::pair(0, 6.32), {5, 4.27}, {178, 65.38}, {235, 82.98}, {365, 99.58}})
    CHECK(drawdownMethane(builtIn(), FloodMethane::byDays, days).value == kg);
  // 1200 ha at 243 days, 1000 at 165, 800 at 84: 187.3303 t by days, 42.742 t by state (rounded to 1 kg).
  double byDays = 0, byState = 0;
  for (const auto& [ha, days] : {std::pair(1200.0, 243), {1000.0, 165}, {800.0, 84}}) {
    byDays += ha * drawdownMethane(builtIn(), FloodMethane::byDays, days).value / 1000;
    byState += ha * drawdownMethane(builtIn(), FloodMethane::byState, days).value / 1000;
  }
  CHECK(byDays == Approx(187.3303).margin(5e-5));
  CHECK(byState == Approx(42.742).margin(5e-4));
}

TEST_CASE("A belt of known days counts by its method, one of unknown days by the factor of its class") {
  CHECK(methaneOf(beltOf(165, FloodMethane::byState)) == Approx(13.464e-3 * 28).epsilon(1e-12));
  CHECK(methaneOf(beltOf(165, FloodMethane::byDays)) == Approx(60.787919e-3 * 28).epsilon(1e-7));
  CHECK(methaneOf(beltOf(165, FloodMethane::given, 7.5)) == Approx(7.5e-3 * 28).epsilon(1e-12));
  CHECK(methaneOf({.classKey = "drawdown", .species = {}}) == Approx(10e-3 * 28).epsilon(1e-12));
  std::vector<Step> steps;
  methaneOf(beltOf(165, FloodMethane::byState), &steps);
  bool told = false;
  for (const Step& step : steps) told = told || step.formula.id == "carbon.step.drawdown_state";
  CHECK(told);
}

TEST_CASE("Days under water mean nothing to land of another class") {
  Stratum water{.classKey = "reservoir", .species = {}};
  const double plain = methaneOf(water);
  water.flooding = {165, FloodMethane::byState, 0};
  CHECK(methaneOf(water) == plain);
}

TEST_CASE("The formulas of a belt have the value of its account") {
  FormulaTape tape(builtIn());
  const StratumAccountant accountant(builtIn(), {});
  for (const FloodMethane method : {FloodMethane::byState, FloodMethane::byDays, FloodMethane::given}) {
    const Stratum belt = beltOf(100, method, 3);
    CHECK(accountant.formulasOf(belt, tape).ch4.value() ==
          Approx(accountant.carbonOf(belt).value.nonCo2).epsilon(1e-12));
  }
}

TEST_CASE("A table of the user's own is straight between its rows and flat beyond") {
  const TempFolder folder;
  writeText(folder.path() / "ch4.csv", "days,ch4_kg_per_ha\n200,40\n100,10\n");
  const FloodedMethaneTable table(folder.path() / "ch4.csv");
  CHECK(table.at(150) == 25);
  CHECK(table.at(20) == 10);
  CHECK(table.at(300) == 40);
  for (const char* bad : {"days,ch4_kg_per_ha\n10,1\n", "days,ch4_kg_per_ha\n10,1\n400,2\n",
                          "days,ch4_kg_per_ha\n10,1\n10,2\n", "days,ch4_kg_per_ha\n10,1\n20,x\n", "days,kg\n1,1\n"}) {
    writeText(folder.path() / "bad.csv", bad);
    CHECK_THROWS_AS(FloodedMethaneTable(folder.path() / "bad.csv"), Error);
  }
}
