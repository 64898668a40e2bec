#include "geo/report/InventoryTable.h"

#include "geo/account/InventoryNames.h"
#include "geo/base/Csv.h"
#include "geo/report/detail/TableText.h"

namespace tanhui {
namespace {

/// Never "-0".
std::string numberText(double value) { return csvNumber(value == 0 ? 0.0 : value); }

std::string cellText(const InventoryCell& cell) { return cell.isNumber() ? numberText(cell.value) : keyOf(cell.key); }

std::string yearCells(const InventoryYear& year) {
  std::string out = cellText(year.areaHa);
  for (const InventoryCell& pool : year.poolCo2) out += "," + cellText(pool);
  for (const InventoryCell* cell :
       {&year.biomassGain, &year.biomassLoss, &year.ch4, &year.n2o, &year.ch4Co2e, &year.n2oCo2e, &year.totalCo2e})
    out += "," + cellText(*cell);
  return out;
}

std::string pairCells(const LandPair& land, int years) {
  return fmt::format("{},{},{},{},{},{},{}", numberText(land.areaHa), numberText(land.earlierStock()),
                     numberText(land.laterStock()), numberText(land.difference()), numberText(land.gains),
                     numberText(land.losses), numberText(land.difference() / years));
}

}  // namespace

std::string inventoryTable(const Inventory& inventory, const std::vector<ZoneName>& zones, Language language) {
  std::string out(kByteOrderMark);
  out +=
      "scenario,year,zone_layer,zone_id,code,name,area_ha,above_tCO2,below_tCO2,deadwood_tCO2,litter_tCO2,soil_tCO2,"
      "biomass_gain_tC,biomass_loss_tC,ch4_t,n2o_t,ch4_tCO2e,n2o_tCO2e,total_tCO2e\n";
  for (const InventoryScenario& scenario : inventory.scenarios)
    for (int y = 0; y < inventory.years.count(); ++y)
      for (const InventoryRow& row : scenario.rows)
        out += fmt::format("{},{},{},{},{},{}\n", csvCell(scenario.name), inventory.years.base + y,
                           zoneCells(zones, row.zone), codeOf(row.line), csvCell(nameOf(row.line, language)),
                           yearCells(row.years[static_cast<std::size_t>(y)]));
  return out;
}

std::string transitionTable(std::span<const Transition> transitions, const std::vector<ZoneName>& zones,
                            const LandClasses& classes, Language language) {
  std::string out(kByteOrderMark);
  out +=
      "zone_layer,zone_id,from_class_key,to_class_key,area_ha,stock_t1_tC,stock_t2_tC,difference_tC,gains_tC,losses_tC,"
      "difference_tC_per_yr,difference_se_tC,from_name,to_name,from_year,to_year\n";
  for (const Transition& transition : transitions) {
    const std::string years = fmt::format("{},{}", transition.earlier, transition.later);
    const auto nameAt = [&](std::uint32_t at) { return csvCell(classes.name(transition.classes[at], language)); };
    for (const ZoneTransition& zone : transition.zones) {
      const std::string place = zoneCells(zones, zone.zone);
      for (const TransitionCell& cell : zone.cells)
        out += fmt::format("{},{},{},{},,{},{},{}\n", place, csvCell(transition.classes[cell.from]),
                           csvCell(transition.classes[cell.to]), pairCells(cell.land, transition.years()),
                           nameAt(cell.from), nameAt(cell.to), years);
      out += fmt::format("{},TOTAL,TOTAL,{},{},,,{}\n", place, pairCells(zone.whole, transition.years()),
                         numberText(zone.differenceSe), years);
    }
  }
  return out;
}

std::string columnOf(SeriesQuantity quantity) {
  switch (quantity) {
    case SeriesQuantity::stock:
      return "stock_tC";
    case SeriesQuantity::net:
      return "net_tCO2e_per_yr";
    case SeriesQuantity::lulucf:
      return "lulucf_net_tCO2e_per_yr";
  }
  return {};
}

std::string targetTable(const SeriesReport& report) {
  std::string out(kByteOrderMark);
  out += "scenario,target,quantity,year,value,figure,gap,met,probability\n";
  for (const TargetResult& held : report.targetResults) {
    const Target& target = report.targets[held.target];
    out += fmt::format("{},{},{},{},{},{},{},{},{}\n", csvCell(report.series.scenarios[held.scenario].name),
                       csvCell(target.name), columnOf(target.quantity), target.year, numberText(target.value),
                       numberText(held.figure), numberText(held.gap), held.met ? 1 : 0,
                       held.probability ? numberText(*held.probability) : std::string());
  }
  return out;
}

}  // namespace tanhui
