#include "geo/ask/YearMaker.h"

#include <algorithm>
#include <set>

#include "geo/model/ProjectErrors.h"

namespace tanhui {
namespace {

/// Tens of megabytes each where stands have volumes of their own: enough to go back and forth between two scenarios or
/// years.
constexpr std::size_t kMostKept = 5;

std::shared_ptr<const Project> plannedOf(const YearInputs& inputs) {
  if (sameInterventions(*inputs.run, *inputs.project)) return inputs.project;
  auto without = std::make_shared<Project>(*inputs.project);
  without->interventions.clear();
  without->targets.clear();
  return without;
}

ActivityData activityOf(const SavedRun& run, const Project& project) {
  return {run.strata, run.lines, run.zones, run.areaErrorPercent, planOf(run, project)};
}

}  // namespace

YearMaker::YearMaker(YearInputs inputs)
    : inputs_(std::move(inputs)),
      project_(plannedOf(inputs_)),
      years_(yearsOf(*project_)),
      scenarios_(scenariosOf(eventsOf(*project_))) {}

ProjectSeries& YearMaker::ofRun() {
  if (!ofRun_) ofRun_.emplace(*project_, *inputs_.factors, activityOf(*inputs_.run, *project_));
  return *ofRun_;
}

ProjectSeries& YearMaker::ofModel() {
  if (!ofModel_) {
    const Model& model = *inputs_.model;
    const InterventionPlan plan = project_ == inputs_.project ? model.plan : InterventionPlan();
    ofModel_.emplace(*project_, *inputs_.factors, ActivityData{model.strata.all(), {}, {}, {}, plan});
  }
  return *ofModel_;
}

std::shared_ptr<const YearState> YearMaker::at(const Moment& moment) {
  const std::lock_guard lock(mutex_);
  const auto there = std::ranges::find_if(kept_, [&](const auto& state) { return state->moment == moment; });
  if (there != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, there);
    return kept_.front();
  }
  kept_.push_front(make(moment));
  if (kept_.size() > kMostKept) kept_.pop_back();
  return kept_.front();
}

Explanation YearMaker::explainAt(const Moment& moment, Point at) {
  const std::lock_guard lock(mutex_);
  return tanhui::explainAt(*inputs_.model, ofModel(), at.x, at.y, {moment.year, scenarios_.at(moment.scenario)});
}

std::shared_ptr<const YearState> YearMaker::make(const Moment& moment) {
  auto state = std::make_shared<YearState>();
  state->moment = moment;
  YearCarbon ofModelled;
  if (inputs_.model) ofModelled = ofModel().carbonOf(moment.scenario, moment.year);
  YearCarbon ofLand;
  if (const std::vector<StratumId>& places = modelOfRun(); !places.empty()) {
    for (const StratumId place : places) {
      ofLand.carbon.push_back(ofModelled.carbon[place]);
      ofLand.classKey.push_back(ofModelled.classKey[place]);
    }
  } else {
    ofLand = ofRun().carbonOf(moment.scenario, moment.year);
  }
  std::vector<Stratum> strata = inputs_.run->strata;
  for (std::size_t i = 0; i < strata.size(); ++i) strata[i].classKey = std::move(ofLand.classKey[i]);
  state->figures =
      std::make_shared<const RunFigures>(runFigures(inputs_.run, errors(), strata, std::move(ofLand.carbon)));
  if (inputs_.model) {
    state->carbon = std::make_shared<const std::vector<StratumCarbon>>(std::move(ofModelled.carbon));
    state->classKey = std::make_shared<const std::vector<std::string>>(std::move(ofModelled.classKey));
  }
  return state;
}

std::shared_ptr<const ErrorRules> YearMaker::errors() {
  if (!errors_)
    errors_ = std::make_shared<const ErrorRules>(
        errorRulesOf(*project_, *inputs_.factors, inputs_.run->strata, inputs_.run->areaErrorPercent));
  return errors_;
}

/// Where the model has the strata of the run: what is made of the one serves the other. Empty when it lacks one, as
/// after a layer has changed.
const std::vector<StratumId>& YearMaker::modelOfRun() {
  if (modelOfRun_) return *modelOfRun_;
  modelOfRun_.emplace();
  if (!inputs_.model || project_ != inputs_.project) return *modelOfRun_;
  const InterventionPlan &ofModel = inputs_.model->plan, ofRun = planOf(*inputs_.run, *project_);
  if (ofModel.changes != ofRun.changes) return *modelOfRun_;
  StratumTable table = inputs_.model->strata;
  const std::size_t known = table.size();
  const std::vector<Stratum>& strata = inputs_.run->strata;
  std::vector<StratumId> places;
  const auto placeOf = [&](const auto& self, StratumId id) -> StratumId {
    Stratum stratum = strata[id];
    const std::vector<std::uint32_t> changes = ofRun.sets.members(stratum.interventions);
    stratum.interventions = ofModel.sets.find(changes);
    if (ofModel.sets.members(stratum.interventions) != changes) return kUnknownBefore;
    if (stratum.before != kUnknownBefore) stratum.before = self(self, stratum.before);
    return table.intern(stratum);
  };
  for (StratumId id = 0; id < strata.size(); ++id) {
    places.push_back(placeOf(placeOf, id));
    if (places.back() == kUnknownBefore) return *modelOfRun_;
    if (table.size() > known) return *modelOfRun_;
  }
  modelOfRun_ = std::move(places);
  return *modelOfRun_;
}

std::vector<std::string> YearMaker::classes() {
  const std::lock_guard lock(mutex_);
  std::set<std::string> classes;
  const std::vector<Stratum>& strata = inputs_.run->strata;
  for (StratumId id = 0; id < strata.size(); ++id) {
    classes.insert(strata[id].classKey);
    if (strata[id].interventions == kNoInterventions || project_->interventions.empty()) continue;
    for (const Course::Scenario& scenario : ofRun().courseOf(id).scenarios)
      for (const Course::Step& step : scenario.steps)
        for (const LandUse& use : step.path.uses)
          if (use.first <= years_.count()) classes.insert(use.classKey);
  }
  return {classes.begin(), classes.end()};
}

SeriesReport YearMaker::report(int draws) const {
  ProjectSeries series(*project_, *inputs_.factors, activityOf(*inputs_.run, *project_));
  return series.report(draws, project_->uncertainty.seed);
}

}  // namespace tanhui
