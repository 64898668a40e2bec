#include "geo/account/Transition.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "geo/account/Account.h"
#include "tests/unit/account/TestCounty.h"

using namespace tanhui;
using namespace tanhui::test;

namespace {

/// Strata with made-up carbon, written by hand.
struct TwoDates {
  std::vector<Stratum> strata = {{.classKey = "unmapped", .species = {}}};
  std::vector<StratumCarbon> carbon = {{}};
  std::vector<LedgerLine> lines;
  std::vector<double> areaErrorPercent;

  StratumId add(const char* classKey, const std::array<double, kPools>& stock, StratumId before = kUnknownBefore,
                std::vector<Sensitivity> sensitivities = {}) {
    strata.push_back({.classKey = classKey, .species = {}, .before = before});
    StratumCarbon perHa;
    perHa.value.stock = stock;
    perHa.sensitivities = std::move(sensitivities);
    carbon.push_back(perHa);
    return static_cast<StratumId>(strata.size() - 1);
  }
  void land(StratumId id, double areaHa) { lines.push_back({kWholeRegion, id, areaHa}); }
  Transition transition(int earlier = 2016, int later = 2030) const {
    return transitionOf({earlier, later, strata, carbon, lines, 0, 3, areaErrorPercent});
  }
};

constexpr std::array<double, kPools> kForest = {15, 10, 1, 0, 60}, kGrass = {5, 3, 0, 0, 20};

const TransitionCell* cellOf(const Transition& t, const std::string& from, const std::string& to) {
  for (const TransitionCell& cell : t.region().cells)
    if (t.classes[cell.from] == from && t.classes[cell.to] == to) return &cell;
  return nullptr;
}

Approx nearly(double value) { return Approx(value).epsilon(1e-12).margin(1e-12); }

}  // namespace

// InVEST's own test of its carbon model (tests/test_carbon.py): class 1 of 86 Mg/ha in 2016 is class 2 of 28 in 2030.
TEST_CASE("the stock difference is InVEST's") {
  TwoDates data;
  const StratumId before = data.add("1", kForest);
  data.land(data.add("2", kGrass, before), 1);
  const Transition t = data.transition();
  CHECK(t.region().whole.earlierStock() == 86);
  CHECK(t.region().whole.laterStock() == 28);
  CHECK(t.region().whole.difference() == -58);
  CHECK(t.region().areaChange.difference() == -58);
  CHECK(t.region().whole.losses == -58);
  CHECK(t.region().whole.gains == 0);
  CHECK(t.perYear(t.region().whole.difference()) == nearly(-58.0 / 14));
  CHECK(t.region().poolShare[4] == nearly(40.0 / 58));
}

TEST_CASE("what changed to what, apart from what stayed and grew") {
  TwoDates data;
  const StratumId wood = data.add("forest_ebf", kForest), meadow = data.add("grass", kGrass);
  data.land(data.add("grass", kGrass, wood), 2.5);                     // cleared: -58
  data.land(data.add("forest_ebf", {20, 12, 1, 0, 60}, wood), 10.25);  // grown: +7
  data.land(data.add("forest_ebf", {2, 1, 0, 0, 22}, meadow), 4);      // planted: -3
  data.land(data.add("grass", kGrass, meadow), 100);
  const Transition t = data.transition();
  CHECK(t.classes == std::vector<std::string>{"forest_ebf", "grass"});
  CHECK(cellOf(t, "forest_ebf", "grass")->land.areaHa == 2.5);
  CHECK(cellOf(t, "forest_ebf", "grass")->land.difference() == nearly(-145));
  CHECK(cellOf(t, "grass", "forest_ebf")->land.difference() == nearly(-12));
  CHECK(cellOf(t, "forest_ebf", "forest_ebf")->land.difference() == nearly(71.75));
  CHECK(cellOf(t, "grass", "grass")->land.difference() == 0);
  CHECK(t.region().areaChange.difference() == nearly(-157));
  CHECK(t.region().densityChange.difference() == nearly(71.75));
  CHECK(t.region().whole.difference() == nearly(-85.25));
  CHECK(t.region().whole.gains == nearly(71.75));
  CHECK(t.region().whole.losses == nearly(-157));
  const ClassChange& forest = t.region().classes[0];
  CHECK(forest.earlierHa == 12.75);
  CHECK(forest.laterHa == 14.25);
  CHECK(forest.area.change == 1.5);
  CHECK_FALSE(forest.area.below());  // nobody has told an error
}

TEST_CASE("a factor enters both dates once") {
  TwoDates data;
  // Factor 0 moves forest by 10 and grass by 4 tC/ha, factor 1 forest by 3, factor 2 grass by 2.
  const StratumId wood = data.add("forest_ebf", kForest, kUnknownBefore, {{0, 10, 0, 0}, {1, 3, 0, 0}});
  data.land(data.add("grass", kGrass, wood, {{0, 4, 0, 0}, {2, 2, 0, 0}}), 2);
  const ZoneTransition region = data.transition().region();
  // Signed: 2 (4 - 10), 2 (0 - 3), 2 (2 - 0).
  CHECK(region.differenceSe == nearly(std::sqrt(144.0 + 36 + 16)));
  REQUIRE(region.factors.size() == 3);
  CHECK(region.factors[0].factor == 0);
  CHECK(region.factors[0].se == nearly(-12));
  CHECK(region.factors[0].share == nearly(144.0 / 196));
  CHECK(region.factors[1].factor == 1);
  CHECK(region.factors[2].se == nearly(4));

  // Land that stays what it is has no error of its difference, whatever that of its stock.
  TwoDates same;
  const StratumId then = same.add("forest_ebf", kForest, kUnknownBefore, {{0, 10, 0, 0}});
  same.land(same.add("forest_ebf", kForest, then, {{0, 10, 0, 0}}), 1000);
  CHECK(same.transition().region().differenceSe == 0);
  CHECK(same.transition().region().factors.empty());
}

TEST_CASE("a change smaller than the error of the maps is flagged") {
  TwoDates data;
  const StratumId wood = data.add("forest_ebf", kForest), meadow = data.add("grass", kGrass);
  data.land(data.add("forest_ebf", kForest, wood), 100);
  data.land(data.add("forest_ebf", kForest, meadow), 10);
  data.land(data.add("grass", kGrass, meadow), 200);
  data.areaErrorPercent.assign(data.strata.size(), 20);
  const Transition rough = data.transition();
  // Forest 100 and 110 ha, both +- 20 %.
  CHECK(rough.region().classes[0].area.change == nearly(10));
  CHECK(rough.region().classes[0].area.halfWidth == nearly(std::sqrt(20.0 * 20 + 22 * 22)));
  CHECK(rough.region().classes[0].area.below());
  CHECK(rough.region().classes[1].area.change == nearly(-10));
  CHECK(rough.region().classes[1].area.below());
  CHECK(rough.region().carbon.change == nearly(580));
  CHECK(rough.region().carbon.below());
  data.areaErrorPercent.assign(data.strata.size(), 4);
  const Transition fine = data.transition();
  CHECK_FALSE(fine.region().classes[0].area.below());
  CHECK(fine.region().classes[1].area.below());  // 210 and 200 ha: 11.6 ha
  CHECK_FALSE(fine.region().carbon.below());
  data.areaErrorPercent.clear();
  CHECK(data.transition().region().carbon.halfWidth == 0);
  CHECK_FALSE(data.transition().region().carbon.below());
}

// The other way to the same number: move one class's area at one date, fit the whole back into its outline, look.
TEST_CASE("the error of the maps in carbon is what moving each area does inside a fixed outline") {
  CHECK(rc::check("by small steps", [] {
    TwoDates data;
    const char* keys[] = {"forest_ebf", "grass", "paddy", "builtup"};
    std::vector<StratumId> before;
    const auto density = [] { return *rc::gen::inRange(0, 2000) / 10.0; };
    for (const char* key : keys) before.push_back(data.add(key, {density(), 0, 0, 0, density()}));
    const auto laterDensity = density();
    for (const char* key : keys)
      for (const StratumId then : before)
        data.land(data.add(key, {laterDensity + *rc::gen::inRange(0, 50), 0, 0, 0, 1}, then),
                  *rc::gen::inRange(1, 500) / 3.0);
    data.areaErrorPercent.assign(data.strata.size(), 0);
    for (double& e : data.areaErrorPercent) e = *rc::gen::inRange(0, 40);
    double variance = 0;
    for (const char* key : keys)
      for (const bool later : {false, true}) {
        // The areas of one date; those of a class grow by a small share of their errors.
        const double step = 1e-6;
        double area = 0, stock = 0, moved = 0, movedStock = 0;
        for (const LedgerLine& line : data.lines) {
          const StratumId id = later ? line.stratum : data.strata[line.stratum].before;
          const bool grows = data.strata[id].classKey == key;
          const double more = line.areaHa * (1 + (grows ? step * data.areaErrorPercent[id] / 100 : 0));
          // Of a class at its mean density: the error is the class's, not the stratum's.
          area += line.areaHa, stock += line.areaHa * data.carbon[id].value.total();
          moved += more;
          double classArea = 0, classStock = 0;
          for (const LedgerLine& other : data.lines) {
            const StratumId o = later ? other.stratum : data.strata[other.stratum].before;
            if (data.strata[o].classKey != data.strata[id].classKey) continue;
            classArea += other.areaHa, classStock += other.areaHa * data.carbon[o].value.total();
          }
          movedStock += more * classStock / classArea;
        }
        const double effect = (movedStock * area / moved - stock) / step;
        variance += effect * effect;
      }
    const double halfWidth = data.transition().region().carbon.halfWidth;
    RC_ASSERT(std::abs(halfWidth - std::sqrt(variance)) <= 1e-3 * (1 + halfWidth));
  }));
}

TEST_CASE("land that one date does not tell of stands beside the comparison") {
  TwoDates data;
  const StratumId wood = data.add("forest_ebf", kForest), meadow = data.add("grass", kGrass);
  data.land(data.add("forest_ebf", kForest, wood), 1);
  data.land(meadow, 2.5);                              // nobody told what it was
  data.land(data.add("grass", kGrass, kUnmapped), 3);  // not mapped then
  data.land(data.add("unmapped", {}, wood), 4);        // not mapped now
  data.land(kUnmapped, 5);
  const ZoneTransition region = data.transition().region();
  CHECK(region.whole.areaHa == 1);
  CHECK(region.whole.difference() == 0);
  CHECK(region.notCompared.onlyLaterHa == 5.5);
  CHECK(region.notCompared.onlyLaterStock == nearly(5.5 * 28));
  CHECK(region.notCompared.onlyEarlierHa == 4);
  CHECK(region.notCompared.onlyEarlierStock == nearly(4 * 86));
  CHECK(region.notCompared.neitherHa == 5);
}

TEST_CASE("parts add up to the whole, and the whole with what is not compared to the account") {
  CHECK(rc::check("closure", [] {
    County county = anyCounty();
    const auto carbon = carbonOfAll(county.bench->accountant, county.strata);
    const std::size_t factors = chongqing().all().size();
    std::vector<double> errors(county.strata.size(), 15);
    const Transition t = transitionOf({2015, 2025, county.strata, carbon, county.lines, 3, factors, errors});
    RC_ASSERT(t.zones.size() == 4U);
    for (const ZoneTransition& zone : t.zones) {
      std::vector<LedgerLine> now, difference;
      for (const LedgerLine& line : county.lines) {
        if (line.zone != zone.zone) continue;
        now.push_back(line);
        const Stratum& stratum = county.strata[line.stratum];
        if (stratum.classKey == "unmapped" || stratum.before == kUnknownBefore) continue;
        if (county.strata[stratum.before].classKey == "unmapped") continue;
        difference.push_back(line);
        difference.push_back({line.zone, stratum.before, -line.areaHa});
      }
      const Totals account = sumUp(now, carbon, factors), apart = sumUp(difference, carbon, factors);
      const double scale = account.carbon.total();
      const NotCompared& rest = zone.notCompared;
      RC_ASSERT(close(zone.whole.laterStock() + rest.onlyLaterStock, account.carbon.total(), scale));
      RC_ASSERT(close(zone.whole.areaHa + rest.onlyLaterHa + rest.onlyEarlierHa + rest.neitherHa, account.areaHa,
                      account.areaHa));
      // sumUp over the difference of ledger lines.
      RC_ASSERT(close(zone.whole.difference(), apart.carbon.total(), scale));
      RC_ASSERT(close(zone.differenceSe, apart.stockSe, scale));

      LandPair cells;
      for (const TransitionCell& cell : zone.cells) cells += cell.land;
      double earlierHa = 0, laterHa = 0, netHa = 0;
      for (const ClassChange& change : zone.classes)
        earlierHa += change.earlierHa, laterHa += change.laterHa, netHa += change.area.change;
      RC_ASSERT(close(cells.difference(), zone.whole.difference(), scale));
      RC_ASSERT(close(cells.areaHa, zone.whole.areaHa, cells.areaHa));
      RC_ASSERT(close(earlierHa, cells.areaHa, cells.areaHa));
      RC_ASSERT(close(laterHa, cells.areaHa, cells.areaHa));
      RC_ASSERT(close(netHa, 0, cells.areaHa));
      RC_ASSERT(close(zone.areaChange.difference() + zone.densityChange.difference(), zone.whole.difference(), scale));
      RC_ASSERT(close(zone.whole.laterStock() - zone.whole.earlierStock(), zone.whole.difference(), scale));
      RC_ASSERT(zone.whole.gains >= 0);
      RC_ASSERT(zone.whole.losses <= 0);
      double share = 0, pools = 0, last = 1;
      for (const FactorShare& factor : zone.factors) {
        RC_ASSERT(factor.share <= last);
        last = factor.share, share += factor.share;
      }
      for (const double pool : zone.poolShare) pools += pool;
      RC_ASSERT(zone.factors.empty() || close(share, 1, 1));
      if (std::abs(zone.whole.difference()) > 1e-3) RC_ASSERT(std::abs(pools - 1) < 1e-6 * (1 + scale));
    }
  }));
}

TEST_CASE("a generic forest of a known species is of that species' class at both dates") {
  TwoDates data;
  const StratumId before = data.add("forest_enf_masson", kForest);
  const StratumId now = data.add("forest_generic", kForest, before);
  data.strata[now].species = "马尾松";
  data.land(now, 1);
  const Transition t = data.transition();
  CHECK(t.classes == std::vector<std::string>{"forest_enf_masson"});
  CHECK(t.region().areaChange.areaHa == 0);
  CHECK(t.region().densityChange.areaHa == 1);
}

TEST_CASE("the second date is after the first") {
  const TwoDates data;
  CHECK_THROWS_AS(data.transition(2030, 2030), std::invalid_argument);
  CHECK(data.transition(2029, 2030).region().cells.empty());
}
