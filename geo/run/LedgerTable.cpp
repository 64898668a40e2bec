#include "geo/run/LedgerTable.h"

#include <algorithm>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/base/Version.h"
#include "geo/output/RunJson.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr const char* kHeader =
    "\xEF\xBB\xBFzone_layer,zone_id,stratum,class_key,species,age_yr,volume_m3_per_ha,area_ha\n";

/// True when run.json names the same program and every file that it lists as input still has its hash.
bool stillCurrent(const Project& project) {
  const std::optional<RunRecord> record = readRunJson(project.outputFolder);
  if (!record || record->version != kVersion || record->inputs.empty()) return false;
  return std::ranges::all_of(record->inputs, [](const InputFile& input) {
    return fs::exists(input.path) && sha256File(input.path) == input.sha256;
  });
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
