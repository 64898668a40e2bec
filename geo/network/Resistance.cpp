#include "geo/network/Resistance.h"

#include "geo/base/Embedded.h"
#include "geo/base/Error.h"
#include "geo/base/TableFile.h"

namespace tanhui {

namespace resistance_data {
std::span<const EmbeddedFile> files();
}

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

double cellNumber(const CsvTable& table, const CsvRow& row, std::string_view column) {
  const std::size_t at = table.require(column);
  return row.cells[at] == "inf" ? std::numeric_limits<double>::infinity() : csvNumber(table, row, at);
}

/// The steps and classes of the sets that come with Tanhui.
ResistanceTable builtIn() {
  const CsvTable csv = parseCsv(findEmbedded(resistance_data::files(), "resistance.csv"), "resistance.csv");
  const std::size_t kind = csv.require("kind"), key = csv.require("key");
  ResistanceTable table;
  table.name = "nanjing2017";
  for (const CsvRow& row : csv.rows) {
    const double resistance = cellNumber(csv, row, "resistance");
    if (row.cells[kind] == "land") {
      table.land[row.cells[key]] = resistance;
      continue;
    }
    const ResistanceStep step{cellNumber(csv, row, "from"), cellNumber(csv, row, "to"), resistance};
    (row.cells[kind] == "slope_deg" ? table.slope : table.roads).push_back(step);
  }
  return table;
}

}  // namespace

double ResistanceTable::ofLand(const std::string& landClass, const std::string& group) const {
  auto found = land.find(landClass);
  if (found == land.end()) found = land.find(group);
  return found == land.end() ? kUnknown : found->second;
}

ResistanceTable nanjingResistance() { return builtIn(); }

ResistanceTable readResistance(const std::filesystem::path& path) {
  const CsvTable csv = readTable(path);
  const std::size_t key = csv.require("key"), value = csv.require("resistance");
  ResistanceTable table = builtIn();
  table.name = path.filename().string();
  table.land.clear();
  for (const CsvRow& row : csv.rows) {
    const double resistance = csvNumber(csv, row, value, row.cells[key]);
    if (!(resistance > 0))
      throw Error(csv.where(row, row.cells[key]), say("network.bad_resistance", resistance),
                  say("network.bad_resistance.remedy"));
    if (!table.land.emplace(row.cells[key], resistance).second)
      throw Error(csv.where(row), say("network.twice", row.cells[key]), say("network.twice.remedy"));
  }
  return table;
}

double resistanceAt(std::span<const ResistanceStep> steps, double value) {
  for (const ResistanceStep& step : steps)
    if (value >= step.from && value < step.to) return step.resistance;
  return kUnknown;
}

std::vector<float> weighted(std::span<const ResistanceFactor> factors) {
  std::vector<float> sum(factors.front().values.size());
  for (std::size_t i = 0; i < sum.size(); ++i) {
    double all = 0;
    for (const ResistanceFactor& factor : factors) all += factor.weight * static_cast<double>(factor.values[i]);
    sum[i] = static_cast<float>(all);
  }
  return sum;
}

}  // namespace tanhui
