#include "geo/series/Courses.h"

#include <algorithm>
#include <array>

namespace tanhui {

bool isBaselineName(std::string_view name) {
  // What it was called before, and its short form, are understood too.
  constexpr std::array<std::string_view, 4> kOthers = {kBaseline, "本底", "基线", "基线情景"};
  if (std::ranges::find(kOthers, name) != kOthers.end()) return true;
  return name == text("report.plan.baseline", Language::zh) || name == text("report.plan.baseline", Language::en);
}

std::string scenarioKey(const std::string& name) { return isBaselineName(name) ? kBaseline : name; }

std::vector<std::string> scenariosOf(std::span<const PlannedEvent> events) {
  std::vector<std::string> names = {kBaseline};
  for (const PlannedEvent& event : events)
    if (std::find(names.begin(), names.end(), event.scenario) == names.end()) names.push_back(event.scenario);
  return names;
}

const Path& Course::pathIn(std::uint32_t scenario) const {
  for (const Scenario& own : scenarios)
    if (own.scenario == scenario) return own.steps.back().path;
  return baseline;
}

CourseMaker::CourseMaker(const StratumAccountant& accountant, FormulaTape& tape, std::span<const Stratum> strata,
                         std::span<const PlannedEvent> events, const SeriesYears& years)
    : maker_(accountant, tape, years.base),
      strata_(strata),
      events_(events),
      years_(years),
      scenarios_(scenariosOf(events)),
      eventsOf_(scenarios_.size()) {
  for (std::uint32_t i = 0; i < events.size(); ++i) {
    const auto at = std::find(scenarios_.begin(), scenarios_.end(), events[i].scenario);
    eventsOf_[static_cast<std::size_t>(at - scenarios_.begin())].push_back(i);
  }
  for (std::vector<std::uint32_t>& list : eventsOf_)
    std::stable_sort(list.begin(), list.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return events[a].year < events[b].year; });
}

LandBefore CourseMaker::before(const Stratum& stratum) const {
  if (stratum.before == kUnknownBefore || years_.earlier == 0) return {};
  // When it changed is not known: the middle of the interval.
  return {&strata_[stratum.before], (years_.base - years_.earlier) / 2};
}

bool CourseMaker::hasChanged(StratumId id) const {
  const LandBefore land = before(strata_[id]);
  return land.stratum != nullptr &&
         tanhui::hasChanged(maker_.accountant().library().classes(), strata_[id], *land.stratum);
}

Course CourseMaker::courseOf(StratumId id) {
  const Stratum& stratum = strata_[id];
  const LandBefore land = before(stratum);
  Course course{maker_.pathOf(stratum, land, {}), {}};
  if (stratum.interventions == 0) return course;
  for (std::uint32_t s = 1; s < scenarios_.size(); ++s) {
    Course::Scenario own{s, {}};
    std::vector<const LandEvent*> events;
    for (const std::uint32_t e : eventsOf_[s]) {
      if ((stratum.interventions >> e & 1U) == 0) continue;
      if (!events.empty() && events.back()->year == events_[e].year) continue;
      events.push_back(&events_[e]);
      own.steps.push_back({e, maker_.pathOf(stratum, land, events)});
    }
    if (!own.steps.empty()) course.scenarios.push_back(std::move(own));
  }
  return course;
}

}  // namespace tanhui
