#include <algorithm>
#include <limits>

#include "geo/ask/ExplainText.h"
#include "geo/base/GdalScope.h"
#include "geo/library/Values.h"
#include "geo/project/Project.h"
#include "geo/run/Run.h"
#include "geo/series/Courses.h"
#include "geo/tanhui.h"

namespace tanhui::library {

struct OpenProject::State {
  Project project;
};

namespace {

std::vector<ClassFigures> classFigures(const std::vector<ClassTotals>& classes, const RunReport& report) {
  std::vector<ClassFigures> out;
  for (const ClassTotals& entry : classes)
    out.push_back({entry.classKey, report.className(entry.classKey), figuresOf(entry.totals)});
  return out;
}

RunResult resultOf(const RunReport& report) {
  RunResult result;
  result.classes = classFigures(report.account.classes, report);
  result.total = figuresOf(report.account.total);
  for (const ZoneTotals& zone : report.account.zones)
    result.zones.push_back(
        {zone.layer, zone.id, zone.label, classFigures(zone.classes, report), figuresOf(zone.total)});
  const Closure& closure = report.closure;
  result.closure = std::max({closure.cellsVsPolygons, closure.zonesVsTotal, closure.regionVsGeodesic});
  result.warnings = report.warnings;
  result.outputs = report.outputs;
  return result;
}

Answer answerOf(const Explanation& explanation, Language language) {
  Answer answer;
  answer.title = explanation.title;
  for (const ExplainedStratum& part : explanation.strata)
    answer.lines.push_back({part.stratum.classKey, part.stratum.species, part.areaHa, part.share,
                            part.carbon.value.total(), part.carbon.value.flux(), part.features});
  answer.zones = explanation.zones;
  answer.total = figuresOf(explanation.totals);
  answer.arithmetic = explanationText(explanation, language, std::numeric_limits<std::size_t>::max());
  return answer;
}

/// What the series names; nothing where it is the base year of the baseline, which needs no series.
std::optional<YearChoice> choiceOf(const std::optional<YearChoice>& of, const Project& project) {
  if (!of) return std::nullopt;
  YearChoice choice{of->year, of->scenario.empty() ? kBaseline : scenarioKey(of->scenario)};
  if (choice == YearChoice{project.baseYear, kBaseline}) return std::nullopt;
  return choice;
}

}  // namespace

const std::string& OpenProject::name() const { return state_->project.name; }
Language OpenProject::language() const { return state_->project.language; }
int OpenProject::baseYear() const { return state_->project.baseYear; }
int OpenProject::horizon() const { return std::max(state_->project.baseYear, state_->project.horizon); }
const std::filesystem::path& OpenProject::outputFolder() const { return state_->project.outputFolder; }

RunResult OpenProject::run(const RunRequest& request) const {
  const GdalScope gdal;
  const RunOptions options{request.resume, request.outputFolder, request.threads,
                           choiceOf(request.maps, state_->project), request.overwrite};
  const StopFlag never = false;
  return resultOf(tanhui::run(
      state_->project, options, request.progress ? request.progress : [](const RunProgress&) {},
      request.stop != nullptr ? *request.stop : never));
}

Answer OpenProject::askAt(double x, double y, const std::optional<YearChoice>& of) const {
  const GdalScope gdal;
  const Project& project = state_->project;
  const auto choice = choiceOf(of, project);
  return answerOf(choice ? explainAt(project, x, y, *choice) : explainAt(project, x, y), project.language);
}

Answer OpenProject::askZone(const std::string& zone, const std::optional<YearChoice>& of) const {
  const GdalScope gdal;
  const Project& project = state_->project;
  const auto choice = choiceOf(of, project);
  return answerOf(choice ? explainZone(project, zone, *choice) : explainZone(project, zone), project.language);
}

OpenProject open(const std::filesystem::path& file, std::optional<Language> language) {
  const GdalScope gdal;
  auto state = std::make_shared<OpenProject::State>(OpenProject::State{readProject(file)});
  if (language) state->project.language = *language;
  OpenProject opened;
  opened.state_ = std::move(state);
  return opened;
}

CheckResult check(const std::filesystem::path& file) {
  const GdalScope gdal;
  CheckResult result;
  result.faults = tanhui::check(readDraft(file), result.warnings);
  return result;
}

}  // namespace tanhui::library
