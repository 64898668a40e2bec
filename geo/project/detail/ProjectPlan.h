#pragma once

#include <vector>

#include "geo/project/Project.h"
#include "geo/project/detail/ReadContext.h"

namespace tanhui {

/// What a project says of the years after the base year. Each reads one table, adds its faults and gives what is sound;
/// `project` holds what stands above: years, interventions.

/// The keys of an intervention that name a field of its polygons.
std::map<std::string, FieldMapping, std::less<>> readPlannedFields(const ReadContext& in, const SectionReader& from);
/// `sources`: its polygons and what they tell of it, resolved.
InterventionSpec readIntervention(const SectionReader& from, InterventionSpec sources, const Project& project,
                                  ProjectFaultList& faults);
TargetSpec readTarget(const SectionReader& from, const Project& project, ProjectFaultList& faults);
/// draws and seed; the correlations stay empty.
UncertaintySpec readUncertainty(const SectionReader& from);
CorrelationSpec readCorrelation(const SectionReader& from, const Project& project, ProjectFaultList& faults);
/// maps_years of [output].
std::vector<int> readMapsYears(const SectionReader& from, const Project& project, ProjectFaultList& faults);
/// soil_method, rice..., harvested_wood of [factors].
void readAccounting(const SectionReader& from, AccountingRules& rules);

}  // namespace tanhui
