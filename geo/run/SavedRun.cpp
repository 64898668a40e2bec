#include "geo/run/SavedRun.h"

#include <algorithm>
#include <map>

#include <toml++/toml.h>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/base/Version.h"
#include "geo/output/RunJson.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

fs::path tableOf(const Project& project, const char* name) { return project.outputFolder / "tables" / name; }

double numberOrNan(const CsvTable& table, const CsvRow& row, std::size_t column) {
  return row.cells[column].empty() ? std::numeric_limits<double>::quiet_NaN() : csvNumber(table, row, column);
}

/// The numbers of zones by layer and id.
class ZoneNumbers {
 public:
  explicit ZoneNumbers(std::vector<ZoneName>& zones) : zones_(zones) {}

  std::optional<std::uint32_t> find(const std::string& layer, const std::string& id) const {
    const auto found = numbers_.find({layer, id});
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
  }
  std::uint32_t add(const ZoneName& zone) {
    const auto [place, isNew] = numbers_.try_emplace({zone.layer, zone.id}, static_cast<std::uint32_t>(zones_.size()));
    if (isNew) zones_.push_back(zone);
    return place->second;
  }

 private:
  std::vector<ZoneName>& zones_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> numbers_;
};

/// False when there is no table of zones.
bool readZones(const fs::path& file, ZoneNumbers& numbers) {
  if (!fs::exists(file)) return false;
  const CsvTable table = readCsv(file);
  const std::size_t layer = table.require("zone_layer"), id = table.require("zone_id"),
                    label = table.require("zone_label");
  for (const CsvRow& row : table.rows) numbers.add({row.cells[layer], row.cells[id], row.cells[label]});
  return true;
}

/// Puts the rows of a ledger into a SavedRun.
class LedgerReader {
 public:
  LedgerReader(const CsvTable& table, ZoneNumbers& zones, bool zonesAreKnown)
      : table_(table), zones_(zones), zonesAreKnown_(zonesAreKnown) {}

  void read(SavedRun& saved) {
    for (const CsvRow& row : table_.rows) saved.lines.push_back({zoneOf(row), stratumOf(row), areaOf(row)});
    // The region's own lines come last: without them the table was cut short.
    if (saved.lines.empty() || saved.lines.back().zone != kWholeRegion)
      throw Error(table_.name, say("saved.no_region"), say("saved.remedy"));
    saved.strata = strata_.all();
  }

 private:
  std::uint32_t zoneOf(const CsvRow& row) {
    const std::string &layer = row.cells[layer_], &id = row.cells[id_];
    if (layer.empty() && id.empty()) return kWholeRegion;
    if (!zonesAreKnown_) return zones_.add({layer, id, id});
    if (const auto number = zones_.find(layer, id)) return *number;
    throw Error(table_.where(row), say("saved.unknown_zone", layer, id), say("saved.remedy"));
  }

  StratumId stratumOf(const CsvRow& row) {
    if (row.cells[class_].empty()) throw Error(table_.where(row), say("saved.no_class"), say("saved.remedy"));
    return strata_.intern({.classKey = row.cells[class_],
                           .species = row.cells[species_],
                           .age = numberOrNan(table_, row, age_),
                           .volume = numberOrNan(table_, row, volume_)});
  }

  double areaOf(const CsvRow& row) const {
    const double areaHa = csvNumber(table_, row, area_);
    if (areaHa < 0) throw Error(table_.where(row), say("saved.negative_area", areaHa), say("saved.remedy"));
    return areaHa;
  }

  const CsvTable& table_;
  ZoneNumbers& zones_;
  const bool zonesAreKnown_;
  StratumTable strata_;
  const std::size_t layer_ = table_.require("zone_layer"), id_ = table_.require("zone_id"),
                    class_ = table_.require("class_key"), species_ = table_.require("species"),
                    age_ = table_.require("age_yr"), volume_ = table_.require("volume_m3_per_ha"),
                    area_ = table_.require("area_ha");
};

/// Text of a project file that adds interventions and nothing else.
bool addsOnlyInterventions(std::string_view added) {
  try {
    for (const auto& [key, value] : toml::parse(toUtf8(std::string(added))))
      if (key.str() != "interventions") return false;
    return true;
  } catch (const toml::parse_error&) {
    return false;
  }
}

/// The text of a run's project file with nothing but interventions behind it.
bool sameBaseline(const InputFile& input) {
  const std::string text = readFile(input.path);
  if (text.size() <= input.bytes || input.bytes == 0) return false;
  const std::string_view before = std::string_view(text).substr(0, input.bytes),
                         added = std::string_view(text).substr(input.bytes);
  const bool onNewLine = before.back() == '\n' || added.starts_with('\n') || added.starts_with("\r\n");
  return onNewLine && sha256(before) == input.sha256 && addsOnlyInterventions(added);
}

}  // namespace

std::optional<SavedRun> readSavedRun(const Project& project) {
  const fs::path file = tableOf(project, "ledger.csv");
  if (!fs::exists(file)) return std::nullopt;
  SavedRun saved;
  ZoneNumbers zones(saved.zones);
  const bool zonesAreKnown = readZones(tableOf(project, "zones.csv"), zones);
  const CsvTable table = readCsv(file);
  LedgerReader(table, zones, zonesAreKnown).read(saved);
  return saved;
}

bool isCurrent(const Project& project) {
  const std::optional<RunRecord> record = readRunJson(project.outputFolder);
  if (!record || record->version != kVersion || record->inputs.empty()) return false;
  std::map<fs::path, std::string> hashes;  // a container that serves several layers is read once
  return std::ranges::all_of(record->inputs, [&hashes](const InputFile& input) {
    if (!fs::exists(input.path)) return false;
    const auto [place, isNew] = hashes.try_emplace(input.path);
    if (isNew) place->second = sha256File(input.path);
    return place->second == input.sha256 || (input.role == "project" && sameBaseline(input));
  });
}

std::optional<SavedZone> readSavedZone(const Project& project, const std::string& layer, const std::string& id) {
  if (!isCurrent(project)) return std::nullopt;
  const std::optional<SavedRun> saved = readSavedRun(project);
  if (!saved) return std::nullopt;
  SavedZone zone;
  for (const LedgerLine& line : saved->lines) {
    if (line.zone == kWholeRegion) continue;
    const ZoneName& name = saved->zones[line.zone];
    if (name.layer == layer && name.id == id) zone.strata.emplace_back(saved->strata[line.stratum], line.areaHa);
  }
  if (zone.strata.empty()) return std::nullopt;
  return zone;
}

}  // namespace tanhui
