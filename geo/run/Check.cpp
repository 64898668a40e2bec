#include "geo/carbon/StratumAccount.h"
#include "geo/run/GridChoice.h"
#include "geo/run/Model.h"
#include "geo/run/Run.h"

namespace tanhui {
namespace {

std::vector<Error> checkBaseline(const Project& project, Warnings& warnings) {
  try {
    const Model model = buildModel(project, warnings, true);
    const StratumAccountant accountant(model.factors, model.rules);
    carbonOfAll(accountant, model.strata.all());
    for (const Warning& remark : accountant.remarks(model.strata.all())) warnings.push_back(remark);
  } catch (const ProjectFaults& faults) {
    return faults.all();
  } catch (const Error& fault) {
    return {fault};
  }
  return {};
}

/// The polygons of an intervention, which no run reads yet. `crs`: of the grid.
void checkIntervention(const InterventionSpec& spec, const Crs& crs, const Project& project, Warnings& warnings,
                       std::vector<Error>& faults) {
  try {
    readPolygons(spec.source, crs, {}, warnings);
  } catch (const Error& fault) {
    faults.emplace_back(fmt::format("{}, line {}: {}", project.file.string(), spec.line, fault.where()),
                        fault.problem(), fault.remedy(), fault.kind());
  }
}

}  // namespace

std::vector<Error> check(const Project& project, Warnings& warnings) {
  std::vector<Error> faults = checkBaseline(project, warnings);
  if (project.interventions.empty()) return faults;
  try {
    const Crs crs = chooseCrs(project);
    for (const InterventionSpec& spec : project.interventions) checkIntervention(spec, crs, project, warnings, faults);
  } catch (const Error&) {
    // No CRS: the baseline's faults tell it.
  }
  return faults;
}

}  // namespace tanhui
