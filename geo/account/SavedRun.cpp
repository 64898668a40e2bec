#include "geo/account/SavedRun.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <span>
#include <unordered_map>

#include <toml++/toml.h>

#include "geo/account/InterventionValues.h"
#include "geo/account/ProjectSeries.h"
#include "geo/account/RunJson.h"
#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/base/Input.h"
#include "geo/base/Version.h"
#include "geo/carbon/AgeGroup.h"
#include "geo/carbon/Origin.h"

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

/// The numbers of a run's planned changes by the name of their intervention and their number in it.
class ChangeNumbers {
 public:
  /// Of the tables that are there; without them, names are taken as they come.
  ChangeNumbers(SavedRun& saved, const fs::path& names, const fs::path& values) : saved_(saved) {
    if (!fs::exists(names)) return;
    known_ = true;
    std::map<std::string, std::vector<InterventionValue>> valuesOf;
    for (InterventionValue& value : readInterventionValues(values)) valuesOf[value.name].push_back(std::move(value));
    const CsvTable table = readCsv(names);
    const std::size_t name = table.require("name");
    for (const CsvRow& row : table.rows) add(row.cells[name], valuesOf[row.cells[name]]);
  }

  std::optional<std::uint32_t> find(const std::string& name, std::size_t number) {
    if (!known_ && !places_.contains(name)) add(name, {});
    const auto place = places_.find(name);
    if (place == places_.end() || number < 1 || number > place->second.count) return std::nullopt;
    return place->second.first + static_cast<std::uint32_t>(number - 1);
  }

 private:
  struct Place {
    std::uint32_t first;
    std::size_t count;
  };

  void add(const std::string& name, const std::vector<InterventionValue>& values) {
    const auto intervention = static_cast<std::uint32_t>(saved_.interventions.size());
    saved_.interventions.push_back({name, values.empty() ? std::string() : values.front().fields});
    places_[name] = {static_cast<std::uint32_t>(saved_.changes.size()), std::max<std::size_t>(1, values.size())};
    if (values.empty()) saved_.changes.push_back({LandEvent(), intervention});
    for (const InterventionValue& value : values) saved_.changes.push_back({value.values, intervention});
  }

  SavedRun& saved_;
  bool known_ = false;
  std::unordered_map<std::string, Place> places_;
};

/// Puts the rows of a ledger into a SavedRun.
class LedgerReader {
 public:
  LedgerReader(const CsvTable& table, ZoneNumbers& zones, bool zonesAreKnown, ChangeNumbers& changes,
               std::span<const MeasureSpec> measures)
      : table_(table), zones_(zones), zonesAreKnown_(zonesAreKnown), changes_(changes), measures_(measures) {}

  void read(SavedRun& saved) {
    for (const CsvRow& row : table_.rows) {
      requireVersion(row);
      saved.lines.push_back({zoneOf(row), stratumOf(row, saved.sets), areaOf(row)});
    }
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

  StratumId stratumOf(const CsvRow& row, InterventionSets& sets) {
    if (row.cells[now_.classKey].empty()) throw Error(table_.where(row), say("saved.no_class"), say("saved.remedy"));
    Stratum stratum = landOf(row, now_);
    if (planned_) stratum.interventions = sets.intern(changesOf(row));
    stratum.before = pastOf(row);
    stratum.vegetation = measuredIn(row, vegetation_);
    stratum.soil30 = measuredIn(row, soil30_);
    stratum.flooding = floodingIn(row);
    return strata_.intern(stratum);
  }

  /// Columns of what was measured.
  struct Measured {
    std::size_t by, sum, seSum;
  };

  std::optional<Measured> measuredColumns(const std::string& what) const {
    if (!table_.find(what + "_measured_by")) return std::nullopt;
    return Measured{table_.require(what + "_measured_by"), table_.require(what + "_measured_tC"),
                    table_.require(what + "_measured_se_tC")};
  }

  /// The mean of a line from its sums.
  MeasuredFigure measuredIn(const CsvRow& row, const std::optional<Measured>& columns) const {
    if (!columns || row.cells[columns->by].empty()) return {};
    const std::string& name = row.cells[columns->by];
    const auto found = std::ranges::find(measures_, name, &MeasureSpec::name);
    if (found == measures_.end()) throw Error(table_.where(row), say("saved.no_measure", name), say("saved.remedy"));
    const double areaHa = areaOf(row);
    if (!(areaHa > 0)) throw Error(table_.where(row), say("saved.negative_area", areaHa), say("saved.remedy"));
    return {csvNumber(table_, row, columns->sum) / areaHa, csvNumber(table_, row, columns->seSum) / areaHa,
            static_cast<std::uint8_t>(found - measures_.begin()), found->of};
  }

  /// Of a ledger with a drawdown belt; others have no such columns.
  Flooding floodingIn(const CsvRow& row) const {
    if (!flooded_) return {};
    const std::string& name = row.cells[table_.require("flooded_ch4_by")];
    const std::optional<FloodMethane> methane = floodMethaneNamed(name);
    if (!methane) throw Error(table_.where(row), say("saved.flooding", name), say("saved.remedy"));
    return {numberOrNan(table_, row, *flooded_), *methane,
            numberOrNan(table_, row, table_.require("flooded_ch4_kg_per_ha"))};
  }

  void requireVersion(const CsvRow& row) const {
    if (!version_ || csvNumber(table_, row, *version_) <= kLedgerVersion) return;
    throw Error(table_.where(row), say("saved.newer", row.cells[*version_], kLedgerVersion), say("saved.remedy"));
  }

  /// The dates before, from the oldest on.
  StratumId pastOf(const CsvRow& row) {
    StratumId past = kUnknownBefore;
    for (auto date = before_.rbegin(); date != before_.rend(); ++date) {
      if (row.cells[date->classKey].empty()) continue;
      Stratum land = landOf(row, *date);
      land.before = past;
      past = strata_.intern(land);
    }
    return past;
  }

  /// Columns of a stratum.
  struct Land {
    std::size_t classKey, species, age, volume;
    std::optional<std::size_t> origin, ageGroup;  ///< ledgers of earlier versions have none
  };

  Stratum landOf(const CsvRow& row, const Land& columns) const {
    return {.classKey = row.cells[columns.classKey],
            .species = row.cells[columns.species],
            .age = numberOrNan(table_, row, columns.age),
            .volume = numberOrNan(table_, row, columns.volume),
            .origin = originIn(row, columns.origin),
            .ageGroup = ageGroupIn(row, columns.ageGroup)};
  }

  std::uint8_t ageGroupIn(const CsvRow& row, std::optional<std::size_t> column) const {
    if (!column) return 0;
    if (const auto group = ageGroupNamed(row.cells[*column])) return *group;
    throw Error(table_.where(row), say("project.bad_age_group", row.cells[*column]), say("saved.remedy"));
  }

  Origin originIn(const CsvRow& row, std::optional<std::size_t> column) const {
    if (!column) return Origin::unknown;
    if (const std::optional<Origin> origin = originOf(row.cells[*column])) return *origin;
    throw Error(table_.where(row), say("project.bad_origin", row.cells[*column]), say("saved.remedy"));
  }

  /// Names joined by ";" and, where polygons have values of their own, the numbers of these.
  std::vector<std::uint32_t> changesOf(const CsvRow& row) {
    std::vector<std::uint32_t> changes;
    const std::vector<std::string> names = split(row.cells[*planned_]),
                                   numbers = values_ ? split(row.cells[*values_]) : std::vector<std::string>();
    for (std::size_t i = 0; i < names.size(); ++i) {
      std::size_t number = numbers.empty() ? 1 : 0;
      if (i < numbers.size()) std::from_chars(numbers[i].data(), numbers[i].data() + numbers[i].size(), number);
      const std::optional<std::uint32_t> change = changes_.find(names[i], number);
      if (!change) throw Error(table_.where(row), say("saved.unknown_intervention", names[i]), say("saved.remedy"));
      changes.push_back(*change);
    }
    std::ranges::sort(changes);  // names that are taken as they come may be numbered otherwise
    return changes;
  }

  static std::vector<std::string> split(const std::string& cell) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < cell.size();) {
      const std::size_t end = std::min(cell.find(';', at), cell.size());
      parts.push_back(cell.substr(at, end - at));
      at = end + 1;
    }
    return parts;
  }

  double areaOf(const CsvRow& row) const {
    const double areaHa = csvNumber(table_, row, area_);
    if (areaHa < 0) throw Error(table_.where(row), say("saved.negative_area", areaHa), say("saved.remedy"));
    return areaHa;
  }

  /// Of each date before, the latest first.
  std::vector<Land> earlierColumns() const {
    std::vector<Land> dates;
    for (std::string prefix = "before_"; table_.find(prefix + "class_key");
         prefix = fmt::format("before_{}_", dates.size() + 1))
      dates.push_back({table_.require(prefix + "class_key"), table_.require(prefix + "species"),
                       table_.require(prefix + "age_yr"), table_.require(prefix + "volume_m3_per_ha"),
                       table_.find(prefix + "origin"), std::nullopt});
    return dates;
  }

  const CsvTable& table_;
  ZoneNumbers& zones_;
  const bool zonesAreKnown_;
  ChangeNumbers& changes_;
  const std::span<const MeasureSpec> measures_;
  StratumTable strata_;
  const std::size_t layer_ = table_.require("zone_layer"), id_ = table_.require("zone_id"),
                    area_ = table_.require("area_ha");
  const Land now_{table_.require("class_key"),        table_.require("species"), table_.require("age_yr"),
                  table_.require("volume_m3_per_ha"), table_.find("origin"),     table_.find("age_group")};
  const std::optional<std::size_t> planned_ = table_.find("interventions"),
                                   values_ = table_.find("intervention_values");
  const std::vector<Land> before_ = earlierColumns();
  const std::optional<std::size_t> flooded_ = table_.find("flooded_days");
  const std::optional<Measured> vegetation_ = measuredColumns("vegetation"), soil30_ = measuredColumns("soil30");
  const std::optional<std::size_t> version_ = table_.find("ledger_version");
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

bool isIntervention(const InputFile& input) { return input.role.starts_with("intervention "); }

/// The run is of this program, and those of its inputs that are `wanted` still are as they were.
template <typename Wanted>
bool inputsAreSame(const Project& project, Wanted wanted) {
  const std::optional<RunRecord> record = readRunJson(project.outputFolder);
  if (!record || record->version != kVersion || record->inputs.empty()) return false;
  std::map<fs::path, std::string> hashes;  // a container that serves several layers is read once
  return std::ranges::all_of(record->inputs, [&](const InputFile& input) {
    if (!wanted(input)) return true;
    if (!inputExists(input.path)) return false;
    const auto [place, isNew] = hashes.try_emplace(input.path);
    if (isNew) place->second = sha256File(input.path);
    return place->second == input.sha256 || (input.role == "project" && sameBaseline(input));
  });
}

}  // namespace

std::optional<SavedRun> readSavedRun(const Project& project) {
  const fs::path file = tableOf(project, "ledger.csv");
  if (!fs::exists(file)) return std::nullopt;
  SavedRun saved;
  ZoneNumbers zones(saved.zones);
  const bool zonesAreKnown = readZones(tableOf(project, "zones.csv"), zones);
  const CsvTable table = readCsv(file);
  ChangeNumbers changes(saved, tableOf(project, "interventions.csv"), tableOf(project, "intervention_values.csv"));
  LedgerReader(table, zones, zonesAreKnown, changes, project.measures).read(saved);
  if (const std::optional<RunRecord> record = readRunJson(project.outputFolder))
    saved.areaErrorPercent = record->areaErrorPercent;
  return saved;
}

bool isCurrent(const Project& project) {
  return inputsAreSame(project, [](const InputFile& input) { return !isIntervention(input); });
}

bool dataIsCurrent(const Project& project) {
  return inputsAreSame(project, [](const InputFile& input) { return input.role != "project"; });
}

bool sameInterventions(const SavedRun& saved, const Project& project) {
  return std::ranges::equal(saved.interventions, project.interventions,
                            [](const SavedIntervention& known, const InterventionSpec& spec) {
                              return known.name == spec.name && known.fields == fieldsText(spec);
                            });
}

InterventionPlan planOf(const SavedRun& saved, const Project& project) {
  InterventionPlan plan{eventsOf(project), {}, saved.sets};
  for (const PlannedChange& change : saved.changes)
    if (change.intervention < project.interventions.size())
      plan.changes.push_back({withValues(project.interventions[change.intervention], change), change.intervention});
  return plan;
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
  zone.all = saved->strata;
  zone.areaErrorPercent = saved->areaErrorPercent;
  return zone;
}

}  // namespace tanhui
