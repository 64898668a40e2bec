#include "geo/model/CombineStrata.h"

#include <algorithm>

#include "geo/model/StratumPlaces.h"

namespace tanhui {
namespace {

Box common(const Box& a, const Box& b) {
  return {std::max(a.xmin, b.xmin), std::max(a.ymin, b.ymin), std::min(a.xmax, b.xmax), std::min(a.ymax, b.ymax)};
}

class StratumCombiner {
 public:
  explicit StratumCombiner(Model& model) : model_(model), now_(model.layers), before_(model.earlier) {}

  /// What nobody plans anything for: only its past is to be added.
  void combinePast() {
    if (model_.earlier.empty()) return;
    everywhere(kNoInterventions, model_.grid.box());
    for (const StratumPlaces::Place& place : now_.features()) past(place, kNoInterventions, place.box);
  }

  void combine(const InterventionPlace& planned) {
    const InterventionSetId set = model_.plan.sets.intern(planned.changes);
    everywhere(set, planned.box);
    std::vector<std::uint32_t> features;
    now_.featuresIn(planned.box, features);
    for (const std::uint32_t i : features) {
      const StratumPlaces::Place& place = now_.features()[i];
      past(place, set, common(place.box, planned.box));
    }
  }

 private:
  void everywhere(InterventionSetId interventions, const Box& box) {
    for (const StratumId stratum : now_.everywhere()) past({box, stratum}, interventions, box);
  }

  /// A stratum with all that may have been in the box.
  void past(const StratumPlaces::Place& place, InterventionSetId interventions, const Box& box) {
    if (model_.earlier.empty()) {
      model_.combined.intern(model_.strata, place.stratum, kUnknownBefore, interventions);
      return;
    }
    before_.strataIn(box, found_);
    for (const StratumId before : found_) model_.combined.intern(model_.strata, place.stratum, before, interventions);
  }

  Model& model_;
  const StratumPlaces now_, before_;
  std::vector<StratumId> found_;
};

}  // namespace

void combineStrata(Model& model, const Box& within) {
  if (model.earlier.empty() && model.interventions.empty()) return;
  const std::vector<InterventionPlace> places =
      interventionPlaces(model.interventions, model.plan, model.region, model.grid, within);
  if (model.dates.size() > 1) {  // histories are numbered where they are seen: only the sets are needed
    for (const InterventionPlace& place : places) model.plan.sets.intern(place.changes);
    return;
  }
  StratumCombiner combiner(model);
  combiner.combinePast();
  for (const InterventionPlace& place : places) combiner.combine(place);
}

}  // namespace tanhui
