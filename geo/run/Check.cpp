#include "geo/carbon/StratumAccount.h"
#include "geo/run/Model.h"
#include "geo/run/Run.h"

namespace tanhui {

std::vector<Error> check(const Project& project, Warnings& warnings) {
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

std::vector<Error> check(const ProjectDraft& draft, Warnings& warnings) {
  if (draft.faults.empty()) return check(draft.project, warnings);
  std::vector<Error> all = draft.faults;
  const std::vector<Error> more = faultsOf(draft, warnings);
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace tanhui
