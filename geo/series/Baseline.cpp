#include "geo/series/Baseline.h"

#include "geo/series/YearCarbon.h"

namespace tanhui {

std::vector<StratumCarbon> baselineCarbon(const StratumAccountant& accountant, std::span<const Stratum> strata,
                                          const SeriesYears& years) {
  std::vector<StratumCarbon> carbon = carbonOfAll(accountant, strata);
  FormulaTape tape(accountant.library());
  const InterventionPlan none;
  CourseMaker courses(accountant, tape, strata, none, {years.base, years.base, years.earlier});
  std::vector<StratumId> changed;
  std::vector<Course> theirs;
  for (StratumId id = 0; id < strata.size(); ++id) {
    if (!courses.hasChanged(id)) continue;
    changed.push_back(id);
    theirs.push_back(courses.courseOf(id));
  }
  YearCarbon year = carbonOfYear(theirs, years.base, tape, accountant.library(), 0, years.base);
  for (std::size_t i = 0; i < changed.size(); ++i) carbon[changed[i]] = std::move(year.carbon[i]);
  return carbon;
}

}  // namespace tanhui
