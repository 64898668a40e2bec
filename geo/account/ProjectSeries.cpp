#include "geo/account/ProjectSeries.h"

#include <algorithm>

#include "geo/account/SavedRun.h"
#include "geo/base/Nearest.h"
#include "geo/model/ProjectErrors.h"
#include "geo/series/Baseline.h"
#include "geo/series/PathSteps.h"

namespace tanhui {

namespace {

/// Courses of so many strata are kept from one year asked for to the next: a kilobyte or two each.
constexpr std::size_t kMostKept = 50'000;

std::vector<Target> targetsOf(const Project& project) {
  std::vector<Target> targets;
  for (const TargetSpec& spec : project.targets) {
    const bool stock = spec.quantity == TargetSpec::Quantity::stock;
    targets.push_back(
        {spec.name, spec.scenario, stock ? SeriesQuantity::stock : netOf(project.scope), spec.year, spec.value});
  }
  return targets;
}

}  // namespace

std::vector<PlannedEvent> eventsOf(const Project& project) {
  std::vector<PlannedEvent> events;
  for (const InterventionSpec& spec : project.interventions) events.push_back({spec, spec.name, spec.scenario});
  return events;
}

ActivityData activityOfLastRun(const Project& project, Warnings& warnings) {
  const std::string file = project.file.string();
  std::optional<SavedRun> saved = readSavedRun(project);
  if (!saved) throw Error(file, say("series.no_run"), say("series.run_first", file));
  if (!dataIsCurrent(project)) throw Error(file, say("series.data_changed"), say("series.run_first", file));
  if (!sameInterventions(*saved, project))
    throw Error(file, say("series.other_interventions"), say("series.run_first", file));
  if (!isCurrent(project)) warnings.push_back({file, say("series.project_changed")});
  InterventionPlan plan = planOf(*saved, project);
  return {std::move(saved->strata), std::move(saved->lines), std::move(saved->zones),
          std::move(saved->areaErrorPercent), std::move(plan)};
}

struct ProjectSeries::State {
  const Project& project;
  const FactorLibrary& factors;
  const ActivityData data;
  const SeriesYears years;
  const StratumAccountant accountant;
  FormulaTape tape;
  CourseMaker courses;
  std::vector<Course> kept;  ///< by stratum; empty: not made yet

  State(const Project& p, const FactorLibrary& f, ActivityData d)
      : project(p),
        factors(f),
        data(std::move(d)),
        years(yearsOf(p)),
        accountant(f, p.rules),
        tape(f),
        courses(accountant, tape, data.strata, data.plan, years) {}

  std::optional<std::vector<StratumCarbon>> carbonOfDates() const;
  Transition transition(const std::vector<StratumCarbon>& carbon, std::size_t earlierBack, std::size_t laterBack) const;
  std::size_t dateOf(int year) const;

  MonteCarloRules rules(int draws, std::uint64_t seed, const AreaErrors& errors, std::vector<AreaFrame> frames) const {
    return {draws, seed, correlationsOf(project), errors.groups, std::move(frames)};
  }
};

/// Of every stratum at its date, where some land tells what it was.
std::optional<std::vector<StratumCarbon>> ProjectSeries::State::carbonOfDates() const {
  const bool known = std::any_of(data.strata.begin(), data.strata.end(),
                                 [](const Stratum& stratum) { return stratum.before != kUnknownBefore; });
  if (!known || years.earlier.empty()) return std::nullopt;
  return baselineCarbon(accountant, data.strata, years);
}

/// Dates are counted back from the base year, which is 0.
Transition ProjectSeries::State::transition(const std::vector<StratumCarbon>& carbon, std::size_t earlierBack,
                                            std::size_t laterBack) const {
  std::vector<double> areaErrors;
  for (const Stratum& stratum : data.strata) {
    const auto found = data.areaErrorPercent.find(stratum.classKey);
    areaErrors.push_back(found == data.areaErrorPercent.end() ? 0 : found->second);
  }
  const auto yearOf = [this](std::size_t back) { return back == 0 ? years.base : years.earlier.at(back - 1); };
  return transitionOf({yearOf(earlierBack), yearOf(laterBack), data.strata, carbon, data.lines, data.zones.size(),
                       errorRulesOf(project, factors), areaErrors, factors.classes(), laterBack, earlierBack});
}

std::size_t ProjectSeries::State::dateOf(int year) const {
  if (year == years.base) return 0;
  const auto found = std::ranges::find(years.earlier, year);
  if (found != years.earlier.end()) return static_cast<std::size_t>(found - years.earlier.begin()) + 1;
  std::string known;
  for (auto date = years.earlier.rbegin(); date != years.earlier.rend(); ++date) known += fmt::format("{}, ", *date);
  throw Error(project.file.string(), say("series.no_date", year),
              say("series.no_date.remedy", known + std::to_string(years.base)));
}

ProjectSeries::ProjectSeries(const Project& project, const FactorLibrary& factors, ActivityData data)
    : state_(std::make_unique<State>(project, factors, std::move(data))) {}
ProjectSeries::~ProjectSeries() = default;
ProjectSeries::ProjectSeries(ProjectSeries&&) noexcept = default;

ProjectSeries ProjectSeries::alike(ActivityData data) const {
  return {state_->project, state_->factors, std::move(data)};
}

const ActivityData& ProjectSeries::data() const { return state_->data; }
const FactorLibrary& ProjectSeries::factors() const { return state_->factors; }
const SeriesYears& ProjectSeries::years() const { return state_->years; }
const std::vector<std::string>& ProjectSeries::scenarios() const { return state_->courses.scenarios(); }
const InterventionPlan& ProjectSeries::plan() const { return state_->data.plan; }

ErrorRules ProjectSeries::errorRules() const {
  const State& s = *state_;
  return errorRulesOf(s.project, s.factors, s.data.strata, s.data.areaErrorPercent);
}

std::uint32_t ProjectSeries::scenarioNamed(const std::string& name) const {
  const std::vector<std::string>& names = scenarios();
  const auto found = std::find(names.begin(), names.end(), scenarioKey(name));
  if (found != names.end()) return static_cast<std::uint32_t>(found - names.begin());
  throw Error(state_->project.file.string(), say("series.no_scenario", name),
              say("series.no_scenario.remedy", joinNames(names)));
}

void ProjectSeries::requireYear(int year) const {
  if (year < years().base || year > years().horizon)
    throw Error(state_->project.file.string(), say("series.no_year", year, years().base, years().horizon),
                say("series.no_year.remedy"));
}

std::optional<Transition> ProjectSeries::transition(int from, int to) const {
  const std::size_t earlierBack = state_->dateOf(from), laterBack = state_->dateOf(to);
  if (from >= to)
    throw Error(state_->project.file.string(), say("series.dates_order", from, to), say("series.dates_order.remedy"));
  const auto carbon = state_->carbonOfDates();
  return carbon ? std::optional(state_->transition(*carbon, earlierBack, laterBack)) : std::nullopt;
}

AnnualSeries ProjectSeries::series() {
  State& s = *state_;
  return annualSeries(s.courses, s.data.lines, s.data.strata.size(), s.data.zones.size(), s.years);
}

YearCarbon ProjectSeries::carbonOf(std::uint32_t scenario, int year) {
  requireYear(year);
  State& s = *state_;
  if (s.data.strata.size() > kMostKept)
    return carbonOfYear(s.courses, s.tape, s.factors, s.data.strata.size(), scenario, year);
  if (s.kept.empty())
    for (StratumId id = 0; id < s.data.strata.size(); ++id) s.kept.push_back(s.courses.courseOf(id));
  return carbonOfYear(s.kept, s.years.base, s.tape, s.factors, scenario, year);
}

Course ProjectSeries::courseOf(StratumId stratum) { return state_->courses.courseOf(stratum); }

std::vector<Step> ProjectSeries::stepsOf(StratumId stratum, std::uint32_t scenario, int year) {
  requireYear(year);
  State& s = *state_;
  const Course course = s.courses.courseOf(stratum);
  return tanhui::stepsOf(course.pathIn(scenario), year - s.years.base, s.years.base, s.tape);
}

SeriesReport ProjectSeries::withoutSpread() {
  State& s = *state_;
  SeriesReport report;
  report.scope = s.project.scope;
  report.series = series();
  report.interventions = s.data.plan.interventions;
  report.changes = s.data.plan.changes;
  report.classes = s.factors.classes();
  report.zones = s.data.zones;
  report.inventory = inventoryOf(s.courses, s.data.lines, s.data.strata.size(), s.data.zones.size(), s.years);
  if (const auto carbon = s.carbonOfDates()) {
    const std::size_t dates = s.years.earlier.size();
    for (std::size_t back = dates; dates > 1 && back > 0; --back)
      report.transitions.push_back(s.transition(*carbon, back, back - 1));
    report.transitions.push_back(s.transition(*carbon, dates, 0));
  }
  report.targets = targetsOf(s.project);
  report.targetResults = holdAgainst(report.targets, report.series);
  return report;
}

SeriesReport ProjectSeries::report(int draws, std::uint64_t seed, const std::vector<LookRequest>& looks) {
  SeriesReport report = withoutSpread();
  if (draws == 0) return report;
  std::vector<LookRequest> wanted = looks;
  for (const TargetResult& held : report.targetResults) {
    const Target& target = report.targets[held.target];
    wanted.push_back({held.scenario, false, target.year, target.quantity});
  }
  for (std::uint32_t scenario = 0; scenario < scenarios().size(); ++scenario)
    for (const bool additional : {false, true})
      for (const SeriesQuantity quantity : {SeriesQuantity::stock, netOf(state_->project.scope)})
        if (scenario > 0 || !additional) wanted.push_back({scenario, additional, years().horizon, quantity});
  addSpread(report, draws, seed, wanted, true);
  report.targetResults = holdAgainst(report.targets, report.series, [&](std::uint32_t scenario, const Target& target) {
    const auto look = std::find_if(report.looks.begin(), report.looks.end(), [&](const CloseLook& l) {
      return l.label.scenario == scenario && !l.label.additional && l.year == target.year &&
             l.quantity == target.quantity;
    });
    return std::span<const double>(look->spread.draws);
  });
  return report;
}

SeriesReport ProjectSeries::closeLook(int draws, std::uint64_t seed, const std::vector<LookRequest>& looks) {
  SeriesReport report;
  report.scope = state_->project.scope;
  report.series = series();
  report.interventions = data().plan.interventions;
  report.changes = data().plan.changes;
  report.classes = state_->factors.classes();
  report.zones = state_->data.zones;
  addSpread(report, draws, seed, looks, false);
  return report;
}

void ProjectSeries::addSpread(SeriesReport& report, int draws, std::uint64_t seed,
                              const std::vector<LookRequest>& looks, bool everyRow) {
  State& s = *state_;
  report.draws = draws;
  report.seed = seed;
  const AreaErrors errors(s.data.strata, s.data.areaErrorPercent);
  for (const AreaGroup& group : errors.groups) report.areaGroups.push_back(group.name);
  SeriesWeights weights =
      seriesWeights(s.courses, s.data.lines, s.data.strata.size(), s.data.zones.size(), s.years, errors.groupOf);
  const auto rowOf = [&](const LookRequest& look) {
    const auto row = std::find_if(weights.labels.begin(), weights.labels.end(), [&](const WeightedRow& label) {
      return label.scenario == look.scenario && label.zone == kWholeRegion && label.classKey.empty() &&
             label.additional == look.additional;
    });
    return static_cast<std::size_t>(row - weights.labels.begin());
  };
  std::vector<WeightedRow> labels;
  std::vector<UncertainRow> rows;
  std::vector<Focus> focuses;
  for (const LookRequest& look : looks) {
    requireYear(look.year);
    std::size_t row = rowOf(look);
    if (!everyRow) {
      labels.push_back(weights.labels[row]);
      rows.push_back(weights.rows[row]);
      row = rows.size() - 1;
    }
    focuses.push_back({row, static_cast<std::size_t>(look.year - s.years.base), look.quantity});
  }
  if (everyRow) labels = std::move(weights.labels), rows = std::move(weights.rows);
  const MonteCarloRules rules = s.rules(draws, seed, errors, std::move(weights.frames));
  MonteCarloResult drawn = monteCarlo(s.tape, s.factors, rows, focuses, rules);
  PropagationResult propagated = propagateErrors(s.tape, s.factors, rows, focuses, rules);
  for (std::size_t i = 0; i < looks.size(); ++i) {
    const PropagatedRow& row = propagated.rows[focuses[i].row];
    const auto [value, se] = row.figure(looks[i].quantity, focuses[i].year);
    report.looks.push_back({labels[focuses[i].row], looks[i].year, looks[i].quantity, std::move(drawn.focuses[i]),
                            value, se, std::move(propagated.focuses[i].contributions)});
  }
  report.labels = std::move(labels);
  report.spreads = std::move(drawn.rows);
  report.fixed = std::move(drawn.fixed);
}

}  // namespace tanhui
