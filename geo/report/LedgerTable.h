#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <utility>

#include "geo/account/AnnualSeries.h"
#include "geo/landclass/Ledger.h"
#include "geo/model/Model.h"

namespace tanhui {

/// Writes tables/ledger.csv: hectares by zone and stratum, the activity data themselves. The region's own lines have no
/// zone layer and no zone id. A stratum tells its interventions by name, joined by ";", and, where the project has land
/// of t1, what was there then. Where polygons tell values by themselves, the last column tells their numbers in
/// tables/intervention_values.csv in the same way.
void writeLedger(const Model& model, std::span<const LedgerLine> ledger, const std::filesystem::path& file);

/// Writes tables/interventions.csv, a line for each in project order: the hectares of its polygons inside the region,
/// those on which it has an effect, and those where it gives way to another of its scenario and year; ground that
/// polygons of one intervention change in different ways, or at different times, as often as they do. `conflictsHa`: by
/// (holds, gives way).
void writeInterventions(const Model& model, std::span<const LedgerLine> ledger,
                        const std::map<std::pair<std::uint32_t, std::uint32_t>, double>& conflictsHa,
                        const AnnualSeries& series, const std::filesystem::path& file);

/// Whether polygons of some intervention tell values by themselves.
bool hasValuesByField(const Model& model);

/// Writes tables/intervention_values.csv: see InterventionValues.h.
void writeInterventionValues(const Model& model, std::span<const LedgerLine> ledger, const AnnualSeries& series,
                             const std::filesystem::path& file);

/// Writes tables/left_alone.csv: on what land which intervention has no effect, and why.
void writeLeftAlone(const Model& model, const AnnualSeries& series, const std::filesystem::path& file,
                    Language language);

}  // namespace tanhui
