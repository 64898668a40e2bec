#pragma once

#include <cmath>
#include <memory>

#include "geo/account/AnnualSeries.h"
#include "tests/unit/series/TestLand.h"

namespace tanhui::test {

/// Some land in three zones, and a plan for it.
struct County {
  std::vector<Stratum> strata = {{.classKey = "unmapped", .species = {}}};
  std::vector<LedgerLine> lines;
  InterventionPlan plan;
  SeriesYears years{2025, 2065, {2015}};
  std::unique_ptr<Bench> bench;

  explicit County(const AccountingRules& rules = {}) : bench(std::make_unique<Bench>(rules)) {}

  CourseMaker courses() { return {bench->accountant, bench->tape, strata, plan, years}; }
  /// Adds an intervention; returns the number of its change.
  std::uint32_t add(PlannedEvent event) {
    const auto number = static_cast<std::uint32_t>(plan.changes.size());
    plan.changes.push_back({event, number});
    plan.interventions.push_back(std::move(event));
    return number;
  }
  AnnualSeries series() {
    CourseMaker courses = this->courses();
    return annualSeries(courses, lines, strata.size(), 3, years);
  }
};

inline County anyCounty() {
  County county(anyRules());
  const int scenarios = *rc::gen::inRange(0, 3);
  for (int i = *rc::gen::inRange(0, 6); i > 0 && scenarios > 0; --i) {
    PlannedEvent planned;
    static_cast<LandEvent&>(planned) = anyEvent(2025);
    planned.name = std::to_string(i);
    planned.scenario = "plan" + std::to_string(*rc::gen::inRange(0, scenarios));
    county.add(planned);
  }
  for (int i = *rc::gen::inRange(1, 20); i > 0; --i) {
    Stratum stratum = anyStratum();
    std::vector<std::uint32_t> set;
    for (std::uint32_t change = 0; change < county.plan.changes.size(); ++change)
      if (*rc::gen::inRange(0, 2) == 1) set.push_back(change);
    stratum.interventions = county.plan.sets.intern(set);
    if (*rc::gen::inRange(0, 3) == 0)
      stratum.before = static_cast<StratumId>(*rc::gen::inRange<std::size_t>(0, county.strata.size()));
    county.strata.push_back(stratum);
  }
  for (StratumId id = 0; id < county.strata.size(); ++id)
    for (const std::uint32_t zone : {0U, 1U, 2U, kWholeRegion})
      if (zone == kWholeRegion || *rc::gen::inRange(0, 2) > 0)
        county.lines.push_back({zone, id, *rc::gen::inRange(1, 1000) / 7.0});
  return county;
}

inline bool close(double a, double b, double scale) { return std::abs(a - b) <= 1e-9 * (1 + std::abs(scale)); }

}  // namespace tanhui::test
