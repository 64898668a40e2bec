#include "geo/project/detail/ProjectPlan.h"

#include <algorithm>
#include <set>

#include "geo/base/Nearest.h"
#include "geo/landclass/LandClass.h"
#include "geo/project/LandActions.h"
#include "geo/project/detail/ProjectMapping.h"
#include "geo/series/Courses.h"
#include "geo/series/LeaveAlone.h"
#include "geo/series/StratumAfter.h"

namespace tanhui {
namespace {

void checkYearOf(const SectionReader& from, int year, const Project& project, ProjectFaultList& faults) {
  const int first = project.baseYear + 1, last = project.baseYear + kYearsAhead;
  if (year < first)
    faults.add(from.line("year"), say("project.year_of_baseline", year, project.baseYear),
               say("project.example", "year", first));
  else if (year > last)
    faults.add(from.line("year"), say("project.out_of_range", "year", year, first, last),
               say("project.example", "year", first));
}

/// Keys that the action does not have, and those that it lacks. False when one is lacking.
bool checkActionKeys(const SectionReader& from, LandAction action, ProjectFaultList& faults) {
  bool complete = true;
  for (const ActionKey& key : actionKeys()) {
    const bool fits = std::ranges::find(key.actions, action) != key.actions.end();
    if (fits && key.required && !from.has(key.key)) {
      complete = false;
      if (!from.rejected(key.key))
        faults.add(from.line(), say("project.missing_key", "[[interventions]]", key.key),
                   say("project.example", key.key, findProjectKey("interventions", key.key)->example));
    }
    if (fits || !from.has(key.key)) continue;
    std::vector<std::string_view> names;
    for (const LandAction other : key.actions) names.push_back(actionName(other));
    faults.add(from.line(key.key), say("project.not_for_action", key.key, actionName(action)),
               key.key == "class" && action == LandAction::plant ? say("project.not_for_action.plant")
                                                                 : say("project.not_for_action.remedy", listed(names)));
  }
  return complete;
}

/// A species or class that no table knows.
void checkLandAfter(const SectionReader& from, const InterventionSpec& spec, const LandClasses& classes,
                    ProjectFaultList& faults) {
  try {
    stratumAfter(classes, spec);
  } catch (const Error& fault) {
    faults.add(from.line(spec.action == LandAction::plant ? "species" : "class"), fault.problem(), fault.remedy());
  }
}

/// A name of `replace` that is no class or group, or one that the action takes anyway.
void checkReplaced(const SectionReader& from, const InterventionSpec& spec, const LandClasses& classes,
                   ProjectFaultList& faults) {
  if (spec.action != LandAction::plant && spec.action != LandAction::clear) return;
  LandEvent plain;
  plain.action = spec.action;
  std::set<std::string_view> guarded;
  for (const LandClass& known : classes.all())
    if (withoutEffectOn(classes, known.key, plain) == PathNote::leftAlone) guarded.insert({known.key, known.group});
  for (const std::string& name : spec.replace.classes) {
    if (guarded.contains(name)) continue;
    const std::vector<std::string_view> names(guarded.begin(), guarded.end());
    const std::string_view near = nearest(name, names);
    faults.add(
        from.line("replace"), say("project.not_guarded", name, actionName(spec.action)),
        near.empty() ? say("project.guarded", listed(names)) : say("project.did_you_mean_of", near, listed(names)));
  }
}

void checkScenario(const SectionReader& from, const std::string& scenario, const Project& project,
                   ProjectFaultList& faults) {
  std::vector<std::string_view> known = {kBaseline};
  for (const InterventionSpec& spec : project.interventions)
    if (std::ranges::find(known, spec.scenario) == known.end()) known.push_back(spec.scenario);
  if (isBaselineName(scenario) || std::ranges::find(known, scenario) != known.end()) return;
  const std::string_view near = nearest(scenario, known);
  faults.add(
      from.line("scenario"), say("project.unknown_scenario", scenario),
      near.empty() ? say("project.scenarios", listed(known)) : say("project.did_you_mean_of", near, listed(known)));
}

}  // namespace

std::map<std::string, FieldMapping, std::less<>> readPlannedFields(const ReadContext& in, const SectionReader& from) {
  std::map<std::string, FieldMapping, std::less<>> fields;
  for (const ProjectKey& key : projectKeys()) {
    if (key.section != "interventions" || !key.orByField || from.table(key.name) == nullptr) continue;
    FieldMapping& told = fields[std::string(key.name)];
    told = key.name == "species" ? readSpecies(in, from)
           : key.name == "class" ? readLandClass(in, from)
                                 : readMapping(in, from, key.name);
    const bool ofRaster = key.name == "class" && told.field.empty() && !from.table(key.name)->empty();
    if (ofRaster)
      in.faults.add(from.line("class"), say("project.missing_key", "class", "field"),
                    say("project.example", "class", findProjectKey("layers", "class")->example));
  }
  return fields;
}

InterventionSpec readIntervention(const SectionReader& from, InterventionSpec spec, const Project& project,
                                  ProjectFaultList& faults) {
  spec.line = static_cast<int>(from.line());
  spec.name = from.text("name").value_or("");
  spec.scenario = from.text("scenario").value();
  spec.year = static_cast<int>(from.integer("year").value_or(project.baseYear + 1));
  spec.species = from.text("species").value_or("");
  spec.density = from.number("density").value_or(0);
  spec.classKey = from.text("class").value_or("");
  spec.replace = {from.boolean("replace").value_or(false), from.texts("replace")};
  spec.management = from.text("management").value_or("");
  spec.fraction = from.number("fraction").value_or(1);
  spec.products = from.number("products").value_or(-1);
  if (spec.name.find(';') != std::string::npos)  // which parts names in the ledger
    faults.add(from.line("name"), say("project.semicolon", spec.name), say("project.semicolon.remedy"));
  if (isBaselineName(spec.scenario))
    faults.add(from.line("scenario"), say("project.scenario_is_baseline", spec.scenario),
               say("project.scenario_is_baseline.remedy"));
  if (!spec.fields.contains("year")) checkYearOf(from, spec.year, project, faults);
  if (const auto action = from.text("action")) {
    spec.action = *actionNamed(*action);
    const bool told = spec.fields.contains("species") || spec.fields.contains("class");
    if (checkActionKeys(from, spec.action, faults) && changesLandUse(spec.action) && !told)
      checkLandAfter(from, spec, project.classes, faults);
    checkReplaced(from, spec, project.classes, faults);
  }
  return spec;
}

TargetSpec readTarget(const SectionReader& from, const Project& project, ProjectFaultList& faults) {
  TargetSpec target;
  target.line = static_cast<int>(from.line());
  target.scenario = scenarioKey(from.text("scenario").value_or(""));
  target.quantity = from.text("quantity") == "stock_tC" ? TargetSpec::Quantity::stock : TargetSpec::Quantity::net;
  target.year = static_cast<int>(from.integer("year").value_or(project.horizon));
  target.value = from.number("value").value_or(0);
  target.name = from.text("name").value_or(fmt::format("{}", target.year));
  if (!target.scenario.empty()) checkScenario(from, target.scenario, project, faults);
  if (target.year < project.baseYear || target.year > project.horizon)
    faults.add(from.line("year"), say("project.out_of_range", "year", target.year, project.baseYear, project.horizon),
               say("project.beyond_horizon.remedy"));
  return target;
}

UncertaintySpec readUncertainty(const SectionReader& from) {
  UncertaintySpec spec;
  spec.draws = static_cast<int>(from.integer("draws").value());
  spec.seed = static_cast<std::uint64_t>(from.integer("seed").value());
  return spec;
}

CorrelationSpec readCorrelation(const SectionReader& from, const Project& project, ProjectFaultList& faults) {
  CorrelationSpec spec{.first = from.text("first").value_or(""),
                       .second = from.text("second").value_or(""),
                       .r = from.number("r").value_or(0),
                       .line = static_cast<int>(from.line())};
  if (spec.first.empty() || spec.second.empty()) return spec;
  if (spec.first == spec.second)
    faults.add(from.line("second"), say("project.correlated_with_itself", spec.first),
               say("project.correlated_with_itself.remedy"));
  for (const CorrelationSpec& other : project.uncertainty.correlations)
    if (std::minmax(spec.first, spec.second) == std::minmax(other.first, other.second))
      faults.add(from.line(), say("project.correlated_twice", spec.first, spec.second, other.line),
                 say("project.twice.remedy"));
  return spec;
}

std::vector<int> readMapsYears(const SectionReader& from, const Project& project, ProjectFaultList& faults) {
  std::vector<int> years;
  for (const double number : from.numbers("maps_years")) {
    const int year = static_cast<int>(number);
    years.push_back(year);
    if (year > project.baseYear && year <= project.horizon) continue;
    faults.add(from.line("maps_years"), say("project.map_year", year, project.baseYear, project.horizon),
               say("project.map_year.remedy"));
  }
  return years;
}

void readAccounting(const SectionReader& from, AccountingRules& rules) {
  const std::string rice = from.text("rice").value();
  rules.soilMethod = from.text("soil_method") == "tier1" ? SoilMethod::tier1 : SoilMethod::ratio;
  rules.riceMethod = rice == "ipcc2019"     ? RiceMethod::ipcc2019
                     : rice == "provincial" ? RiceMethod::provincial
                                            : RiceMethod::library;
  rules.rice.water = from.text("rice_water").value();
  rules.rice.preseason = from.text("rice_preseason").value();
  rules.rice.strawShort = from.number("rice_straw_short").value();
  rules.rice.strawLong = from.number("rice_straw_long").value();
  rules.harvestedWood = from.boolean("harvested_wood").value();
}

}  // namespace tanhui
