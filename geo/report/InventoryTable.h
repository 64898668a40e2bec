#pragma once

#include <span>
#include <string>

#include "geo/account/SeriesReport.h"

namespace tanhui {

/// The inventory of all land and of every zone: scenario, year, zone_layer, zone_id, code, name, area_ha, the pools and
/// their sum in tCO2, gross gains and losses of biomass in tC, CH4 and N2O in tonnes and in tCO2e, total_tCO2e.
/// Emissions are positive, removals negative. Where a notation key holds (NO, NE, IE, NA) the cell has it in place of a
/// number.
std::string inventoryTable(const Inventory& inventory, const std::vector<ZoneName>& zones, Language language);

/// What was what at two dates: zone_layer, zone_id, from_class_key, to_class_key, area_ha, stock_t1_tC, stock_t2_tC,
/// difference_tC, gains_tC, losses_tC, difference_tC_per_yr, difference_se_tC, from_name, to_name, from_year, to_year.
/// TOTAL is all land, whose row alone has the standard error.
std::string transitionTable(std::span<const Transition> transitions, const std::vector<ZoneName>& zones,
                            const LandClasses& classes, Language language);

/// The name of a figure's column in the tables: "lulucf_net_tCO2e_per_yr".
std::string columnOf(SeriesQuantity quantity);

/// scenario, target, quantity, year, value, figure, gap, met, probability.
std::string targetTable(const SeriesReport& report);

}  // namespace tanhui
