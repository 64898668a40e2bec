#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "geo/landclass/Ledger.h"
#include "geo/series/InterventionPlan.h"
#include "geo/series/PathMaker.h"
#include "geo/series/SeriesYears.h"

namespace tanhui {

/// The scenario without any intervention.
constexpr const char* kBaseline = "baseline";

/// Whether somebody means the baseline: its key, or what it is called in Chinese or English.
bool isBaselineName(std::string_view name);
/// A scenario as the series names it: kBaseline for the baseline's names, else the name itself.
std::string scenarioKey(const std::string& name);

/// What becomes of a stratum: without interventions, and step by step with those of each scenario that reach it.
struct Course {
  struct Step {
    std::uint32_t change;  ///< index in InterventionPlan::changes
    Path path;             ///< with this change and those before it
  };
  struct Scenario {
    std::uint32_t scenario;  ///< index into scenarios of the plan; never 0
    std::vector<Step> steps;
  };
  Path baseline;
  std::vector<Scenario> scenarios;  ///< those with an event on this stratum, ascending

  /// In a scenario, with all its events.
  const Path& pathIn(std::uint32_t scenario) const;
};

/// The scenarios of a plan: "baseline", then by first mention.
std::vector<std::string> scenariosOf(std::span<const PlannedEvent> interventions);

/// Writes courses. Changes of one scenario follow their years; of two in the same year the earlier one of the plan
/// holds and the other has no effect. Everything given must outlive it.
class CourseMaker {
 public:
  CourseMaker(const StratumAccountant& accountant, FormulaTape& tape, std::span<const Stratum> strata,
              const InterventionPlan& plan, const SeriesYears& years);

  Course courseOf(StratumId stratum);
  /// Whether the land was of another class at an earlier date.
  bool hasChanged(StratumId stratum) const;
  const std::vector<std::string>& scenarios() const { return scenarios_; }
  const InterventionPlan& plan() const { return plan_; }
  const SeriesYears& years() const { return years_; }
  const StratumAccountant& accountant() const { return maker_.accountant(); }

 private:
  std::vector<LandBefore> before(const Stratum& stratum) const;
  std::vector<std::uint32_t> changesOn(const Stratum& stratum) const;

  PathMaker maker_;
  std::span<const Stratum> strata_;
  const InterventionPlan& plan_;
  SeriesYears years_;
  std::vector<std::string> scenarios_;
  std::vector<std::uint32_t> scenarioOf_;  ///< by intervention
};

}  // namespace tanhui
