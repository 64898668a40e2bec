#include "geo/run/detail/RunAccount.h"

#include "geo/account/ProjectSeries.h"
#include "geo/account/SeriesWords.h"
#include "geo/ask/OfficialAreas.h"
#include "geo/base/Distinct.h"
#include "geo/base/Version.h"
#include "geo/model/ProjectErrors.h"
#include "geo/run/detail/LandSums.h"

namespace tanhui {
namespace {

void describe(RunReport& report, const Project& project, const Model& model) {
  report.projectName = project.name;
  report.projectFile = project.file;
  report.language = project.language;
  report.synthetic = project.synthetic;
  report.scope = project.scope;
  report.baseYear = project.baseYear;
  report.gwp = project.rules.gwp;
  report.soilDepthCm = project.rules.soilDepthCm;
  constexpr std::array kEquations = {"auto", "expansion", "continuous"};
  report.volumeEquation = kEquations[static_cast<std::size_t>(project.rules.volumeEquation)];
  report.grid = model.grid;
  report.areaRule = project.areaRule == AreaRule::ground ? "ground" : "map";
  report.version = kVersion;
  report.factors = std::make_shared<FactorLibrary>(model.factors);  // the report outlives the model
  report.classes = model.factors.classes();
}

std::vector<ZoneName> zoneNames(const Model& model) {
  std::vector<ZoneName> zones;
  for (const ZoneLayer& layer : model.zones)
    for (std::size_t i = 0; i < layer.ids.size(); ++i) zones.push_back({layer.name, layer.ids[i], layer.labels[i]});
  return zones;
}

void append(Warnings& to, Warnings more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

RunReport accountFor(const Project& project, const RunLand& land, const RunSums& sums,
                     const std::vector<LedgerLine>& ledger, const Closure& closure) {
  const Model& model = land.model;
  const std::vector<Stratum>& strata = model.strata.all();
  RunReport report;
  describe(report, project, model);
  report.inputs = land.inputs;
  report.closure = closure;
  report.areaErrorPercent = areaErrorsOf(model.layers, model.strata);
  const ErrorRules errors = errorRulesOf(project, model.factors, strata, report.areaErrorPercent);
  report.account = makeAccount(strata, land.carbon, ledger, zoneNames(model), errors);

  Warnings& warnings = report.warnings;
  warnings = land.warnings;
  append(warnings, warningsOf(project, model, sums, ledger, report.account));
  report.officialAreas = officialAreas(model, warnings);
  append(warnings, StratumAccountant(model.factors, model.rules).remarks(strata));
  warnings = distinct(std::move(warnings));

  ProjectSeries series(project, model.factors, {strata, ledger, zoneNames(model), report.areaErrorPercent, model.plan});
  report.series = std::make_shared<SeriesReport>(series.report(project.uncertainty.draws, project.uncertainty.seed));
  if (!model.interventions.empty())
    append(warnings,
           leftAloneWarnings(report.series->series, report.series->interventions, report.classes, report.language));
  return report;
}

}  // namespace tanhui
