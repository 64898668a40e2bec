#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "geo/landclass/Ledger.h"
#include "geo/project/Project.h"
#include "geo/series/InterventionPlan.h"

namespace tanhui {

// What the polygons of interventions tell by themselves, as a table of the run: tables/intervention_values.csv.

/// Which keys of an intervention its polygons tell, and where: "species=SZ, year=NF". Empty where none does.
std::string fieldsText(const InterventionSpec& spec);

/// Of each change of a plan its number among those of its intervention, from 1.
std::vector<std::size_t> numbersOf(const InterventionPlan& plan);

/// Hectares of the region under each change of the plan that holds there.
std::vector<double> hectaresOfChanges(const InterventionPlan& plan, std::span<const Stratum> strata,
                                      std::span<const LedgerLine> ledger);

/// A line for each distinct combination of values of each such intervention: name, its number from 1, the fields, the
/// values, the hectares on which it holds and those on which it has an effect. `fields`: by intervention, empty where
/// there are none; `areaHa`, `effectiveHa`: by change.
std::string interventionValues(const InterventionPlan& plan, std::span<const std::string> fields,
                               std::span<const double> areaHa, std::span<const double> effectiveHa);

/// A line of the table; those of an intervention follow their numbers.
struct InterventionValue {
  std::string name, fields;
  LandEvent values;
};
/// Nothing when there is no such file. Throws Error naming file and line when it is broken.
std::vector<InterventionValue> readInterventionValues(const std::filesystem::path& file);

/// What an intervention does where its polygons have these values.
LandEvent withValues(const InterventionSpec& spec, const LandEvent& values);

}  // namespace tanhui
