#include "geo/report/SeriesTable.h"

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/report/InventoryTable.h"
#include "geo/report/detail/TableText.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

std::string cells(const Percentiles& p) {
  return fmt::format("{},{},{}", csvNumber(p.p05), csvNumber(p.p50), csvNumber(p.p95));
}

std::string stockAndNetCells(const RowResult* spread, std::size_t y) {
  return spread == nullptr ? ",,,,," : cells(spread->stock[y + 1]) + "," + cells(spread->net[y]);
}

std::string lulucfCells(const RowResult* spread, std::size_t y) {
  return spread == nullptr ? ",," : cells(spread->lulucf[y]);
}

/// What does not change from year to year of a row.
struct RowHead {
  std::string zone, classKey, className;
  const RowResult* spread;
};

}  // namespace

std::string seriesTable(const SeriesReport& report, Language language) {
  std::string out(kByteOrderMark);
  out +=
      "scenario,year,zone_layer,zone_id,class_key,area_ha,above_tC,below_tC,deadwood_tC,litter_tC,soil_tC,"
      "flux_tC_per_yr,non_co2_tCO2e_per_yr,net_tCO2e_per_yr,stock_p05_tC,stock_p50_tC,stock_p95_tC,net_p05_tCO2e,"
      "net_p50_tCO2e,net_p95_tCO2e,agriculture_tCO2e_per_yr,lulucf_net_tCO2e_per_yr,lulucf_net_p05_tCO2e,"
      "lulucf_net_p50_tCO2e,lulucf_net_p95_tCO2e,class_name\n";
  for (std::uint32_t s = 0; s < report.series.scenarios.size(); ++s) {
    const ScenarioSeries& scenario = report.series.scenarios[s];
    std::vector<RowHead> heads;
    for (const SeriesRow& row : scenario.rows)
      heads.push_back({zoneCells(report.zones, row.zone), row.classKey.empty() ? "TOTAL" : csvCell(row.classKey),
                       row.classKey.empty() ? "" : csvCell(report.classes.name(row.classKey, language)),
                       report.spreadOf(s, row.zone, row.classKey)});
    for (int y = 0; y < report.series.years.count(); ++y) {
      const auto at = static_cast<std::size_t>(y);
      for (std::size_t i = 0; i < heads.size(); ++i) {
        const YearFigures& f = scenario.rows[i].years[at];
        out += fmt::format("{},{},{},{},{}", csvCell(scenario.name), report.series.years.base + y, heads[i].zone,
                           heads[i].classKey, csvNumber(f.areaHa));
        for (const double stock : f.stock) out += "," + csvNumber(stock);
        out += fmt::format(",{},{},{},{},{},{},{},{}\n", csvNumber(f.flux), csvNumber(f.nonCo2()), csvNumber(f.net()),
                           stockAndNetCells(heads[i].spread, at), csvNumber(f.agriculture), csvNumber(f.lulucf()),
                           lulucfCells(heads[i].spread, at), heads[i].className);
      }
    }
  }
  return out;
}

std::string additionalTable(const SeriesReport& report) {
  std::string out(kByteOrderMark);
  out +=
      "scenario,intervention,year,zone_layer,zone_id,area_ha,added_stock_tC,added_flux_tC_per_yr,"
      "added_non_co2_tCO2e_per_yr,added_net_tCO2e_per_yr,added_agriculture_tCO2e_per_yr,"
      "added_lulucf_net_tCO2e_per_yr\n";
  for (const InterventionSeries& row : report.series.interventions) {
    const PlannedEvent& event = report.interventions[row.intervention];
    for (int y = 0; y < report.series.years.count(); ++y) {
      const YearFigures& f = row.years[static_cast<std::size_t>(y)];
      out += fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", csvCell(event.scenario), csvCell(event.name),
                         report.series.years.base + y, zoneCells(report.zones, row.zone), csvNumber(f.areaHa),
                         csvNumber(f.totalStock()), csvNumber(f.flux), csvNumber(f.nonCo2()), csvNumber(f.net()),
                         csvNumber(f.agriculture), csvNumber(f.lulucf()));
    }
  }
  return out;
}

std::vector<fs::path> writeSeriesTables(const SeriesReport& report, const fs::path& folder, Language language) {
  const fs::path tables = folder / "tables";
  fs::create_directories(tables);
  std::vector<fs::path> paths;
  const auto write = [&](const char* name, const std::string& text) {
    paths.push_back(tables / name);
    writeFileWhole(paths.back(), text);
  };
  write("series.csv", seriesTable(report, language));
  write("inventory.csv", inventoryTable(report.inventory, report.zones, language));
  if (!report.series.interventions.empty()) write("additional.csv", additionalTable(report));
  if (!report.transitions.empty())
    write("transition.csv", transitionTable(report.transitions, report.zones, report.classes, language));
  if (!report.targets.empty()) write("targets.csv", targetTable(report));
  return paths;
}

}  // namespace tanhui
