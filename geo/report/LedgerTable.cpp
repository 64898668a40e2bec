#include "geo/report/LedgerTable.h"

#include <algorithm>
#include <cmath>

#include "geo/account/InterventionValues.h"
#include "geo/account/SavedRun.h"
#include "geo/account/SeriesWords.h"
#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/carbon/AgeGroup.h"
#include "geo/carbon/Origin.h"
#include "geo/landclass/MeasuredMeans.h"
#include "geo/project/LandActions.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

constexpr const char* kLedgerHeader =
    "\xEF\xBB\xBFzone_layer,zone_id,stratum,class_key,species,age_yr,volume_m3_per_ha,area_ha,interventions,"
    "before_class_key,before_species,before_age_yr,before_volume_m3_per_ha,origin,before_origin,age_group";
constexpr const char* kValuesColumn = ",intervention_values";
constexpr const char* kFloodingColumns = ",flooded_days,flooded_ch4_by,flooded_ch4_kg_per_ha";
constexpr const char* kMeasuredColumns =
    ",vegetation_measured_by,vegetation_measured_tC,vegetation_measured_se_tC,soil30_measured_by,soil30_measured_tC,"
    "soil30_measured_se_tC";

constexpr const char* kLeftAloneHeader = "\xEF\xBB\xBFname,scenario,action,year,class_key,reason,area_ha,class_name\n";
constexpr const char* kInterventionHeader =
    "\xEF\xBB\xBFname,scenario,action,year,polygon_ha,effective_ha,gives_way_ha\n";

std::string numberCell(double value) { return std::isnan(value) ? std::string() : csvNumber(value); }

/// "CLASS,SPECIES,AGE,VOLUME"
std::string landCells(const Stratum& stratum) {
  return fmt::format("{},{},{},{}", csvCell(stratum.classKey), csvCell(stratum.species), numberCell(stratum.age),
                     numberCell(stratum.volume));
}

/// What `of` says of each change that a stratum is under, joined by ";".
template <typename Of>
std::string joined(std::span<const std::uint32_t> changes, Of of) {
  std::string out;
  for (const std::uint32_t change : changes) out += fmt::format("{}{}", out.empty() ? "" : ";", of(change));
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

/// Of a line: what was measured, summed over its area, and by which raster.
std::string measuredCells(const Model& model, const MeasuredMean& line) {
  std::string out;
  for (const MeasuredFigure* figure : {&line.stratum.vegetation, &line.stratum.soil30}) {
    if (figure->given())
      out += fmt::format(",{},{},{}", csvCell(model.measured.layers().at(figure->source).spec.name),
                         csvNumber(line.areaHa * figure->value), csvNumber(line.areaHa * figure->se));
    else
      out += ",,,";
  }
  return out;
}

std::string floodingCells(const Flooding& flooding) {
  return fmt::format(",{},{},{}", numberCell(flooding.days),
                     kFloodMethaneNames[static_cast<std::size_t>(flooding.methane)], numberCell(flooding.ch4KgPerHa));
}

/// The lines of the ledger, those of a zone that are alike but for what was measured as one.
class LedgerText {
 public:
  explicit LedgerText(const Model& model)
      : model_(model),
        numbers_(numbersOf(model.plan)),
        values_(hasValuesByField(model)),
        measured_(!model.measured.empty()),
        flooded_(std::ranges::any_of(model.layers, [](const LandLayer& layer) { return layer.belt != nullptr; })) {
    for (const ZoneLayer& layer : model.zones)
      for (const std::string& id : layer.ids) zones_.push_back(csvCell(layer.name) + "," + csvCell(id));
  }

  std::string header() const {
    return fmt::format("{}{}{}{}{},ledger_version\n", kLedgerHeader, values_ ? kValuesColumn : "",
                       olderHeader(model_.dates.size()), measured_ ? kMeasuredColumns : "",
                       flooded_ ? kFloodingColumns : "");
  }
  /// `lines` of one zone.
  void add(std::span<const LedgerLine> lines, std::string& out) const {
    for (const MeasuredMean& mean : measuredMeans(model_.strata.all(), lines)) add(lines[0].zone, mean, out);
  }

 private:
  void add(std::uint32_t zone, const MeasuredMean& line, std::string& out) const {
    const Stratum& stratum = line.stratum;
    const std::vector<std::uint32_t> changes = model_.plan.sets.members(stratum.interventions);
    const bool told = stratum.before != kUnknownBefore;
    out +=
        fmt::format("{},{},{},{},{},{},{},{},{}", zone == kWholeRegion ? "," : zones_[zone], line.first,
                    landCells(stratum), csvNumber(line.areaHa),
                    csvCell(joined(changes, [this](std::uint32_t change) { return model_.plan.eventOf(change).name; })),
                    told ? landCells(model_.strata[stratum.before]) : ",,,", originName(stratum.origin),
                    told ? originName(model_.strata[stratum.before].origin) : "", ageGroupName(stratum.ageGroup));
    if (values_) out += "," + joined(changes, [this](std::uint32_t change) { return numbers_[change]; });
    out += olderCells(model_.strata, stratum.before, model_.dates.size());
    if (measured_) out += measuredCells(model_, line);
    if (flooded_) out += floodingCells(stratum.flooding);
    out += fmt::format(",{}\n", kLedgerVersion);
  }

  const Model& model_;
  const std::vector<std::size_t> numbers_;
  const bool values_, measured_, flooded_;
  std::vector<std::string> zones_;
};

}  // namespace

bool hasValuesByField(const Model& model) {
  return std::ranges::any_of(model.interventions,
                             [](const InterventionLayer& layer) { return !layer.spec.fields.empty(); });
}

void writeLedger(const Model& model, std::span<const LedgerLine> ledger, const fs::path& file) {
  const LedgerText text(model);
  std::string out = text.header();
  for (std::size_t at = 0; at < ledger.size();) {
    std::size_t end = at;
    while (end < ledger.size() && ledger[end].zone == ledger[at].zone) ++end;
    text.add(ledger.subspan(at, end - at), out);
    at = end;
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
