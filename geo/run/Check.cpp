#include <algorithm>
#include <set>

#include "geo/base/Distinct.h"
#include "geo/carbon/StratumAccount.h"
#include "geo/evaluate/Histories.h"
#include "geo/model/BuildModel.h"
#include "geo/paint/Maps.h"
#include "geo/project/ProjectMaps.h"
#include "geo/run/OutputPlaces.h"
#include "geo/run/Run.h"
#include "geo/run/detail/LandscapeSteps.h"
#include "geo/run/detail/NetworkGround.h"
#include "geo/run/detail/PatternGround.h"
#include "geo/run/detail/PlannedLand.h"
#include "geo/terrain/Dem.h"

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

/// `check` evaluates nothing but the land that somebody plans something for.
Model withHistoriesUnderPlans(Model model) {
  Box planned;
  for (const InterventionLayer& layer : model.interventions) planned.add(layer.polygons.box());
  if (planned.empty()) return model;
  return withHistories(std::move(model), planned);
}

/// Before a step that needs more than half a gigabyte.
void tellOfMemory(const Project& project, Warnings& warnings) {
  constexpr std::int64_t kMuch = std::int64_t{1} << 29, kBytesOfHeight = 4, kBytesOfFlow = 29;
  const auto tell = [&](const std::string& name, std::int64_t bytes) {
    if (bytes > kMuch) warnings.push_back({name, say("terrain.memory", bytes >> 20)});
  };
  for (const LayerSpec& layer : project.layers)
    if (layer.drawdown) tell(layer.name, drawdownBytes(layer, project));
  for (const ZoneSpec& zone : project.zones)
    if (zone.kind == ZoneKind::basin) tell(zone.name, demBytes(demGrid(zone.dem), {}) / kBytesOfHeight * kBytesOfFlow);
}

}  // namespace

std::vector<Error> check(const Project& project, Warnings& warnings, std::vector<OfficialArea>* official) {
  std::vector<Error> faults =
      placesOf(project, project.outputFolder, project.overwrite).faults(outputNames(project, std::nullopt));
  try {
    tellOfMemory(project, warnings);
    const Model model = withHistoriesUnderPlans(buildModel(project, warnings, true));
    const StratumAccountant accountant(model.factors, model.rules);
    requireLandscape(project, model);
    FaultSet ofLand;
    for (const Stratum& stratum : model.strata.all()) ofLand.attempt([&] { accountant.carbonOf(stratum); });
    if (std::ranges::any_of(mapsOf(project), &MapProduct::classes))
      ofLand.attempt([&] { classMap(model.strata, model.landStrata); });
    for (const NetworkSpec& network : project.networks) ofLand.attempt([&] { checkNetwork(network, project, model); });
    for (const PatternSpec& pattern : project.patterns)
      ofLand.attempt([&] { checkPattern(pattern, project, model, warnings); });
    const std::vector<Error> landFaults = ofLand.take();
    faults.insert(faults.end(), landFaults.begin(), landFaults.end());
    if (landFaults.empty()) {
      for (const Warning& remark : accountant.remarks(model.strata.all())) warnings.push_back(remark);
      for (Warning& left : leftAloneUnderPlans(project, model)) warnings.push_back(std::move(left));
      std::vector<OfficialArea> areas = officialAreas(model, warnings);
      if (official != nullptr) *official = std::move(areas);
    }
  } catch (const ProjectFaults& several) {
    faults.insert(faults.end(), several.all().begin(), several.all().end());
  } catch (const Error& fault) {
    faults.push_back(fault);
  }
  warnings = distinct(std::move(warnings));
  return faults;
}

std::vector<Error> check(const ProjectDraft& draft, Warnings& warnings, std::vector<OfficialArea>* official) {
  if (draft.faults.empty()) return check(draft.project, warnings, official);
  std::vector<Error> all = draft.faults;
  const std::vector<Error> more = faultsOf(draft, warnings);
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace tanhui
