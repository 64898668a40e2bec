#include "geo/account/SavedRanges.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>

#include "geo/base/Csv.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr double kSame = 1e-9;

bool same(double a, double b) { return std::abs(a - b) <= kSame * std::max({1.0, std::abs(a), std::abs(b)}); }

/// The rows of all land in a table of a series, brought to the scenarios and zones of a report.
class RangeReader {
 public:
  RangeReader(const CsvTable& table, const SeriesReport& report) : table_(table), report_(report) {}

  /// False when a figure is another one.
  bool read(std::vector<WeightedRow>& labels, std::vector<RowResult>& spreads) {
    const auto years = static_cast<std::size_t>(report_.series.years.count());
    std::map<std::pair<std::uint32_t, std::uint32_t>, RowResult> rows;
    std::size_t seen = 0;
    for (const CsvRow& row : table_.rows) {
      if (row.cells[class_] != "TOTAL") continue;
      const auto scenario = numberOf(row.cells[scenario_]);
      const auto zone = zoneOf(row.cells[layer_], row.cells[id_]);
      const int year = static_cast<int>(csvNumber(table_, row, year_)) - report_.series.years.base;
      if (!scenario || !zone || year < 0 || year >= static_cast<int>(years)) return false;
      const auto at = static_cast<std::size_t>(year);
      const YearFigures& figures = report_.series.scenarios[*scenario].total(*zone).years[at];
      if (!same(csvNumber(table_, row, net_), figures.net()) || !same(csvNumber(table_, row, area_), figures.areaHa))
        return false;
      ++seen;
      if (row.cells[netLow_].empty()) continue;
      RowResult& result = rows[{*scenario, *zone}];
      result.stock.resize(years + 1);
      result.net.resize(years), result.lulucf.resize(years);
      const auto number = [&](std::size_t column) { return csvNumber(table_, row, column); };
      result.net[at].p05 = number(netLow_), result.net[at].p95 = number(netHigh_);
      result.lulucf[at].p05 = number(lulucfLow_), result.lulucf[at].p95 = number(lulucfHigh_);
      result.stock[at + 1].p05 = number(stockLow_), result.stock[at + 1].p95 = number(stockHigh_);
    }
    for (auto& [key, result] : rows) {
      labels.push_back({key.first, key.second, {}, false});
      spreads.push_back(std::move(result));
    }
    return !spreads.empty() && seen == years * report_.series.scenarios.size() * (report_.zones.size() + 1);
  }

 private:
  std::optional<std::uint32_t> numberOf(const std::string& scenario) const {
    const auto found = std::ranges::find(report_.series.scenarios, scenario, &ScenarioSeries::name);
    if (found == report_.series.scenarios.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - report_.series.scenarios.begin());
  }
  std::optional<std::uint32_t> zoneOf(const std::string& layer, const std::string& id) const {
    if (layer.empty()) return kWholeRegion;
    const auto found =
        std::ranges::find_if(report_.zones, [&](const ZoneName& z) { return z.layer == layer && z.id == id; });
    if (found == report_.zones.end()) return std::nullopt;
    return static_cast<std::uint32_t>(found - report_.zones.begin());
  }

  const CsvTable& table_;
  const SeriesReport& report_;
  const std::size_t scenario_ = table_.require("scenario"), year_ = table_.require("year"),
                    layer_ = table_.require("zone_layer"), id_ = table_.require("zone_id"),
                    class_ = table_.require("class_key"), area_ = table_.require("area_ha"),
                    net_ = table_.require("net_tCO2e_per_yr"), stockLow_ = table_.require("stock_p05_tC"),
                    stockHigh_ = table_.require("stock_p95_tC"), netLow_ = table_.require("net_p05_tCO2e"),
                    netHigh_ = table_.require("net_p95_tCO2e"), lulucfLow_ = table_.require("lulucf_net_p05_tCO2e"),
                    lulucfHigh_ = table_.require("lulucf_net_p95_tCO2e");
};

}  // namespace

std::optional<SeriesReport> withRangesOfRun(SeriesReport report, const Project& project) {
  const fs::path file = project.outputFolder / "tables" / "series.csv";
  if (!fs::exists(file)) return std::nullopt;
  try {
    if (!RangeReader(readCsv(file), report).read(report.labels, report.spreads)) return std::nullopt;
  } catch (const Error&) {
    return std::nullopt;  // of another version, or broken: the ranges are drawn anew
  }
  report.draws = project.uncertainty.draws;
  report.seed = project.uncertainty.seed;
  return report;
}

}  // namespace tanhui
