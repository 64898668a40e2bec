#pragma once

#include <filesystem>
#include <vector>

#include "geo/account/RunReport.h"

namespace tanhui {

/// Writes tables/totals.csv, tables/zones.csv and tables/factors.csv below the folder, each whole or not at all: UTF-8
/// with BOM, every digit kept, in ha, tC, tC/yr and tCO2e/yr. Returns the paths.
std::vector<std::filesystem::path> writeTables(const RunReport& report, const std::filesystem::path& folder);

}  // namespace tanhui
