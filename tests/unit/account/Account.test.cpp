#include "geo/account/Account.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <random>

#include "geo/base/Csv.h"
#include "geo/carbon/GasSector.h"
#include "geo/carbon/StratumAccount.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

namespace {

/// Strata with random values and random errors by factor.
std::vector<StratumCarbon> anyCarbon(std::size_t strata, std::uint32_t factors) {
  const auto real = [] { return 0.01 * *rc::gen::inRange(-5000, 5000); };
  std::vector<StratumCarbon> all(strata);
  for (StratumCarbon& carbon : all) {
    carbon.value.stock = {real(), real(), real(), real(), real()};
    carbon.value.biomassFlux = real();
    for (std::uint32_t f = 0; f < factors; ++f)
      if (*rc::gen::arbitrary<bool>()) carbon.sensitivities.push_back({f, real(), real(), real(), real()});
  }
  return all;
}

std::vector<LedgerLine> anyLines(std::size_t strata) {
  std::vector<LedgerLine> lines;
  for (StratumId s = 0; s < strata; ++s) lines.push_back({kWholeRegion, s, 0.1 * *rc::gen::inRange(0, 100'000)});
  return lines;
}

double standardDeviation(const std::vector<double>& draws) {
  double mean = 0, squares = 0;
  for (double d : draws) mean += d / static_cast<double>(draws.size());
  for (double d : draws) squares += (d - mean) * (d - mean);
  return std::sqrt(squares / static_cast<double>(draws.size() - 1));
}

}  // namespace

TEST_CASE("Approach 1 gives the spread of a brute-force Monte Carlo with each factor drawn once") {
  CHECK(rc::check([] {
    constexpr std::uint32_t kFactors = 6;
    const auto carbon = anyCarbon(*rc::gen::inRange<std::size_t>(1, 20), kFactors);
    const auto lines = anyLines(carbon.size());
    const Totals totals = sumUp(lines, carbon, kFactors);
    std::mt19937 engine(20250601);
    std::normal_distribution<double> normal;
    std::vector<double> stock, flux, gases, net, farm, land;
    for (int draw = 0; draw < 4000; ++draw) {
      std::array<double, kFactors> z;
      for (double& value : z) value = normal(engine);
      double s = 0, f = 0, g = 0, a = 0;
      for (const LedgerLine& line : lines)
        for (const Sensitivity& slope : carbon[line.stratum].sensitivities) {
          s += line.areaHa * slope.stock * z[slope.factor];
          f += line.areaHa * slope.flux * z[slope.factor];
          g += line.areaHa * slope.nonCo2 * z[slope.factor];
          a += line.areaHa * slope.agriculture * z[slope.factor];
        }
      stock.push_back(s);
      flux.push_back(f);
      gases.push_back(g);
      net.push_back(f * 44 / 12 + g);
      farm.push_back(a);
      land.push_back(f * 44 / 12 + g - a);
    }
    RC_ASSERT(std::abs(standardDeviation(stock) - totals.stockSe) <= 0.06 * totals.stockSe);
    RC_ASSERT(std::abs(standardDeviation(flux) - totals.fluxSe) <= 0.06 * totals.fluxSe);
    RC_ASSERT(std::abs(standardDeviation(gases) - totals.nonCo2Se) <= 0.06 * totals.nonCo2Se);
    RC_ASSERT(std::abs(standardDeviation(net) - totals.netSe) <= 0.06 * totals.netSe);
    RC_ASSERT(std::abs(standardDeviation(farm) - totals.agricultureSe) <= 0.06 * totals.agricultureSe);
    RC_ASSERT(std::abs(standardDeviation(land) - totals.lulucfSe) <= 0.06 * totals.lulucfSe);
  }));
}

TEST_CASE("CH4 of paddies and N2O of cropland are Agriculture's, whatever else gives off gas is the land's") {
  for (const char* key : {"paddy", "cropland_dry"})
    CHECK(sectorOf(Gas::n2o, LandClasses().traits(key)) == GasSector::agriculture);
  CHECK(sectorOf(Gas::ch4, LandClasses().traits("paddy")) == GasSector::agriculture);
  for (const char* key : {"reservoir", "pond", "marsh", "river", "cropland_dry", "forest_mixed", "a lucode"})
    CHECK(sectorOf(Gas::ch4, LandClasses().traits(key)) == GasSector::landUse);
  CHECK(sectorOf(Gas::n2o, LandClasses().traits("marsh")) == GasSector::landUse);

  // Ten hectares of paddy, five of reservoir: their methane goes two ways, by the figures of the library.
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  const StratumAccountant accountant(library, AccountingRules());
  const std::vector<Stratum> strata = {{.classKey = "paddy", .species = {}}, {.classKey = "reservoir", .species = {}}};
  const std::vector<StratumCarbon> carbon = carbonOfAll(accountant, strata);
  const std::vector<LedgerLine> lines = {{kWholeRegion, 0, 10}, {kWholeRegion, 1, 5}};
  const Totals totals = sumUp(lines, carbon, library.all().size());
  CHECK(totals.carbon.agriculture == Approx(10 * carbon[0].value.nonCo2));
  CHECK(totals.carbon.nonCo2 - totals.carbon.agriculture == Approx(5 * carbon[1].value.nonCo2));
  CHECK(totals.carbon.lulucf() == Approx(totals.carbon.flux() * 44 / 12 + 5 * carbon[1].value.nonCo2));
  CHECK(totals.carbon.lulucf() + totals.carbon.agriculture == Approx(totals.carbon.net()));
  CHECK(totals.carbon.net(Scope::sink) == totals.carbon.lulucf());
  CHECK(totals.carbon.net(Scope::all) == totals.carbon.net());
}

namespace {

/// A library of two classes whose factors are drawn anew for each run of the accounting.
FactorLibrary drawnLibrary(const TempFolder& folder, std::mt19937* engine) {
  struct Row {
    const char* key;
    double value, se;
  };
  const Row rows[] = {{"pool.a.veg", 30, 5},      {"pool.a.litter", 2, 0.3},  {"pool.a.deadwood", 1, 0.15},
                      {"pool.a.soil30", 60, 8},   {"pool.b.veg", 5, 1},       {"pool.b.litter", 0, 0},
                      {"pool.b.deadwood", 0, 0},  {"pool.b.soil30", 45, 6},   {"rs.a", 0.25, 0.05},
                      {"flux.a.biomass", 1, 0.3}, {"flux.b.biomass", 0, 0.1}, {"flux.a.soil", 0, 0.2}};
  std::normal_distribution<double> normal;
  std::ofstream file(folder.path() / "drawn.csv");
  file << "key,value,se,unit,source\n";
  for (const Row& row : rows) {
    const double value = engine ? row.value + row.se * normal(*engine) : row.value;
    file << row.key << ',' << csvNumber(value) << ',' << csvNumber(row.se) << ",tC/ha,test\n";
  }
  file.close();
  return FactorLibrary::load("drawn.csv", folder.path(), {});
}

Stratum stratumOf(const std::string& classKey) {
  Stratum stratum;
  stratum.classKey = classKey;
  return stratum;
}

}  // namespace

TEST_CASE("Approach 1 from library to total is the spread of redrawn libraries") {
  const TempFolder folder;
  const std::vector<Stratum> strata = {stratumOf("unmapped"), stratumOf("a"), stratumOf("b")};
  const std::vector<LedgerLine> lines = {{kWholeRegion, 0, 10}, {kWholeRegion, 1, 700}, {kWholeRegion, 2, 1300}};
  const auto total = [&](std::mt19937* engine) {
    const FactorLibrary library = drawnLibrary(folder, engine);
    const auto carbon = carbonOfAll(StratumAccountant(library, {}), strata);
    return sumUp(lines, carbon, library.all().size());
  };
  const Totals central = total(nullptr);
  std::mt19937 engine(7);
  std::vector<double> stock, flux;
  for (int draw = 0; draw < 2500; ++draw) {
    const Totals drawn = total(&engine);
    stock.push_back(drawn.carbon.total());
    flux.push_back(drawn.carbon.flux());
  }
  CHECK(central.carbon.total() == Approx(700 * 93 + 1300 * 50));
  CHECK(standardDeviation(stock) == Approx(central.stockSe).epsilon(0.05));
  CHECK(standardDeviation(flux) == Approx(central.fluxSe).epsilon(0.05));
}

TEST_CASE("the error of a class does not shrink with the number of its strata") {
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  const StratumAccountant accountant(library, {});
  const auto errorOf = [&](int parts) {
    std::vector<StratumCarbon> carbon(static_cast<std::size_t>(parts), accountant.carbonOf(stratumOf("paddy")));
    std::vector<LedgerLine> lines;
    for (int i = 0; i < parts; ++i) lines.push_back({kWholeRegion, static_cast<StratumId>(i), 1000.0 / parts});
    return sumUp(lines, carbon, library.all().size()).stockSe;
  };
  CHECK(errorOf(1) == Approx(errorOf(1000)));
  CHECK(errorOf(1) > 1000 * library[library.require("pool.paddy.soil30")].se);
}

TEST_CASE("errors of one factor cancel where it pulls both ways") {
  std::vector<StratumCarbon> carbon(2);
  carbon[0].sensitivities = {{0, 3.0, 0, 0}};
  carbon[1].sensitivities = {{0, -3.0, 0, 0}};
  const std::vector<LedgerLine> lines = {{kWholeRegion, 0, 10}, {kWholeRegion, 1, 10}};
  CHECK(sumUp(lines, carbon, 1).stockSe == 0);
}

namespace {

struct Baseline {
  FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  std::vector<Stratum> strata = {stratumOf("unmapped"), stratumOf("pond"), stratumOf("paddy"),
                                 stratumOf("forest_generic"), stratumOf("paddy")};
  std::vector<StratumCarbon> carbon = carbonOfAll(StratumAccountant(library, {}), strata);
  std::vector<LedgerLine> lines = {{0, 2, 30},
                                   {0, 3, 70},
                                   {1, 0, 5},
                                   {1, 1, 2},
                                   {1, 2, 20},
                                   {1, 4, 10},
                                   {kWholeRegion, 0, 5},
                                   {kWholeRegion, 1, 2},
                                   {kWholeRegion, 2, 50},
                                   {kWholeRegion, 3, 70},
                                   {kWholeRegion, 4, 10}};
  std::vector<ZoneName> zones = {{"townships", "1", "东乡"}, {"townships", "2", "西乡"}, {"corridor", "1", "外"}};
  Account account = makeAccount(strata, carbon, lines, zones, library);
};

}  // namespace

TEST_CASE("an account sums the ledger by class and zone") {
  const Baseline b;
  REQUIRE(b.account.classes.size() == 4);
  CHECK(b.account.classes[0].classKey == "forest_generic");
  CHECK(b.account.classes[1].classKey == "paddy");
  CHECK(b.account.classes[2].classKey == "pond");
  CHECK(b.account.classes[3].classKey == "unmapped");
  CHECK(b.account.classes[1].totals.areaHa == 60);
  CHECK(b.account.classes[1].totals.carbon.nonCo2 ==
        Approx(-60 * (156.2 * 28 + 150 * 0.004 * 44 / 28 * 265) / 1000).epsilon(1e-6));
  CHECK(b.account.total.areaHa == 137);
  REQUIRE(b.account.zones.size() == 3);
  CHECK(b.account.zones[1].label == "西乡");
  CHECK(b.account.zones[1].classes.size() == 3);
  CHECK(b.account.zones[1].total.areaHa == 37);
  CHECK(b.account.zones[2].total.areaHa == 0);
  CHECK(b.account.zones[2].classes.empty());
}

TEST_CASE("zones of a partition add up to the region, classes to their total") {
  const Baseline b;
  double zones = 0, classes = 0;
  for (int i = 0; i < 2; ++i) zones += b.account.zones[static_cast<std::size_t>(i)].total.carbon.total();
  for (const ClassTotals& c : b.account.classes) classes += c.totals.carbon.total();
  CHECK(zones == Approx(b.account.total.carbon.total()).epsilon(1e-12));
  CHECK(classes == Approx(b.account.total.carbon.total()).epsilon(1e-12));
}

TEST_CASE("an account lists the factors that entered, and only those") {
  const Baseline b;
  const auto used = [&](const char* key) {
    const auto& list = b.account.factorsUsed;
    return std::binary_search(list.begin(), list.end(), b.library.require(key));
  };
  CHECK(used("pool.paddy.soil30"));
  CHECK(used("ch4.pond"));
  CHECK(used("gwp.AR5.ch4"));
  CHECK(used("gwp.AR5.n2o"));
  CHECK_FALSE(used("gwp.AR4.ch4"));
  CHECK_FALSE(used("pool.tea.veg"));
  CHECK_FALSE(used("pool.paddy.soil100"));
}

TEST_CASE("classes that only the library knows come by number before the unmapped") {
  const std::vector<Stratum> strata = {stratumOf("unmapped"), stratumOf("10"), stratumOf("9"), stratumOf("z")};
  const std::vector<StratumCarbon> carbon(4);
  const std::vector<LedgerLine> lines = {
      {kWholeRegion, 0, 1}, {kWholeRegion, 1, 1}, {kWholeRegion, 2, 1}, {kWholeRegion, 3, 1}};
  const Account account = makeAccount(strata, carbon, lines, {}, FactorLibrary());
  std::vector<std::string> keys;
  for (const ClassTotals& c : account.classes) keys.push_back(c.classKey);
  CHECK(keys == std::vector<std::string>{"9", "10", "z", "unmapped"});
}

// Two classes of 100 and 50 ha, 100 and 40 tC/ha, whose factors' errors are 10 and 5 tC/ha. By hand: the factors move
// the total by 1000 and 250 tC.
TEST_CASE("correlated factors and uncertain areas are in the error of every total") {
  StratumCarbon forest, field;
  forest.value.stock[0] = 100, forest.sensitivities = {{0, 10, 0, 0}};
  field.value.stock[4] = 40, field.sensitivities = {{1, 5, 0, 0}};
  const std::vector<StratumCarbon> carbon = {forest, field};
  const std::vector<LedgerLine> lines = {{kWholeRegion, 0, 100}, {kWholeRegion, 1, 50}};
  const auto tie = [](double r) { return FactorTies({{{0, 1}, {1, r, r, 1}, {1, 0, r, std::sqrt(1 - r * r)}}}); };
  ErrorRules rules(2);
  CHECK(sumUp(lines, carbon, rules).stockSe == Approx(std::sqrt(1062500)));
  rules.ties = tie(0.8);
  CHECK(sumUp(lines, carbon, rules).stockSe == Approx(std::sqrt(1462500)));
  rules.ties = tie(-1);
  CHECK(sumUp(lines, carbon, rules).stockSe == Approx(750));
  rules.ties = tie(0.8);
  // 20 % of each class's area: 0.102041 x (10000 - 12000 x 2/3) = 204.08 tC, and as much back by the other class.
  rules.areaSe = {0.2 / 1.96, 0.2 / 1.96};
  rules.areaGroupOf = {0, 1};
  CHECK(sumUp(lines, carbon, rules).stockSe == Approx(std::sqrt(1462500 + 2 * std::pow(0.2 / 1.96 * 2000, 2))));
  const std::vector<Stratum> strata = {{.classKey = "forest_ebf", .species = {}}, {.classKey = "paddy", .species = {}}};
  const Account account = makeAccount(strata, carbon, lines, {}, rules);
  CHECK(account.total.stockSe == sumUp(lines, carbon, rules).stockSe);
  // The forest alone, inside the outline of both: 0.102041 x 10000 x (1 - 2/3), twice.
  CHECK(account.classes[0].totals.stockSe == Approx(std::sqrt(1e6 + 2 * std::pow(0.2 / 1.96 * 10000 / 3, 2))));
  // One class fills the outline: where it is wrong is a matter of its class, not of its area.
  CHECK(sumUp(std::span(lines).first(1), carbon, rules).stockSe == Approx(1000));
}
