#include "geo/account/AnnualSeries.h"

#include "geo/series/Baseline.h"

#include <cmath>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "tests/unit/account/TestCounty.h"

using namespace tanhui;
using namespace tanhui::test;

TEST_CASE("the flux of a year is the stock at its end less that at its start, for every total and pool") {
  CHECK(rc::check("identity", [] {
    County county = anyCounty();
    for (const ScenarioSeries& scenario : county.series().scenarios)
      for (const SeriesRow& row : scenario.rows) {
        if (!row.classKey.empty()) continue;
        for (std::size_t y = 1; y < row.years.size(); ++y) {
          const YearFigures &now = row.years[y], &before = row.years[y - 1];
          RC_ASSERT(close(now.flux, now.totalStock() - before.totalStock(), now.totalStock()));
          RC_ASSERT(close(now.productFlux, now.products - before.products, now.products));
        }
      }
  }));
}

TEST_CASE("area stays what it is through every scenario and year, and classes add up to their total") {
  CHECK(rc::check("areas and sums", [] {
    County county = anyCounty();
    std::map<std::uint32_t, double> areas;
    for (const LedgerLine& line : county.lines) areas[line.zone] += line.areaHa;
    const AnnualSeries series = county.series();
    for (const ScenarioSeries& scenario : series.scenarios) {
      std::map<std::uint32_t, std::vector<YearFigures>> sums;
      for (const SeriesRow& row : scenario.rows) {
        std::vector<YearFigures>& sum = sums[row.zone];
        sum.resize(row.years.size());
        for (std::size_t y = 0; y < row.years.size(); ++y) {
          if (!row.classKey.empty()) {
            sum[y] += row.years[y];
            continue;
          }
          RC_ASSERT(close(row.years[y].areaHa, areas[row.zone], areas[row.zone]));
          RC_ASSERT(close(row.years[y].areaHa, sum[y].areaHa, sum[y].areaHa));
          RC_ASSERT(close(row.years[y].net(), sum[y].net(), sum[y].totalStock()));
        }
      }
      RC_ASSERT(sums.size() == 4U);
    }
  }));
}

TEST_CASE("what interventions add is the difference between their scenario and the baseline") {
  CHECK(rc::check("sum over interventions", [] {
    County county = anyCounty();
    const AnnualSeries series = county.series();
    for (std::size_t s = 1; s < series.scenarios.size(); ++s)
      for (const std::uint32_t zone : {0U, 1U, 2U, kWholeRegion})
        for (std::size_t y = 0; y < 41; ++y) {
          double stock = 0, net = 0;
          for (const InterventionSeries& i : series.interventions) {
            if (i.zone != zone || county.plan.interventions[i.intervention].scenario != series.scenarios[s].name)
              continue;
            stock += i.years[y].totalStock(), net += i.years[y].net();
          }
          const YearFigures &with = series.scenarios[s].total(zone).years[y],
                            &without = series.scenarios[0].total(zone).years[y];
          RC_ASSERT(close(stock, with.totalStock() - without.totalStock(), with.totalStock()));
          RC_ASSERT(close(net, with.net() - without.net(), with.totalStock()));
        }
  }));
}

TEST_CASE("the base year of the series is the baseline account") {
  CHECK(rc::check("account", [] {
    County county = anyCounty();
    const auto carbon = baselineCarbon(county.bench->accountant, county.strata, county.years);
    const std::vector<ZoneName> zones(3);
    const Account account = makeAccount(county.strata, carbon, county.lines, zones, chongqing());
    const AnnualSeries series = county.series();
    for (const ScenarioSeries& scenario : series.scenarios)
      for (const std::uint32_t zone : {0U, 1U, 2U, kWholeRegion}) {
        const Totals& total = zone == kWholeRegion ? account.total : account.zones[zone].total;
        const YearFigures& year = scenario.total(zone).years[0];
        RC_ASSERT(close(year.areaHa, total.areaHa, total.areaHa));
        RC_ASSERT(close(year.totalStock(), total.carbon.total(), total.carbon.total()));
        RC_ASSERT(close(year.flux, total.carbon.flux(), total.carbon.total()));
        RC_ASSERT(close(year.nonCo2(), total.carbon.nonCo2, total.carbon.total()));
        RC_ASSERT(close(year.agriculture, total.carbon.agriculture, total.carbon.total()));
      }
  }));
}

TEST_CASE("of two interventions of a scenario in one year the earlier in the plan holds") {
  County county;
  PlannedEvent first, second;
  static_cast<LandEvent&>(first) = planting(2030, "马尾松");
  static_cast<LandEvent&>(second) = event(LandAction::build, 2030);
  first.name = "first", second.name = "second", first.scenario = second.scenario = "plan";
  const std::vector<std::uint32_t> both = {county.add(first), county.add(second)};
  county.strata.push_back({.classKey = "grass", .species = {}, .interventions = county.plan.sets.intern(both)});
  county.lines = {{kWholeRegion, 1, 10.0}};
  const AnnualSeries series = county.series();
  std::set<std::string> classes;
  for (const SeriesRow& row : series.scenarios[1].rows)
    if (row.zone == kWholeRegion && row.years.back().areaHa > 0) classes.insert(row.classKey);
  CHECK(classes == std::set<std::string>{"", "forest_enf_masson"});
}

TEST_CASE("land that changes its class leaves the one row and enters the other in that year") {
  County county;
  PlannedEvent plan;
  static_cast<LandEvent&>(plan) = planting(2030, "马尾松");
  plan.name = "p", plan.scenario = "plan";
  const std::vector<std::uint32_t> only = {county.add(plan)};
  county.strata.push_back({.classKey = "grass", .species = {}, .interventions = county.plan.sets.intern(only)});
  county.lines = {{kWholeRegion, 1, 10.0}};
  const AnnualSeries series = county.series();
  for (const SeriesRow& row : series.scenarios[1].rows) {
    if (row.zone != kWholeRegion) continue;
    if (row.classKey == "grass") CHECK((row.years[4].areaHa == 10 && std::abs(row.years[5].areaHa) < 1e-12));
    if (row.classKey == "forest_enf_masson")
      CHECK((std::abs(row.years[4].areaHa) < 1e-12 && row.years[5].areaHa == 10));
  }
}
