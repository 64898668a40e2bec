#include "geo/run/detail/RunLand.h"

#include "geo/evaluate/Histories.h"
#include "geo/model/BuildModel.h"
#include "geo/run/detail/Inputs.h"
#include "geo/series/Baseline.h"

namespace tanhui {
namespace {

void warnOfPlans(const Project& project, const InterventionPlan& plan, Warnings& warnings) {
  if (project.interventions.empty()) return;
  warnings.push_back({project.name, say("run.interventions", project.interventions.size())});
  std::string late;
  for (std::uint32_t i = 0; i < plan.interventions.size(); ++i) {
    const PlannedEvent& event = plan.interventions[i];
    if (const int last = yearsOf(event, i, plan.changes).second; last > project.horizon)
      late += fmt::format("{}{} ({})", late.empty() ? "" : ", ", event.name, last);
  }
  if (!late.empty()) warnings.push_back({project.name, say("run.beyond_horizon", project.horizon, late)});
}

}  // namespace

RunLand readLand(const Project& project, const StopFlag& stop) {
  RunLand land;
  land.model = withHistories(buildModel(project, land.warnings, false, &stop));
  warnOfPlans(project, land.model.plan, land.warnings);
  const StratumAccountant accountant(land.model.factors, land.model.rules);
  land.carbon = baselineCarbon(accountant, land.model.strata.all(), land.model.years);
  land.inputs = hashInputs(land.model.inputs, &stop);
  heed(&stop);
  return land;
}

}  // namespace tanhui
