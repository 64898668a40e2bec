#include "geo/report/LedgerTable.h"

#include <cmath>

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
    "before_class_key,before_species,before_age_yr,before_volume_m3_per_ha,origin,before_origin,age_group\n";

constexpr const char* kLeftAloneHeader = "\xEF\xBB\xBFname,scenario,action,year,class_key,reason,area_ha,class_name\n";
constexpr const char* kInterventionHeader =
    "\xEF\xBB\xBFname,scenario,action,year,polygon_ha,effective_ha,gives_way_ha\n";

std::string numberCell(double value) { return std::isnan(value) ? std::string() : csvNumber(value); }

/// "CLASS,SPECIES,AGE,VOLUME"
std::string landCells(const Stratum& stratum) {
  return fmt::format("{},{},{},{}", csvCell(stratum.classKey), csvCell(stratum.species), numberCell(stratum.age),
                     numberCell(stratum.volume));
}

/// Names, in the order of the project.
std::string interventionNames(const Model& model, std::uint64_t interventions) {
  std::string names;
  for (std::size_t i = 0; i < model.interventions.size(); ++i)
    if ((interventions >> i & 1) != 0) names += (names.empty() ? "" : ";") + model.interventions[i].spec.name;
  return names;
}

/// "NAME,SCENARIO,ACTION,YEAR"
std::string headCells(const InterventionSpec& spec) {
  return fmt::format("{},{},{},{}", csvCell(spec.name), csvCell(spec.scenario), actionName(spec.action), spec.year);
}

}  // namespace

void writeLedger(const Model& model, std::span<const LedgerLine> ledger, const fs::path& file) {
  std::vector<std::string> zones;  // "LAYER,ID" by zone number
  for (const ZoneLayer& layer : model.zones)
    for (const std::string& id : layer.ids) zones.push_back(csvCell(layer.name) + "," + csvCell(id));

  std::string out = kLedgerHeader;
  for (const LedgerLine& line : ledger) {
    const Stratum& stratum = model.strata[line.stratum];
    out += fmt::format(
        "{},{},{},{},{},{},{},{},{}\n", line.zone == kWholeRegion ? "," : zones[line.zone], line.stratum,
        landCells(stratum), csvNumber(line.areaHa), csvCell(interventionNames(model, stratum.interventions)),
        stratum.before == kUnknownBefore ? ",,," : landCells(model.strata[stratum.before]), originName(stratum.origin),
        stratum.before == kUnknownBefore ? "" : originName(model.strata[stratum.before].origin),
        ageGroupName(stratum.ageGroup));
  }
  writeFileWhole(file, out);
}

void writeInterventions(const Model& model, std::span<const LedgerLine> ledger,
                        const std::map<std::pair<std::uint32_t, std::uint32_t>, double>& conflictsHa,
                        const AnnualSeries& series, const fs::path& file) {
  std::vector<double> areaHa(model.interventions.size(), 0), effectiveHa = areaHa, givesWayHa = areaHa;
  for (const LedgerLine& line : ledger) {
    if (line.zone != kWholeRegion) continue;
    for (std::size_t i = 0; i < areaHa.size(); ++i)
      if ((model.strata[line.stratum].interventions >> i & 1) != 0) areaHa[i] += line.areaHa;
  }
  for (const auto& [pair, area] : conflictsHa) givesWayHa[pair.second] += area;
  for (const InterventionSeries& row : series.interventions)
    if (row.zone == kWholeRegion) effectiveHa[row.event] = row.years.back().areaHa;

  std::string out = kInterventionHeader;
  for (std::size_t i = 0; i < model.interventions.size(); ++i) {
    const InterventionSpec& spec = model.interventions[i].spec;
    out += fmt::format("{},{},{},{}\n", headCells(spec), csvNumber(areaHa[i] + givesWayHa[i]),
                       csvNumber(effectiveHa[i]), csvNumber(givesWayHa[i]));
  }
  writeFileWhole(file, out);
}

void writeLeftAlone(const Model& model, const AnnualSeries& series, const fs::path& file, Language language) {
  std::string out = kLeftAloneHeader;
  for (const LeftAlone& left : series.leftAlone)
    out += fmt::format("{},{},{},{},{}\n", headCells(model.interventions[left.event].spec), csvCell(left.classKey),
                       noteName(left.why), csvNumber(left.areaHa),
                       csvCell(model.factors.classes().name(left.classKey, language)));
  writeFileWhole(file, out);
}

}  // namespace tanhui
