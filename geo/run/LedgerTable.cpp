#include "geo/run/LedgerTable.h"

#include <nlohmann/json.hpp>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/base/Version.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr const char* kHeader =
    "\xEF\xBB\xBFzone_layer,zone_id,stratum,class_key,species,age_yr,volume_m3_per_ha,area_ha\n";

/// True when run.json names the same program and every file that it lists as input still has its hash.
bool stillCurrent(const Project& project) {
  const fs::path file = project.outputFolder / "run.json";
  if (!fs::exists(file)) return false;
  const nlohmann::json run = nlohmann::json::parse(readFile(file), nullptr, false);
  if (run.is_discarded() || run.value("version", "") != kVersion || !run.contains("inputs")) return false;
  for (const nlohmann::json& input : run["inputs"]) {
    const fs::path path = input.value("path", "");
    if (!fs::exists(path) || sha256File(path) != input.value("sha256", "")) return false;
  }
  return !run["inputs"].empty();
}

double numberOrNan(const CsvTable& table, const CsvRow& row, std::size_t column) {
  return row.cells[column].empty() ? std::numeric_limits<double>::quiet_NaN() : csvNumber(table, row, column);
}

}  // namespace

void writeLedger(const Model& model, std::span<const LedgerLine> ledger, const fs::path& file) {
  std::vector<std::string> zones;  // "LAYER,ID" by zone number
  for (const ZoneLayer& layer : model.zones)
    for (const std::string& id : layer.ids) zones.push_back(csvCell(layer.name) + "," + csvCell(id));
  const auto number = [](double value) { return std::isnan(value) ? std::string() : csvNumber(value); };

  std::string out = kHeader;
  for (const LedgerLine& line : ledger) {
    const Stratum& stratum = model.strata[line.stratum];
    out += fmt::format("{},{},{},{},{},{},{}\n", line.zone == kWholeRegion ? "," : zones[line.zone], line.stratum,
                       csvCell(stratum.classKey), csvCell(stratum.species), number(stratum.age), number(stratum.volume),
                       csvNumber(line.areaHa));
  }
  writeFileWhole(file, out);
}

std::optional<SavedZone> readSavedZone(const Project& project, const std::string& layer, const std::string& id) {
  const fs::path file = project.outputFolder / "tables" / "ledger.csv";
  if (!fs::exists(file) || !stillCurrent(project)) return std::nullopt;
  const CsvTable table = readCsv(file);
  const std::size_t layerAt = table.require("zone_layer"), idAt = table.require("zone_id"),
                    classAt = table.require("class_key"), speciesAt = table.require("species"),
                    ageAt = table.require("age_yr"), volumeAt = table.require("volume_m3_per_ha"),
                    areaAt = table.require("area_ha");
  SavedZone zone;
  for (const CsvRow& row : table.rows) {
    if (row.cells[layerAt] != layer || row.cells[idAt] != id) continue;
    zone.strata.emplace_back(Stratum{.classKey = row.cells[classAt],
                                     .species = row.cells[speciesAt],
                                     .age = numberOrNan(table, row, ageAt),
                                     .volume = numberOrNan(table, row, volumeAt)},
                             csvNumber(table, row, areaAt));
  }
  if (zone.strata.empty()) return std::nullopt;
  return zone;
}

}  // namespace tanhui
