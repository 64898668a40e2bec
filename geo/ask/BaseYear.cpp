#include "geo/ask/BaseYear.h"

#include <utility>

#include "geo/series/Baseline.h"

namespace tanhui {

BaseYear baseYear(const Project& project, std::shared_ptr<const FactorLibrary> factors,
                  std::shared_ptr<const SavedRun> run, std::shared_ptr<const ErrorRules> errors, const Model* model) {
  const StratumAccountant accountant(*factors, project.rules);
  const SeriesYears years = yearsOf(project);
  BaseYear year{std::move(factors), nullptr, nullptr};
  if (run) {
    std::vector<StratumCarbon> carbon = baselineCarbon(accountant, run->strata, years);
    const std::vector<Stratum>& strata = run->strata;
    year.figures = std::make_shared<const RunFigures>(runFigures(run, std::move(errors), strata, std::move(carbon)));
  }
  if (model != nullptr)
    year.carbon =
        std::make_shared<const std::vector<StratumCarbon>>(baselineCarbon(accountant, model->strata.all(), years));
  return year;
}

}  // namespace tanhui
