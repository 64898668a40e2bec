#include "geo/carbon/StratumAccount.h"
#include "geo/run/Model.h"
#include "geo/run/PlannedLand.h"
#include "geo/run/Run.h"

namespace tanhui {

std::vector<Error> check(const Project& project, Warnings& warnings) {
  try {
    const Model model = buildModel(project, warnings, true);
    const StratumAccountant accountant(model.factors, model.rules);
    carbonOfAll(accountant, model.strata.all());
    for (const Warning& remark : accountant.remarks(model.strata.all())) warnings.push_back(remark);
    for (Warning& left : leftAloneUnderPlans(project, model)) warnings.push_back(std::move(left));
  } catch (const ProjectFaults& faults) {
    return faults.all();
  } catch (const Error& fault) {
    return {fault};
  }
  return {};
}

}  // namespace tanhui
