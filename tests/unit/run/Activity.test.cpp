#include <algorithm>
#include <map>

#include <gdal.h>
#include <catch2/catch.hpp>

#include "geo/account/SavedRun.h"
#include "geo/ask/ExplainText.h"
#include "geo/ask/WhatIf.h"
#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/base/Handle.h"
#include "geo/model/BuildModel.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/support/TestModel.h"
#include "tests/support/TestProject.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

const ProgressSink kSilent = [](const RunProgress&) {};

RunReport runOf(const Project& project, RunOptions options = {}) {
  const StopFlag stop = false;
  return run(project, options, kSilent, stop);
}

void replaceText(const fs::path& file, const std::string& what, const std::string& with) {
  std::string text = readFile(file);
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  writeFileWhole(file, text.replace(at, what.size(), with));
}

std::string interventionTable(const std::string& name, const std::string& source, int year) {
  return fmt::format("[[interventions]]\nname = \"{}\"\nsource = \"{}\"\naction = \"close\"\nyear = {}\n", name, source,
                     year);
}

void writeShapeFile(const fs::path& file, const std::string& wkt) {
  test::writeLayer(file, {.name = "地块", .fields = {}, .features = {{wkt, {}}}, .encoding = {}});
}

/// The project without plans and past, in a folder of its own.
fs::path writePlainProject(const fs::path& folder) {
  fs::create_directories(folder);
  return test::writeProject(folder);
}

/// Two closed hillsides of one year that meet, one of a later year across the region's border.
fs::path writePlannedProject(const fs::path& folder) {
  fs::path file = test::writeProject(folder);
  writeShapeFile(folder / "甲.gpkg", test::rectangle(601000, 3201000, 604000, 3205000));
  writeShapeFile(folder / "乙.gpkg", test::rectangle(603005, 3203005, 606000, 3207000));
  writeShapeFile(folder / "丙.gpkg", test::rectangle(602000, 3199000, 605000, 3202000));
  writeFileWhole(file, readFile(file) + interventionTable("甲", "甲.gpkg", 2030) +
                           interventionTable("乙,1", "乙.gpkg", 2030) + interventionTable("丙", "丙.gpkg", 2040));
  replaceText(file, "language", "horizon = 2035\nlanguage");
  return file;
}

/// The land of 2015 beside: a stand of ten years ago, and a raster.
void addEarlierLayers(const fs::path& folder, const fs::path& file) {
  test::writeLayer(folder / "林地2015.gpkg", {.name = "小班",
                                              .fields = {"年龄:real"},
                                              .features = {{test::rectangle(600500, 3200500, 604444, 3205555), {"15"}}},
                                              .encoding = {}});
  test::writeRaster(folder / "2015.tif", {.cols = 400,
                                          .rows = 300,  // short of the region's south
                                          .x0 = 600000,
                                          .y0 = 3211000,
                                          .dx = 30,
                                          .dy = 30,
                                          .transform = {},
                                          .value = [](int col, int) { return col < 200 ? 1.0 : 8.0; },
                                          .options = {}});
  replaceText(file, "[grid]", "t1_year = 2015\n[grid]");
  replaceText(file, "[[zones]]", R"([[layers]]
name = "forest 2015"
source = "林地2015.gpkg"
class = "forest_ebf"
age = { field = "年龄" }
date = "t1"
[[layers]]
name = "land cover 2015"
source = "2015.tif"
class = { table = "clcd" }
date = "t1"
[[zones]])");
}

/// Hectares of the region by interventions in the ledger.
std::map<std::string, double> ledgerByInterventions(const fs::path& out) {
  const CsvTable table = readCsv(out / "tables" / "ledger.csv");
  std::map<std::string, double> areas;
  for (const CsvRow& row : table.rows)
    if (row.cells[table.require("zone_layer")].empty())
      areas[row.cells[table.require("interventions")]] += csvNumber(table, row, table.require("area_ha"));
  return areas;
}

const Warning* warningOf(const Warnings& warnings, const char* id) {
  const auto found = std::ranges::find_if(warnings, [id](const Warning& w) { return w.what.id == id; });
  return found == warnings.end() ? nullptr : &*found;
}

std::vector<double> pixelsOf(const fs::path& file, int band) {
  registerGdal();
  const GdalDataset dataset(GDALOpenEx(file.c_str(), GDAL_OF_RASTER, nullptr, nullptr, nullptr));
  REQUIRE(dataset);
  const int cols = GDALGetRasterXSize(dataset.get()), rows = GDALGetRasterYSize(dataset.get());
  std::vector<double> pixels(static_cast<std::size_t>(cols) * static_cast<std::size_t>(rows));
  REQUIRE(GDALRasterIO(GDALGetRasterBand(dataset.get(), band), GF_Read, 0, 0, cols, rows, pixels.data(), cols, rows,
                       GDT_Float64, 0, 0) == CE_None);
  return pixels;
}

/// Land and classes of `one` are those of `other`, in tables to the last few bits and on the map.
void checkSameLand(const RunReport& one, const fs::path& oneOut, const RunReport& other, const fs::path& otherOut) {
  REQUIRE(one.account.classes.size() == other.account.classes.size());
  for (std::size_t i = 0; i < one.account.classes.size(); ++i) {
    CHECK(one.account.classes[i].classKey == other.account.classes[i].classKey);
    CHECK(one.account.classes[i].totals.areaHa == Approx(other.account.classes[i].totals.areaHa).epsilon(1e-12));
  }
  REQUIRE(one.account.zones.size() == other.account.zones.size());
  for (std::size_t i = 0; i < one.account.zones.size(); ++i)
    CHECK(one.account.zones[i].total.areaHa == Approx(other.account.zones[i].total.areaHa).epsilon(1e-12));
  CHECK(pixelsOf(oneOut / "class.tif", 1) == pixelsOf(otherOut / "class.tif", 1));
}

/// The whole baseline is the same, on the map to the last bits of a float.
void checkSameBaseline(const RunReport& one, const fs::path& oneOut, const RunReport& other, const fs::path& otherOut) {
  checkSameLand(one, oneOut, other, otherOut);
  const auto same = [](const Totals& a, const Totals& b) {
    CHECK(a.carbon.total() == Approx(b.carbon.total()).epsilon(1e-12));
    CHECK(a.carbon.net() == Approx(b.carbon.net()).epsilon(1e-12));
    CHECK(a.stockSe == Approx(b.stockSe).epsilon(1e-12));
  };
  for (std::size_t i = 0; i < one.account.classes.size(); ++i)
    same(one.account.classes[i].totals, other.account.classes[i].totals);
  for (std::size_t i = 0; i < one.account.zones.size(); ++i)
    same(one.account.zones[i].total, other.account.zones[i].total);
  CHECK(one.account.factorsUsed == other.account.factorsUsed);
  const std::vector<double> a = pixelsOf(oneOut / "stock.tif", 1), b = pixelsOf(otherOut / "stock.tif", 1);
  REQUIRE(a.size() == b.size());
  double worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::abs(a[i] - b[i]));
  CHECK(worst < 1e-4);
}

std::vector<Error> faultsOfModel(const Project& project) {
  Warnings warnings;
  return check(project, warnings);
}

}  // namespace

TEST_CASE("interventions are in the ledger and in no number of the baseline") {
  const TempFolder folder;
  const RunReport plain = runOf(readProject(writePlainProject(folder.path() / "plain")));
  const Project project = readProject(writePlannedProject(folder.path()));
  const RunReport planned = runOf(project);
  CHECK(planned.closure.cellsVsPolygons < 1e-9);
  checkSameBaseline(planned, folder.path() / "out", plain, folder.path() / "plain" / "out");

  // By the map; the ground is 0.02 to 0.03 % less here.
  const auto areas = ledgerByInterventions(folder.path() / "out");
  CHECK(areas.at("甲") == Approx(1200 - 200).epsilon(4e-4));
  CHECK(areas.at("甲;丙") == Approx(200).epsilon(4e-4));
  CHECK(areas.at("乙,1") == Approx(299.5 * 399.5 / 100 - 99.5 * 199.5 / 100).epsilon(4e-4));
  CHECK(areas.at("丙") == Approx(600 - 200).epsilon(4e-4));
  CHECK(areas.size() == 5);

  const Warning* conflict = warningOf(planned.warnings, "run.intervention_conflict");
  REQUIRE(conflict != nullptr);
  CHECK_THAT(text(conflict->what, Language::zh), Catch::Contains("甲") && Catch::Contains("乙,1"));
  CHECK_THAT(text(conflict->what, Language::en), Catch::Contains("198."));
  const Warning* partly = warningOf(planned.warnings, "model.intervention_partly");
  REQUIRE(partly != nullptr);
  CHECK_THAT(text(partly->what, Language::en), Catch::Contains("of the 89") && Catch::Contains("'丙'"));
  const Warning* late = warningOf(planned.warnings, "run.beyond_horizon");
  REQUIRE(late != nullptr);
  CHECK_THAT(text(late->what, Language::en), Catch::Contains("2035") && Catch::Contains("丙 (2040)"));
  CHECK(warningOf(planned.warnings, "run.interventions") != nullptr);

  const CsvTable table = readCsv(folder.path() / "out" / "tables" / "interventions.csv");
  REQUIRE(table.rows.size() == 3);
  CHECK(table.rows[0].cells[table.require("name")] == "甲");
  CHECK(csvNumber(table, table.rows[1], table.require("gives_way_ha")) == Approx(99.5 * 199.5 / 100).epsilon(4e-4));
  CHECK(csvNumber(table, table.rows[2], table.require("polygon_ha")) == Approx(600).epsilon(4e-4));
  CHECK_FALSE(fs::exists(folder.path() / "plain" / "out" / "tables" / "interventions.csv"));
}

TEST_CASE("explanations and what-if of the base year know nothing of what is planned") {
  const TempFolder folder;
  const Project plain = readProject(writePlainProject(folder.path() / "plain"));
  const Project planned = readProject(writePlannedProject(folder.path()));
  Warnings ignored;
  const Model plainModel = buildModel(plain, ignored), model = buildModel(planned, ignored);
  for (const Point p :
       {Point{603000, 3204000}, Point{601001, 3202000}, Point{606001, 3207001}, Point{611995, 3210995}}) {
    const std::string expected = explanationText(explainAt(plain, p.x, p.y), Language::zh, 20);
    CHECK(explanationText(explainAt(planned, p.x, p.y), Language::zh, 20) == expected);
    CHECK(explanationText(explainAt(model, p.x, p.y), Language::zh, 20) == expected);
  }
  const Explanation zone = explainZone(planned, "townships:A"), plainZone = explainZone(plain, "townships:A");
  REQUIRE(zone.strata.size() == plainZone.strata.size());
  CHECK(zone.totals.carbon.total() == Approx(plainZone.totals.carbon.total()).epsilon(1e-12));
  runOf(planned);
  const Explanation saved = explainZone(planned, "townships:A");
  REQUIRE(saved.strata.size() == plainZone.strata.size());
  CHECK(saved.totals.carbon.total() == Approx(plainZone.totals.carbon.total()).epsilon(1e-12));

  const LandChange change{
      .shape = test::square(602500, 3201500, 1000), .action = LandAction::build, .classKey = {}, .species = {}};
  CHECK(whatIf(model, change).change.carbon.total() == whatIf(plainModel, change).change.carbon.total());
}

TEST_CASE("two dates: the ledger tells what was there, today's land stays") {
  const TempFolder folder;
  const RunReport plain = runOf(readProject(writePlainProject(folder.path() / "plain")));
  const fs::path file = writePlannedProject(folder.path());
  addEarlierLayers(folder.path(), file);
  const RunReport both = runOf(readProject(file));
  checkSameLand(both, folder.path() / "out", plain, folder.path() / "plain" / "out");

  const CsvTable table = readCsv(folder.path() / "out" / "tables" / "ledger.csv");
  std::map<std::string, double> before;
  for (const CsvRow& row : table.rows) {
    CHECK_FALSE(row.cells[table.require("before_class_key")].empty());
    if (row.cells[table.require("zone_layer")].empty())
      before[row.cells[table.require("before_class_key")]] += csvNumber(table, row, table.require("area_ha"));
  }
  CHECK(before.at("forest_ebf") == Approx(394.4 * 505.5 / 100).epsilon(4e-4));
  CHECK(before.contains("builtup"));
  // The raster ends 2 km north of the region's south; the stand covers a part of the rest.
  CHECK(before.at("unmapped") == Approx(1200 * 200 / 100.0 - 394.4 * 150 / 100).epsilon(4e-4));
  const Warning* unmapped = warningOf(both.warnings, "run.unmapped_before");
  REQUIRE(unmapped != nullptr);
  CHECK_THAT(text(unmapped->what, Language::en), Catch::Contains("of 2015"));
}

TEST_CASE("ledgers of past and plans have the same bytes on any number of threads and after a restart") {
  const TempFolder folder;
  const fs::path file = writePlannedProject(folder.path());
  addEarlierLayers(folder.path(), file);
  const Project project = readProject(file);
  runOf(project, {.resume = false, .outputFolder = folder.path() / "one", .threads = 1});
  runOf(project, {.resume = false, .outputFolder = folder.path() / "three", .threads = 3});
  StopFlag stop = false;
  const StopFlag never = false;
  const fs::path stopped = folder.path() / "stopped";
  CHECK_THROWS_AS(run(
                      project, {.resume = false, .outputFolder = stopped, .threads = 1},
                      [&stop](const RunProgress& p) {
                        if (p.phase == "evaluate" && p.done >= 3) stop = true;
                      },
                      stop),
                  Interrupted);
  std::int64_t resumed = 0;
  const RunReport again = run(
      project, {.resume = true, .outputFolder = stopped, .threads = 2},
      [&](const RunProgress& p) { resumed = std::max(resumed, p.resumed); }, never);
  CHECK(resumed >= 3);
  CHECK(warningOf(again.warnings, "run.intervention_conflict") != nullptr);
  for (const char* name :
       {"tables/ledger.csv", "tables/interventions.csv", "tables/zones.csv", "stock.tif", "class.tif"}) {
    INFO(name);
    CHECK(sha256File(folder.path() / "one" / name) == sha256File(folder.path() / "three" / name));
    CHECK(sha256File(folder.path() / "one" / name) == sha256File(stopped / name));
  }
}

TEST_CASE("a saved run has its strata back, with past and plans") {
  const TempFolder folder;
  const fs::path file = writePlannedProject(folder.path());
  addEarlierLayers(folder.path(), file);
  const Project project = readProject(file);
  runOf(project);
  const std::optional<SavedRun> saved = readSavedRun(project);
  REQUIRE(saved);
  std::vector<std::string> names;
  for (const SavedIntervention& each : saved->interventions) names.push_back(each.name);
  CHECK(names == std::vector<std::string>{"甲", "乙,1", "丙"});
  CHECK(sameInterventions(*saved, project));
  double both = 0, grown = 0;
  for (const LedgerLine& line : saved->lines) {
    const Stratum& stratum = saved->strata[line.stratum];
    REQUIRE(stratum.before < saved->strata.size());
    const Stratum& before = saved->strata[stratum.before];
    CHECK(before.before == kUnknownBefore);
    if (line.zone != kWholeRegion) continue;
    if (saved->sets.members(stratum.interventions) == std::vector<std::uint32_t>{0, 2}) both += line.areaHa;
    if (before.age == 15) grown += line.areaHa;
  }
  CHECK(both == Approx(200).epsilon(4e-4));
  CHECK(grown == Approx(394.4 * 505.5 / 100).epsilon(4e-4));

  const fs::path ledger = project.outputFolder / "tables" / "ledger.csv";
  const std::string whole = readFile(ledger);
  replaceText(ledger, "甲;丙", "甲;丁");
  CHECK_THROWS_AS(readSavedRun(project), Error);
  writeFileWhole(ledger, whole);
  fs::remove(project.outputFolder / "tables" / "interventions.csv");
  CHECK(readSavedRun(project)->interventions.size() == 3);  // numbered as they appear
}

TEST_CASE("the ledger of an earlier version, without past and plans, still reads") {
  const TempFolder folder;
  const Project project = readProject(test::writeProject(folder.path()));
  test::writeText(project.outputFolder / "tables" / "ledger.csv",
                  "\xEF\xBB\xBFzone_layer,zone_id,stratum,class_key,species,age_yr,volume_m3_per_ha,area_ha\n"
                  ",,3,paddy,,,,12.5\n");
  const std::optional<SavedRun> saved = readSavedRun(project);
  REQUIRE(saved);
  REQUIRE(saved->lines.size() == 1);
  CHECK(saved->strata[saved->lines[0].stratum].before == kUnknownBefore);
  CHECK(saved->strata[saved->lines[0].stratum].interventions == 0);
  CHECK(saved->interventions.empty());
}

TEST_CASE("plans and their polygons are no part of what makes a run current") {
  const TempFolder folder;
  const fs::path file = writePlannedProject(folder.path());
  const Project project = readProject(file);
  runOf(project);
  CHECK(isCurrent(project));

  writeShapeFile(folder.path() / "丁.gpkg", test::rectangle(601000, 3201000, 601100, 3201100));
  const std::string text = readFile(file);
  writeFileWhole(file, text + interventionTable("丁", "丁.gpkg", 2031));
  CHECK(isCurrent(readProject(file)));
  CHECK_FALSE(sameInterventions(*readSavedRun(project), readProject(file)));
  writeFileWhole(file, text);

  fs::remove(folder.path() / "甲.gpkg");
  writeShapeFile(folder.path() / "甲.gpkg", test::rectangle(601000, 3201000, 601500, 3201500));
  CHECK(isCurrent(project));  // the baseline does not know of it
}

TEST_CASE("faults of interventions and correlations are told when the model is built, all at once") {
  const TempFolder folder;
  const fs::path file = writePlannedProject(folder.path());
  writeShapeFile(folder.path() / "远.gpkg", test::rectangle(650000, 3201000, 651000, 3202000));
  const std::string text = readFile(file);
  writeFileWhole(file, text + interventionTable("远处", "远.gpkg", 2030));
  std::vector<Error> faults = faultsOfModel(readProject(file));
  REQUIRE(faults.size() == 1);
  CHECK_THAT(faults[0].what(), Catch::Contains("'远处' lies wholly outside"));
  CHECK_THROWS_AS(runOf(readProject(file)), ProjectFaults);

  writeFileWhole(file, text + interventionTable("缺", "甲.gpk", 2030) +
                           "[[correlations]]\nfirst = \"pool.paddy.vge\"\nsecond = \"pool.paddy.veg\"\nr = 0.5\n");
  faults = faultsOfModel(readProject(file));
  REQUIRE(faults.size() == 2);
  CHECK_THAT(faults[0].where(), Catch::Contains("project.toml, line "));
  CHECK_THAT(faults[0].what(), Catch::Contains("pool.paddy.vge"));
  CHECK_THAT(tanhui::text(faults[0].remedy(), Language::en), Catch::Contains("pool.paddy.veg"));
  CHECK_THAT(faults[1].where(), Catch::Contains("project.toml, line "));
  CHECK_THAT(tanhui::text(faults[1].remedy(), Language::zh), Catch::Contains("甲.gpkg"));
}

TEST_CASE("a stand of t1 was not planted after that year") {
  const TempFolder folder;
  const fs::path file = writePlannedProject(folder.path());
  addEarlierLayers(folder.path(), file);
  replaceText(file, "age = { field = \"年龄\" }\ndate", "planted = 2016\ndate");
  replaceText(file, "planted = 2016", "planted = { field = \"年龄\" }");  // 15: two thousand years of age
  Warnings warnings;
  const Model model = buildModel(readProject(file), warnings);
  CHECK(model.strata[model.earlier[0].strata[0]].age == 2000);
  test::writeLayer(folder.path() / "新.gpkg",
                   {.name = "小班",
                    .fields = {"年龄:real"},
                    .features = {{test::rectangle(600500, 3200500, 604444, 3205555), {"2016"}}},
                    .encoding = {}});
  replaceText(file, "林地2015.gpkg", "新.gpkg");
  const std::vector<Error> faults = faultsOfModel(readProject(file));
  REQUIRE(faults.size() == 1);
  CHECK_THAT(text(faults[0].problem(), Language::en), Catch::Contains("2016, after the year 2015"));
}
