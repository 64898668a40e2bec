#pragma once

#include <filesystem>
#include <span>

#include "geo/run/Model.h"
#include "geo/strata/Ledger.h"

namespace tanhui {

/// Writes the activity data as a table: zone_layer, zone_id, stratum, class_key, species, age_yr, volume_m3_per_ha,
/// area_ha; the lines of the whole region have no zone. Every digit is kept, so that the account can be redone from it.
void writeLedger(const Model& model, std::span<const LedgerLine> ledger, const std::filesystem::path& file);

}  // namespace tanhui
