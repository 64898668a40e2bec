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

std::vector<std::string> scenariosOf(std::span<const PlannedEvent> interventions) {
  std::vector<std::string> names = {kBaseline};
  for (const PlannedEvent& event : interventions)
    if (std::find(names.begin(), names.end(), event.scenario) == names.end()) names.push_back(event.scenario);
  return names;
}

const Path& Course::pathIn(std::uint32_t scenario) const {
  for (const Scenario& own : scenarios)
    if (own.scenario == scenario) return own.steps.back().path;
  return baseline;
}

CourseMaker::CourseMaker(const StratumAccountant& accountant, FormulaTape& tape, std::span<const Stratum> strata,
                         const InterventionPlan& plan, const SeriesYears& years)
    : maker_(accountant, tape, years.base),
      strata_(strata),
      plan_(plan),
      years_(years),
      scenarios_(scenariosOf(plan.interventions)) {
  for (const PlannedEvent& event : plan.interventions)
    scenarioOf_.push_back(
        static_cast<std::uint32_t>(std::ranges::find(scenarios_, event.scenario) - scenarios_.begin()));
}

/// The uses that the land had, the oldest first. When it changed is not known: the middle between the two dates that
/// tell of the one use and of the other. Dates that do not tell of the land are passed over.
std::vector<LandBefore> CourseMaker::before(const Stratum& stratum) const {
  std::vector<const Stratum*> land = {&stratum};
  for (StratumId id = stratum.before; id != kUnknownBefore; id = strata_[id].before) land.push_back(&strata_[id]);
  const std::size_t dates = years_.earlier.size();
  std::vector<LandBefore> uses;
  if (land.size() > dates + 1 || stratum.classKey == "unmapped") return uses;
  // A chain that is shorter than the dates is the land of an earlier date: its years count from there.
  const auto yearOf = [&, own = dates + 1 - land.size()](std::size_t i) {
    return own + i == 0 ? years_.base : years_.earlier[own + i - 1];
  };
  int last = yearOf(0);  // known to be of the use that was found last
  const Stratum* use = &stratum;
  for (std::size_t i = 1; i < land.size(); ++i) {
    if (land[i]->classKey == "unmapped") continue;
    if (tanhui::hasChanged(maker_.accountant().library().classes(), *use, *land[i])) {
      uses.push_back({land[i], yearOf(0) - last + (last - yearOf(i)) / 2});
      use = land[i];
    }
    last = yearOf(i);
  }
  std::ranges::reverse(uses);
  return uses;
}

bool CourseMaker::hasChanged(StratumId id) const { return !before(strata_[id]).empty(); }

/// By scenario, then year, then as the plan has them.
std::vector<std::uint32_t> CourseMaker::changesOn(const Stratum& stratum) const {
  std::vector<std::uint32_t> changes = plan_.sets.members(stratum.interventions);
  std::ranges::stable_sort(changes, {}, [&](std::uint32_t change) {
    return std::pair(scenarioOf_[plan_.changes[change].intervention], plan_.changes[change].year);
  });
  return changes;
}

Course CourseMaker::courseOf(StratumId id) {
  const Stratum& stratum = strata_[id];
  const std::vector<LandBefore> land = before(stratum);
  Course course{maker_.pathOf(stratum, land, {}), {}};
  if (plan_.changes.empty()) return course;
  std::vector<const LandEvent*> events;
  for (const std::uint32_t c : changesOn(stratum)) {
    const PlannedChange& change = plan_.changes[c];
    const std::uint32_t scenario = scenarioOf_[change.intervention];
    if (course.scenarios.empty() || course.scenarios.back().scenario != scenario) {
      course.scenarios.push_back({scenario, {}});
      events.clear();
    }
    if (!events.empty() && events.back()->year == change.year) continue;
    events.push_back(&change);
    course.scenarios.back().steps.push_back({c, maker_.pathOf(stratum, land, events)});
  }
  return course;
}

}  // namespace tanhui
