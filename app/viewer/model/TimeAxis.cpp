#include "app/viewer/model/TimeAxis.h"

#include <algorithm>

namespace tanhui::viewer {

TimeAxis::TimeAxis(QObject* parent) : QObject(parent) { pool_.setMaxThreadCount(1); }

TimeAxis::~TimeAxis() {
  ++*asked_;  // what waits is not begun
  pool_.clear();
}

void TimeAxis::open(YearInputs inputs) {
  ++*asked_;
  pending_ = false;
  modelIsKnown_ = false;
  state_.reset();
  maker_.reset();
  if (inputs.project && inputs.run && inputs.project->horizon > inputs.project->baseYear)
    maker_ = freedInBackground(std::make_shared<YearMaker>(std::move(inputs)));
  wanted_ = shown_ = base();
  emit axisChanged();
  emit wantedChanged();
}

void TimeAxis::close() { open({}); }

void TimeAxis::replace(YearInputs inputs) {
  maker_ = freedInBackground(std::make_shared<YearMaker>(std::move(inputs)));
  if (wanted_ != base()) request();
}

void TimeAxis::setFactors(std::shared_ptr<const FactorLibrary> factors) {
  if (!maker_) return;
  YearInputs inputs = maker_->inputs();
  inputs.factors = std::move(factors);
  replace(std::move(inputs));
  emit factorsChanged();
}

void TimeAxis::setModel(std::shared_ptr<const Model> model) {
  modelIsKnown_ = true;
  if (!maker_) return;
  YearInputs inputs = maker_->inputs();
  inputs.model = std::move(model);
  replace(std::move(inputs));
  if (mapsStay()) emit wantedChanged();  // whoever shows it has something to tell
}

bool TimeAxis::exists() const { return maker_ != nullptr; }

SeriesYears TimeAxis::years() const { return maker_ ? maker_->years() : SeriesYears{}; }

const std::vector<std::string>& TimeAxis::scenarios() const {
  static const std::vector<std::string> kNone{kBaseline};
  return maker_ ? maker_->scenarios() : kNone;
}

bool TimeAxis::scenariosAreOld() const {
  return maker_ && !sameInterventions(*maker_->inputs().run, *maker_->inputs().project);
}

void TimeAxis::want(Moment moment) {
  if (!maker_) return;
  moment.year = std::clamp(moment.year, years().base, years().horizon);
  moment.scenario = std::min(moment.scenario, static_cast<std::uint32_t>(scenarios().size() - 1));
  if (moment == wanted_) return;
  wanted_ = moment;
  request();
  emit wantedChanged();
}

void TimeAxis::request() {
  const std::uint64_t asked = ++*asked_;
  if (wanted_ == base()) return arrive(nullptr);
  pending_ = true;
  // Figures of one year over a map of another would be worse than to wait for the model.
  if (!modelIsKnown_) return;
  inBackground(
      pool_, this,
      [maker = maker_, moment = wanted_, asked, latest = asked_]() -> std::shared_ptr<const YearState> {
        return *latest == asked ? freedInBackground(maker->at(moment)) : nullptr;
      },
      [this, asked](Outcome<std::shared_ptr<const YearState>> outcome) {
        if (asked != *asked_) return;
        if (outcome.value) return arrive(std::move(*outcome.value));
        pending_ = false;
        wanted_ = shown_;
        emit wantedChanged();
        emit failed(outcome.faults);
      });
}

void TimeAxis::arrive(std::shared_ptr<const YearState> state) {
  pending_ = false;
  state_ = std::move(state);
  shown_ = wanted_;
  emit shownChanged();
}

void TimeAxis::prepare(const Moment& moment) {
  if (!maker_ || !modelIsKnown_ || moment == base() || moment.year > years().horizon || moment.year < years().base)
    return;
  pool_.start([maker = maker_, moment, asked = asked_->load(), latest = asked_] {
    if (*latest != asked) return;
    try {
      maker->at(moment);
    } catch (const std::exception&) {
      return;  // told when it is wanted
    }
  });
}

}  // namespace tanhui::viewer
