#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geo/account/SeriesReport.h"

namespace tanhui {

/// The table of a series: scenario, year, zone_layer, zone_id, class_key, area_ha, the pools in tC, flux_tC_per_yr (the
/// change of the five pools during that year), non_co2_tCO2e_per_yr, net_tCO2e_per_yr, 5th, 50th and 95th percentiles
/// of stock and net where Approach 2 gave them, and the name of the class. By scenario, year, zone (the whole region
/// last, without zone columns) and class; TOTAL is all land. UTF-8 with BOM, every digit kept.
std::string seriesTable(const SeriesReport& report, Language language);

/// What each intervention adds: scenario, intervention, year, zone_layer, zone_id, area_ha, added_stock_tC,
/// added_flux_tC_per_yr, added_non_co2_tCO2e_per_yr, added_net_tCO2e_per_yr.
std::string additionalTable(const SeriesReport& report);

/// Writes tables/series.csv and tables/inventory.csv below the folder, and where there is something to tell
/// tables/additional.csv, tables/transition.csv and tables/targets.csv. Returns the paths.
std::vector<std::filesystem::path> writeSeriesTables(const SeriesReport& report, const std::filesystem::path& folder,
                                                     Language language);

}  // namespace tanhui
