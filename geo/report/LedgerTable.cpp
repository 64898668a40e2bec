#include "geo/report/LedgerTable.h"

#include <algorithm>
#include <cmath>

#include "geo/account/InterventionValues.h"
#include "geo/account/SeriesWords.h"
#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/carbon/AgeGroup.h"
#include "geo/carbon/Origin.h"
#include "geo/project/LandActions.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr const char* kLedgerHeader =
    "\xEF\xBB\xBFzone_layer,zone_id,stratum,class_key,species,age_yr,volume_m3_per_ha,area_ha,interventions,"
    "before_class_key,before_species,before_age_yr,before_volume_m3_per_ha,origin,before_origin,age_group";
constexpr const char* kValuesColumn = ",intervention_values";

constexpr const char* kLeftAloneHeader = "\xEF\xBB\xBFname,scenario,action,year,class_key,reason,area_ha,class_name\n";
constexpr const char* kInterventionHeader =
    "\xEF\xBB\xBFname,scenario,action,year,polygon_ha,effective_ha,gives_way_ha\n";

std::string numberCell(double value) { return std::isnan(value) ? std::string() : csvNumber(value); }

/// "CLASS,SPECIES,AGE,VOLUME"
std::string landCells(const Stratum& stratum) {
  return fmt::format("{},{},{},{}", csvCell(stratum.classKey), csvCell(stratum.species), numberCell(stratum.age),
                     numberCell(stratum.volume));
}

/// What an intervention is called, and which of its changes is meant: its number from 1.
struct ChangeCells {
  std::vector<std::string> names, numbers;  ///< by change

  explicit ChangeCells(const InterventionPlan& plan) {
    std::size_t number = 0;
    for (std::size_t c = 0; c < plan.changes.size(); ++c) {
      number = c > 0 && plan.changes[c - 1].intervention == plan.changes[c].intervention ? number + 1 : 1;
      names.push_back(plan.interventions[plan.changes[c].intervention].name);
      numbers.push_back(std::to_string(number));
    }
  }
};

/// Of each change that a stratum is under, joined by ";".
std::string joined(std::span<const std::uint32_t> changes, const std::vector<std::string>& of) {
  std::string out;
  for (const std::uint32_t change : changes) out += (out.empty() ? "" : ";") + of[change];
  return out;
}

/// Columns for each date that lies further back: before_2_class_key ...
std::string olderHeader(std::size_t dates) {
  std::string out;
  for (std::size_t date = 2; date <= dates; ++date)
    for (const char* column : {"class_key", "species", "age_yr", "volume_m3_per_ha", "origin"})
      out += fmt::format(",before_{}_{}", date, column);
  return out;
}

std::string olderCells(const StratumTable& strata, StratumId before, std::size_t dates) {
  std::string out;
  for (std::size_t date = 2; date <= dates; ++date) {
    if (before != kUnknownBefore) before = strata[before].before;
    out += before == kUnknownBefore
               ? ",,,,,"
               : fmt::format(",{},{}", landCells(strata[before]), originName(strata[before].origin));
  }
  return out;
}

/// "NAME,SCENARIO,ACTION,YEAR"; of several years "FIRST-LAST".
std::string headCells(const InterventionPlan& plan, std::uint32_t intervention) {
  const PlannedEvent& event = plan.interventions[intervention];
  const auto [first, last] = yearsOf(event, intervention, plan.changes);
  const std::string year = first == last ? std::to_string(first) : fmt::format("{}-{}", first, last);
  return fmt::format("{},{},{},{}", csvCell(event.name), csvCell(event.scenario), actionName(event.action), year);
}

}  // namespace

bool hasValuesByField(const Model& model) {
  return std::ranges::any_of(model.interventions,
                             [](const InterventionLayer& layer) { return !layer.spec.fields.empty(); });
}

void writeLedger(const Model& model, std::span<const LedgerLine> ledger, const fs::path& file) {
  std::vector<std::string> zones;  // "LAYER,ID" by zone number
  for (const ZoneLayer& layer : model.zones)
    for (const std::string& id : layer.ids) zones.push_back(csvCell(layer.name) + "," + csvCell(id));

  const ChangeCells cells(model.plan);
  const bool values = hasValuesByField(model);
  std::string out = fmt::format("{}{}{}\n", kLedgerHeader, values ? kValuesColumn : "", olderHeader(model.dates.size()));
  for (const LedgerLine& line : ledger) {
    const Stratum& stratum = model.strata[line.stratum];
    const std::vector<std::uint32_t> changes = model.plan.sets.members(stratum.interventions);
    out += fmt::format("{},{},{},{},{},{},{},{},{}", line.zone == kWholeRegion ? "," : zones[line.zone], line.stratum,
                       landCells(stratum), csvNumber(line.areaHa), csvCell(joined(changes, cells.names)),
                       stratum.before == kUnknownBefore ? ",,," : landCells(model.strata[stratum.before]),
                       originName(stratum.origin),
                       stratum.before == kUnknownBefore ? "" : originName(model.strata[stratum.before].origin),
                       ageGroupName(stratum.ageGroup));
    if (values) out += "," + joined(changes, cells.numbers);
    out += olderCells(model.strata, stratum.before, model.dates.size()) + "\n";
  }
  writeFileWhole(file, out);
}

void writeInterventions(const Model& model, std::span<const LedgerLine> ledger,
                        const std::map<std::pair<std::uint32_t, std::uint32_t>, double>& conflictsHa,
                        const AnnualSeries& series, const fs::path& file) {
  std::vector<double> areaHa(model.interventions.size(), 0), effectiveHa = areaHa, givesWayHa = areaHa;
  const std::vector<double> changesHa = hectaresOfChanges(model.plan, model.strata.all(), ledger);
  for (std::size_t c = 0; c < changesHa.size(); ++c) areaHa[model.plan.changes[c].intervention] += changesHa[c];
  for (const auto& [pair, area] : conflictsHa) givesWayHa[pair.second] += area;
  for (const InterventionSeries& row : series.interventions)
    if (row.zone == kWholeRegion) effectiveHa[row.intervention] = row.years.back().areaHa;

  std::string out = kInterventionHeader;
  for (std::uint32_t i = 0; i < model.interventions.size(); ++i)
    out += fmt::format("{},{},{},{}\n", headCells(model.plan, i), csvNumber(areaHa[i] + givesWayHa[i]),
                       csvNumber(effectiveHa[i]), csvNumber(givesWayHa[i]));
  writeFileWhole(file, out);
}

void writeInterventionValues(const Model& model, std::span<const LedgerLine> ledger, const AnnualSeries& series,
                             const fs::path& file) {
  std::vector<std::string> fields;
  for (const InterventionLayer& layer : model.interventions) fields.push_back(fieldsText(layer.spec));
  const std::vector<double> areaHa = hectaresOfChanges(model.plan, model.strata.all(), ledger);
  writeFileWhole(file, interventionValues(model.plan, fields, areaHa, series.effectiveHa));
}

void writeLeftAlone(const Model& model, const AnnualSeries& series, const fs::path& file, Language language) {
  std::string out = kLeftAloneHeader;
  for (const LeftAlone& left : series.leftAlone)
    out += fmt::format("{},{},{},{},{}\n", headCells(model.plan, left.intervention), csvCell(left.classKey),
                       noteName(left.why), csvNumber(left.areaHa),
                       csvCell(model.factors.classes().name(left.classKey, language)));
  writeFileWhole(file, out);
}

}  // namespace tanhui
