#include <algorithm>
#include <set>

#include "geo/carbon/StratumAccount.h"
#include "geo/run/Maps.h"
#include "geo/run/Model.h"
#include "geo/run/Run.h"

namespace tanhui {

namespace {

/// Faults, each once: a class that the library lacks is that of many strata.
class FaultSet {
 public:
  template <typename Step>
  void attempt(const Step& step) {
    try {
      step();
    } catch (const Error& fault) {
      if (told_.insert(fault.what()).second) faults_.push_back(fault);
    }
  }
  std::vector<Error> take() { return std::move(faults_); }

 private:
  std::set<std::string> told_;
  std::vector<Error> faults_;
};

}  // namespace

std::vector<Error> check(const Project& project, Warnings& warnings) {
  try {
    const Model model = buildModel(project, warnings, true);
    const StratumAccountant accountant(model.factors, model.rules);
    FaultSet faults;
    for (const Stratum& stratum : model.strata.all()) faults.attempt([&] { accountant.carbonOf(stratum); });
    if (std::ranges::find(project.maps, "class") != project.maps.end())
      faults.attempt([&] { classMap(model.strata, model.landStrata); });
    std::vector<Error> all = faults.take();
    if (!all.empty()) return all;
    for (const Warning& remark : accountant.remarks(model.strata.all())) warnings.push_back(remark);
    return {};
  } catch (const ProjectFaults& faults) {
    return faults.all();
  } catch (const Error& fault) {
    return {fault};
  }
}

std::vector<Error> check(const ProjectDraft& draft, Warnings& warnings) {
  if (draft.faults.empty()) return check(draft.project, warnings);
  std::vector<Error> all = draft.faults;
  const std::vector<Error> more = faultsOf(draft, warnings);
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace tanhui
