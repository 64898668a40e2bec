#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "geo/account/Account.h"
#include "geo/project/Project.h"
#include "geo/series/InterventionPlan.h"

namespace tanhui {

struct SavedIntervention {
  std::string name;
  std::string fields;  ///< see fieldsText
};

/// What the columns of ledger.csv mean; in its column ledger_version. 1, without that column: before interventions had
/// values by field, land more than one earlier date, and rasters were measured.
constexpr int kLedgerVersion = 2;

/// The activity data of a project's last run, as its tables keep them: with the factors of the day they give the
/// account again (makeAccount), without touching a layer.
struct SavedRun {
  std::vector<Stratum> strata;    ///< those that have or had land, numbered afresh; [kUnmapped] is "unmapped"
  std::vector<LedgerLine> lines;  ///< in the order of the run: sums round as they did there
  std::vector<ZoneName> zones;    ///< every zone, also without land, in the order of the run
  std::vector<SavedIntervention> interventions;  ///< in the order of the run's project
  std::vector<PlannedChange> changes;  ///< of these; only what is told by field has a value (see InterventionValues.h)
  InterventionSets sets;               ///< of changes, by index: what Stratum::interventions is a number of
  std::map<std::string, double> areaErrorPercent;  ///< see areaErrorsOf
};

/// Reads tables/ledger.csv of the project's output folder, the names of the zones from tables/zones.csv and those of
/// the interventions from tables/interventions.csv, with what their polygons tell from tables/intervention_values.csv;
/// when these are missing, the zones that have land are named by their ids, and the interventions are numbered as they
/// appear. Ledgers of earlier versions have neither interventions nor what was there before. Nothing when there is no
/// ledger. Throws Error naming file and line when a table is broken. Says nothing of whether the inputs are still the
/// same: see isCurrent().
std::optional<SavedRun> readSavedRun(const Project& project);

/// True when run.json names the same program and every file that it lists as input still has its hash. The project file
/// may also have grown by [[interventions]], and their polygons may have changed: they are no part of the baseline.
/// Reads every input through: seconds for large rasters.
bool isCurrent(const Project& project);

/// True when the run knew the interventions that the project has today, by name and order, each with the same keys by
/// the same fields: only then do the sets of its strata mean the project's interventions.
bool sameInterventions(const SavedRun& saved, const Project& project);

/// What the project plans, for the strata of a run that knew the same interventions: what polygons tell as it was in
/// the run, all else as the project says it today.
InterventionPlan planOf(const SavedRun& saved, const Project& project);

/// True when every input but the project file is as it was in the run.
bool dataIsCurrent(const Project& project);

/// The strata of one zone with their hectares.
struct SavedZone {
  std::vector<Stratum> all;  ///< that Stratum::before counts in
  std::vector<std::pair<Stratum, double>> strata;
  std::map<std::string, double> areaErrorPercent;
};

/// A zone of the project's last run. Nothing when there is no such run or zone, or no land in it, or when the run is
/// not current.
std::optional<SavedZone> readSavedZone(const Project& project, const std::string& layer, const std::string& id);

}  // namespace tanhui
