#include "geo/run/Run.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <future>
#include <thread>

#include "geo/account/ProjectSeries.h"
#include "geo/account/RunJson.h"
#include "geo/account/SeriesWords.h"
#include "geo/base/Distinct.h"
#include "geo/base/Version.h"
#include "geo/evaluate/ClosureCheck.h"
#include "geo/evaluate/Histories.h"
#include "geo/gis/StyleQml.h"
#include "geo/gis/ZonesGpkg.h"
#include "geo/landclass/ClassTable.h"
#include "geo/model/BuildModel.h"
#include "geo/model/ProjectErrors.h"
#include "geo/paint/RunMaps.h"
#include "geo/report/LedgerTable.h"
#include "geo/report/ReportDocument.h"
#include "geo/report/ReportHtml.h"
#include "geo/report/ReportPdf.h"
#include "geo/report/SeriesTable.h"
#include "geo/report/Tables.h"
#include "geo/report/Workbook.h"
#include "geo/run/OutputPlaces.h"
#include "geo/run/TileRun.h"
#include "geo/run/WorkFolder.h"
#include "geo/run/detail/InputWatch.h"
#include "geo/run/detail/Inputs.h"
#include "geo/series/Baseline.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kPairsTold = 5;  // overlaps of a layer that a warning spells out

/// Half a square metre, or a billionth of the region: what digitising and rounding leave. A figure that would be shown
/// as 0.0000 ha or 1e-8 % is no news.
bool isNoise(double areaHa, double regionHa) { return areaHa < std::max(5e-5, 1e-9 * regionHa); }

/// One run, step by step.
class Runner {
 public:
  Runner(const Project& project, const RunOptions& options, const ProgressSink& progress, const StopFlag& stop)
      : project_(project),
        options_(options),
        progress_(progress),
        stop_(stop),
        work_(placesOf(project, options)),
        threads_(options.threads > 0 ? options.threads
                                     : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()))) {}

  RunReport run() {
    read();
    evaluate();
    account();
    writeMaps();
    writeDocuments();
    report_.outputs = work_.publish();
    return std::move(report_);
  }

 private:
  /// Refuses before any work starts what would end in the loss of a file.
  static OutputPlaces placesOf(const Project& project, const RunOptions& options) {
    const fs::path& output = options.outputFolder.empty() ? project.outputFolder : options.outputFolder;
    OutputPlaces places = tanhui::placesOf(project, output, options.overwrite || project.overwrite);
    places.require(outputNames(project, options.year));
    return places;
  }

  void begin(std::string_view phase) const {
    progress_({phase, 0, 0, 0, 0});
    heed(&stop_);
  }

  void read() {
    begin("read");
    model_ = withHistories(buildModel(project_, report_.warnings, false, &stop_));
    warnOfPlans();
    const StratumAccountant accountant(model_.factors, model_.rules);
    carbon_ = baselineCarbon(accountant, model_.strata.all(), model_.years);
    report_.inputs = hashInputs(model_.inputs, &stop_);
    heed(&stop_);
  }

  void warnOfPlans() {
    if (project_.interventions.empty()) return;
    report_.warnings.push_back({project_.name, say("run.interventions", project_.interventions.size())});
    std::string late;
    for (std::uint32_t i = 0; i < model_.plan.interventions.size(); ++i) {
      const PlannedEvent& event = model_.plan.interventions[i];
      if (const int last = yearsOf(event, i, model_.plan.changes).second; last > project_.horizon)
        late += fmt::format("{}{} ({})", late.empty() ? "" : ", ", event.name, last);
    }
    if (!late.empty()) report_.warnings.push_back({project_.name, say("run.beyond_horizon", project_.horizon, late)});
  }

  void evaluate() {
    maps_ = runMaps(project_, model_, carbon_, yearChoices(project_, options_.year));
    std::vector<MapFile> files;
    for (const RunMap& map : maps_) files.push_back({fileNameOf(map.product, map.of), specOf(map), &map});
    tiles_ = runTiles(
        model_, carbon_, files, [this](const std::string& name) { return work_.stage() / (name + ".tif"); },
        {.workFolder = work_.path(),
         .fingerprint = fingerprint(report_.inputs, project_, model_.grid) + namesOf(files),
         .resume = options_.resume,
         .threads = threads_},
        progress_, stop_);
    failWithoutResume([&] { watch_.requireUnchanged(report_.inputs); });  // nothing is read after this
  }

  static std::string namesOf(const std::vector<MapFile>& files) {
    std::string names;
    for (const MapFile& file : files) names += " " + file.name;
    return names;
  }

  CogSpec specOf(const RunMap& map) const {
    CogSpec spec;
    spec.grid = model_.grid;
    spec.codec = project_.codec;
    spec.metadata = {{"TANHUI_PROJECT", project_.name},
                     {"TANHUI_VERSION", kVersion},
                     {"TANHUI_BASE_YEAR", std::to_string(project_.baseYear)}};
    if (project_.synthetic) spec.metadata["TANHUI_SYNTHETIC"] = text("run.synthetic", project_.language);
    if (map.of) spec.metadata["TANHUI_YEAR"] = std::to_string(map.of->year);
    if (map.of) spec.metadata["TANHUI_SCENARIO"] = map.of->scenario;
    for (const MapBand& band : map.product.bands)
      spec.bands.push_back({std::string(band.key), std::string(band.unit.name)});
    if (!map.product.classes) return spec;
    spec.bands = {{std::string(map.product.key), ""}};
    const LandClasses& known = model_.factors.classes();
    for (const std::string& key : std::get<ClassMap>(map.shown).classes)
      spec.classes.push_back({known.colour(key), known.name(key, project_.language)});
    return spec;
  }

  void account() {
    refuseUnknownValues();
    const std::vector<LedgerLine> ledger = tiles_.sums.ledger.lines();
    report_.closure = closureOf(model_, tiles_.sums, ledger);
    failWithoutResume([&] { requireClosure(report_.closure, project_.file.string()); });
    std::vector<ZoneName> zones;
    for (const ZoneLayer& layer : model_.zones)
      for (std::size_t i = 0; i < layer.ids.size(); ++i) zones.push_back({layer.name, layer.ids[i], layer.labels[i]});
    report_.areaErrorPercent = areaErrorsOf(model_.layers, model_.strata);
    const ErrorRules errors = errorRulesOf(project_, model_.factors, model_.strata.all(), report_.areaErrorPercent);
    report_.account = makeAccount(model_.strata.all(), carbon_, ledger, zones, errors);
    warnOfOverlaps();
    warnOfUnmapped();
    warnOfUnmappedBefore(ledger);
    warnOfConflicts();
    tellOfScaling();
    report_.officialAreas = officialAreas(model_, report_.warnings);
    const StratumAccountant accountant(model_.factors, model_.rules);
    for (const Warning& remark : accountant.remarks(model_.strata.all())) report_.warnings.push_back(remark);
    report_.warnings = distinct(std::move(report_.warnings));
    describeRun();
    fs::create_directories(work_.stage() / "tables");
    writeLedger(model_, ledger, work_.stage() / "tables" / "ledger.csv");
    follow(ledger, std::move(zones));
    if (model_.interventions.empty()) return;
    const AnnualSeries& series = report_.series->series;
    writeInterventions(model_, ledger, tiles_.sums.conflictsHa, series, work_.stage() / "tables" / "interventions.csv");
    if (hasValuesByField(model_))
      writeInterventionValues(model_, ledger, series, work_.stage() / "tables" / "intervention_values.csv");
    writeLeftAlone(model_, series, work_.stage() / "tables" / "left_alone.csv", project_.language);
    for (Warning& left :
         leftAloneWarnings(series, report_.series->interventions, model_.factors.classes(), project_.language))
      report_.warnings.push_back(std::move(left));
  }

  /// The years after the base year, from the ledger.
  void follow(const std::vector<LedgerLine>& ledger, std::vector<ZoneName> zones) {
    ProjectSeries series(project_, model_.factors,
                         {model_.strata.all(), ledger, std::move(zones), report_.areaErrorPercent, model_.plan});
    report_.series =
        std::make_shared<SeriesReport>(series.report(project_.uncertainty.draws, project_.uncertainty.seed));
  }

  /// A fault that the same tiles would give again: there is nothing to resume.
  template <typename Step>
  void failWithoutResume(Step step) {
    try {
      step();
    } catch (const Error&) {
      work_.discard();
      throw;
    }
  }

  void refuseUnknownValues() {
    std::vector<Error> faults;
    const std::size_t now = model_.layers.size();
    for (std::size_t layer = 0; layer < now + model_.earlier.size(); ++layer) {
      std::string list;
      for (const auto& [key, area] : tiles_.sums.unknownHa)
        if (key.first == layer) list += fmt::format("{}{} ({:.4g} ha)", list.empty() ? "" : ", ", key.second, area);
      const LandLayer& raster = layer < now ? model_.layers[layer] : model_.earlier[layer - now];
      if (!list.empty())
        faults.emplace_back(raster.name, say("model.values_unknown", list), say("model.codes_unknown.remedy"));
    }
    if (!faults.empty()) failWithoutResume([&] { throw ProjectFaults(std::move(faults)); });
  }

  void warnOfOverlaps() {
    for (std::uint32_t layer = 0; layer < model_.layers.size(); ++layer) {
      double area = 0;
      std::vector<std::pair<double, std::pair<std::uint32_t, std::uint32_t>>> pairs;
      for (const auto& [key, ha] : tiles_.sums.overlapsHa) {
        if (std::get<0>(key) != layer) continue;
        area += ha;
        pairs.push_back({-ha, {std::get<1>(key), std::get<2>(key)}});
      }
      if (isNoise(area, report_.account.total.areaHa)) continue;
      std::sort(pairs.begin(), pairs.end());
      std::string examples;
      const std::vector<std::int64_t>& fids = model_.layers[layer].polygons.fids;
      for (std::size_t i = 0; i < std::min(kPairsTold, pairs.size()); ++i)
        examples +=
            fmt::format("{}{}/{}", i == 0 ? "" : ", ", fids[pairs[i].second.first], fids[pairs[i].second.second]);
      report_.warnings.push_back(
          {model_.layers[layer].name, say("run.overlaps", pairs.size(), fmt::format("{:.4f}", area), examples)});
    }
  }

  void warnOfUnmapped() {
    for (const ClassTotals& c : report_.account.classes)
      if (c.classKey == "unmapped" && !isNoise(c.totals.areaHa, report_.account.total.areaHa))
        report_.warnings.push_back(
            {project_.name, say("run.unmapped", fmt::format("{:.4f}", c.totals.areaHa),
                                fmt::format("{:.3g}", 100 * c.totals.areaHa / report_.account.total.areaHa))});
  }

  void warnOfUnmappedBefore(std::span<const LedgerLine> ledger) {
    std::vector<double> areas(project_.earlierYears.size());
    for (const LedgerLine& line : ledger) {
      StratumId land = line.zone == kWholeRegion ? line.stratum : kUnknownBefore;
      for (double& area : areas) {
        if (land != kUnknownBefore) land = model_.strata[land].before;
        if (land != kUnknownBefore && model_.strata[land].classKey == "unmapped") area += line.areaHa;
      }
    }
    for (std::size_t date = 0; date < areas.size(); ++date)
      if (!isNoise(areas[date], report_.account.total.areaHa))
        report_.warnings.push_back(
            {project_.name, say("run.unmapped_before", fmt::format("{:.4f}", areas[date]),
                                fmt::format("{:.3g}", 100 * areas[date] / report_.account.total.areaHa),
                                project_.earlierYears[date])});
  }

  void tellOfScaling() {
    const auto scaled = tiles_.sums.scalingHa.find(kWholeRegion);
    if (scaled == tiles_.sums.scalingHa.end()) return;
    report_.warnings.push_back(
        {project_.name, say("run.record_scaled", fmt::format("{:+.6f}", scaled->second),
                            fmt::format("{:+.3g}", 1e6 * scaled->second / report_.account.total.areaHa))});
  }

  void warnOfConflicts() {
    for (const auto& [pair, area] : tiles_.sums.conflictsHa) {
      if (isNoise(area, report_.account.total.areaHa)) continue;
      const std::string &holds = model_.interventions[pair.first].spec.name,
                        &givesWay = model_.interventions[pair.second].spec.name;
      const std::string areaHa = fmt::format("{:.4f}", area);
      report_.warnings.push_back({project_.name, pair.first == pair.second
                                                     ? say("run.intervention_overlap", holds, areaHa)
                                                     : say("run.intervention_conflict", holds, givesWay, areaHa)});
    }
  }

  void describeRun() {
    report_.projectName = project_.name;
    report_.projectFile = project_.file;
    report_.language = project_.language;
    report_.synthetic = project_.synthetic;
    report_.scope = project_.scope;
    report_.baseYear = project_.baseYear;
    report_.gwp = project_.rules.gwp;
    report_.soilDepthCm = project_.rules.soilDepthCm;
    constexpr std::array kEquations = {"auto", "expansion", "continuous"};
    report_.volumeEquation = kEquations[static_cast<std::size_t>(project_.rules.volumeEquation)];
    report_.grid = model_.grid;
    report_.areaRule = project_.areaRule == AreaRule::ground ? "ground" : "map";
    report_.threads = threads_;
    report_.version = kVersion;
    report_.factors = std::make_shared<FactorLibrary>(model_.factors);  // the report outlives the model
    report_.classes = model_.factors.classes();
  }

  void writeMaps() {
    for (std::size_t i = 0; i < tiles_.writers.size(); ++i) {
      progress_({"write", static_cast<std::int64_t>(i), static_cast<std::int64_t>(tiles_.writers.size()), 0, 0});
      tiles_.writers[i]->finish(&stop_);
      const std::string name = fileNameOf(maps_[i].product, maps_[i].of);
      const fs::path file = work_.stage() / (name + ".tif");
      report_.outputs.push_back(file);
      if (const fs::path names = file.string() + ".aux.xml"; fs::exists(names)) report_.outputs.push_back(names);
      report_.outputs.push_back(writeMapStyle(maps_[i], work_.stage() / (name + ".qml"), *tiles_.writers[i]));
    }
  }

  void writeDocuments() {
    begin("report");
    std::vector<ZoneShapes> shapes;
    for (const ZoneLayer& layer : model_.zones)
      shapes.push_back({layer.name, layer.ids, layer.labels, layer.polygons.shapes});
    const fs::path stage = work_.stage();
    const ReportDocument document = makeReportDocument(report_, shapes);
    // The PDF takes about as long as all the rest.
    std::future<fs::path> pdf = std::async(threads_ > 1 ? std::launch::async : std::launch::deferred,
                                           [&] { return writePdf(document, stage, &stop_); });
    for (fs::path& table : writeTables(report_, stage)) report_.outputs.push_back(std::move(table));
    report_.outputs.push_back(stage / "tables" / "ledger.csv");
    if (!model_.interventions.empty())
      for (const char* name : {"interventions.csv", "left_alone.csv"})
        report_.outputs.push_back(stage / "tables" / name);
    if (hasValuesByField(model_)) report_.outputs.push_back(stage / "tables" / "intervention_values.csv");
    for (fs::path& table : writeSeriesTables(*report_.series, stage, project_.language))
      report_.outputs.push_back(std::move(table));
    report_.outputs.push_back(writeWorkbook(report_, stage, &stop_));
    if (!shapes.empty()) report_.outputs.push_back(writeZonesGpkg(report_, shapes, stage, &stop_));
    report_.outputs.push_back(writeHtml(document, stage, &stop_));
    report_.outputs.push_back(pdf.get());
    report_.wallSeconds = std::chrono::duration<double>(Clock::now() - started_).count();
    report_.cpuSeconds = static_cast<double>(std::clock() - startedCpu_) / CLOCKS_PER_SEC;
    writeRunJson(report_, stage, &stop_);
  }

  /// QGIS opens a map with the style of the same name.
  fs::path writeMapStyle(const RunMap& map, const fs::path& qml, const CogWriter& writer) const {
    if (map.product.classes) {
      writeStyle(qml, specOf(map).classes, writer.classCounts());
      return qml;
    }
    const std::size_t band = leadingBand(map.product, project_.scope);
    writeStyle(qml, map.product.palette, writer.statistics(band), map.product.bands[band].unit.inBothLanguages(),
               static_cast<int>(band) + 1);
    return qml;
  }

  const Project& project_;
  const InputWatch watch_{inputsOf(project_)};
  const RunOptions& options_;
  const ProgressSink& progress_;
  const StopFlag& stop_;
  WorkFolder work_;
  const int threads_;
  const Clock::time_point started_ = Clock::now();
  const std::clock_t startedCpu_ = std::clock();

  RunReport report_;
  Model model_;
  std::vector<StratumCarbon> carbon_;
  std::vector<RunMap> maps_;
  TileRun tiles_;
};

}  // namespace

RunReport run(const Project& project, const RunOptions& options, const ProgressSink& progress, const StopFlag& stop) {
  return Runner(project, options, progress, stop).run();
}

}  // namespace tanhui
