#include "geo/account/RunFigures.h"

#include <set>
#include <utility>

namespace tanhui {

RunFigures runFigures(std::shared_ptr<const SavedRun> run, std::shared_ptr<const ErrorRules> errors,
                      std::span<const Stratum> strata, std::vector<StratumCarbon> carbon) {
  Account account = makeAccount(strata, carbon, run->lines, run->zones, *errors);
  return {std::move(run), std::move(errors), std::move(carbon), std::move(account)};
}

Totals totalsOf(const RunFigures& figures, std::span<const ZoneRef> zones) {
  const SavedRun& run = *figures.run;
  std::set<std::pair<std::string_view, std::string_view>> wanted;
  for (const ZoneRef& zone : zones) wanted.emplace(zone.layer, zone.id);
  std::vector<bool> counts;
  for (const ZoneName& zone : run.zones) counts.push_back(wanted.contains({zone.layer, zone.id}));
  std::vector<LedgerLine> lines;
  for (const LedgerLine& line : run.lines)
    if (line.zone != kWholeRegion && counts[line.zone]) lines.push_back(line);
  return sumUp(lines, figures.carbon, *figures.errors);
}

}  // namespace tanhui
