#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "geo/run/Model.h"
#include "geo/strata/Ledger.h"

namespace tanhui {

/// Writes the activity data as a table: zone_layer, zone_id, stratum, class_key, species, age_yr, volume_m3_per_ha,
/// area_ha; the lines of the whole region have no zone. Every digit is kept, so that the account can be redone from it.
void writeLedger(const Model& model, std::span<const LedgerLine> ledger, const std::filesystem::path& file);

/// The strata of one zone with their hectares.
struct SavedZone {
  std::vector<std::pair<Stratum, double>> strata;
};

/// A zone from the ledger of the project's last run. Nothing when there is no such run or zone, or when the project or
/// any of its inputs has changed since (by the hashes in run.json).
std::optional<SavedZone> readSavedZone(const Project& project, const std::string& layer, const std::string& id);

}  // namespace tanhui
