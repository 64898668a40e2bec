#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/account/SeriesReport.h"
#include "geo/carbon/ErrorRules.h"
#include "geo/project/Project.h"
#include "geo/series/YearCarbon.h"

namespace tanhui {

/// Activity data: what a run's ledger holds.
struct ActivityData {
  std::vector<Stratum> strata;
  std::vector<LedgerLine> lines;
  std::vector<ZoneName> zones;
  /// Half the 95 % interval of the area of a class, % of it, where a layer of the project gives one.
  std::map<std::string, double> areaErrorPercent;
  InterventionPlan plan;  ///< that Stratum::interventions counts in
};

/// The activity data of the project's last run. Throws Error when there is none, when an input has changed since, and
/// when the run knew other interventions than the project has. A project file that has changed is a warning: layers,
/// zones and grid are those of the run, the rest is as it stands now.
ActivityData activityOfLastRun(const Project& project, Warnings& warnings);

/// A figure to look at closely: of all land, or (additional) of what a scenario adds.
struct LookRequest {
  std::uint32_t scenario = 0;
  bool additional = false;
  int year = 0;
  SeriesQuantity quantity = SeriesQuantity::net;
};

/// A project's land through the years, from its activity data alone: no layer is touched. What `run`, `series`,
/// `compare`, `uncertainty`, `explain` and the viewer tell comes from here. Not for several threads.
class ProjectSeries {
 public:
  /// Throws Error for an event that the library lacks a factor for, naming the key.
  ProjectSeries(const Project& project, const FactorLibrary& factors, ActivityData data);
  ~ProjectSeries();
  ProjectSeries(ProjectSeries&&) noexcept;
  /// Of the same project and factors, with other land.
  ProjectSeries alike(ActivityData data) const;

  const ActivityData& data() const;
  const FactorLibrary& factors() const;
  const SeriesYears& years() const;
  const std::vector<std::string>& scenarios() const;
  const InterventionPlan& plan() const;
  /// Of figures that sum its lines: by the strata of data().
  ErrorRules errorRules() const;
  /// Throws Error naming near scenarios.
  std::uint32_t scenarioNamed(const std::string& name) const;
  /// Throws Error for a year outside the series.
  void requireYear(int year) const;

  /// The change between two of the land's dates: the base year and those before it. Throws Error for another year and
  /// for years in the wrong order. Nothing where the activity data tell of no land before.
  std::optional<Transition> transition(int from, int to) const;
  AnnualSeries series();
  /// By stratum of data().strata.
  YearCarbon carbonOf(std::uint32_t scenario, int year);
  Course courseOf(StratumId stratum);
  /// The arithmetic of a year: see stepsOf of PathSteps.h.
  std::vector<Step> stepsOf(StratumId stratum, std::uint32_t scenario, int year);

  /// The series with its spread. `draws` 0: without. Looked at closely are first what `looks` asks for, then the
  /// targets, then stock and the leading net of every scenario at the horizon and what it adds.
  SeriesReport report(int draws, std::uint64_t seed, const std::vector<LookRequest>& looks = {});
  /// The same with no spread but that of what `looks` asks for.
  SeriesReport closeLook(int draws, std::uint64_t seed, const std::vector<LookRequest>& looks);

 private:
  SeriesReport withoutSpread();
  void addSpread(SeriesReport& report, int draws, std::uint64_t seed, const std::vector<LookRequest>& looks,
                 bool everyRow);

  struct State;
  std::unique_ptr<State> state_;
};

/// The interventions of a project, in its order.
std::vector<PlannedEvent> eventsOf(const Project& project);

}  // namespace tanhui
