// Interventions whose polygons have values of their own, against the same plan written with an intervention each.

#include <algorithm>
#include <map>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "geo/account/ProjectSeries.h"
#include "geo/account/SavedRun.h"
#include "geo/ask/Explain.h"
#include "geo/ask/ExplainText.h"
#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

const ProgressSink kSilent = [](const RunProgress&) {};

RunReport runOf(const Project& project, RunOptions options = {}) {
  const StopFlag stop = false;
  return run(project, options, kSilent, stop);
}

/// A polygon with what it tells.
struct Parcel {
  std::string wkt, species, year, density, fraction;
};

/// On grass and dry fields. The first two have the same values, the third meets the second in its year, the fourth lies
/// on the first two years later.
std::vector<Parcel> parcels() {
  return {{test::rectangle(600100, 3200100, 600300, 3200200), "马尾松", "2027", "1800", "0.2"},
          {test::rectangle(600300, 3200100, 600500, 3200200), "马尾松", "2027", "1800", "0.2"},
          {test::rectangle(600400, 3200100, 600600, 3200200), "柏木", "2027", "2500", "0.5"},
          {test::rectangle(600150, 3200050, 600250, 3200150), "毛竹", "2029", "900", "0.7"},
          {test::rectangle(600055, 3200555, 600455, 3200955), "柏木", "2040", "2500", "0.35"}};
}

/// A project of 1 km2, half grass, half dry fields, and a stand of pines; without interventions.
fs::path writeLand(const fs::path& folder) {
  fs::create_directories(folder);
  test::writeLayer(
      folder / "land.gpkg",
      {.name = "land",
       .fields = {"class", "age:real", "sz"},
       .features = {{test::rectangle(600700, 3200700, 600990, 3200990), {"forest_enf_masson", "30", "马尾松"}},
                    {test::rectangle(600000, 3200000, 601000, 3200500), {"grass", "", ""}},
                    {test::rectangle(600000, 3200500, 601000, 3201000), {"cropland_dry", "", ""}}}});
  test::writeLayer(folder / "zones.gpkg",
                   {.name = "zones",
                    .fields = {"id"},
                    .features = {{test::rectangle(600000, 3200000, 600333, 3201000), {"west"}},
                                 {test::rectangle(600333, 3200000, 601000, 3201000), {"east"}}}});
  writeFileWhole(folder / "project.toml", R"([project]
name = "plans"
base_year = 2025
horizon = 2045
[grid]
crs = "EPSG:4544"
cell_size = 30
area = "map"
bounds = [600000, 3200000, 601000, 3201000]
[[layers]]
name = "land"
source = "land.gpkg"
class = { field = "class" }
species = { field = "sz" }
age = { field = "age" }
[[zones]]
name = "zones"
source = "zones.gpkg"
id = "id"
[output]
maps_years = [2045]
[uncertainty]
draws = 100
)");
  return folder / "project.toml";
}

void add(const fs::path& file, const std::string& toml) { writeFileWhole(file, readFile(file) + toml); }

/// The parcels in one file, with the fields NO, SZ, NF, MD and QD.
void writeParcels(const fs::path& folder, const std::vector<Parcel>& all) {
  std::vector<test::TestFeature> features;
  for (std::size_t i = 0; i < all.size(); ++i)
    features.push_back({all[i].wkt, {std::to_string(i), all[i].species, all[i].year, all[i].density, all[i].fraction}});
  test::writeLayer(
      folder / "parcels.gpkg",
      {.name = "parcels", .fields = {"NO", "SZ", "NF:int", "MD:real", "QD:real"}, .features = std::move(features)});
}

constexpr const char* kByField = R"([[interventions]]
name = "planting"
source = "parcels.gpkg"
action = "plant"
species = { field = "SZ" }
year = { field = "NF" }
density = { field = "MD" }
[[interventions]]
name = "felling"
source = "parcels.gpkg"
action = "harvest"
scenario = "fell"
year = { field = "NF" }
fraction = { field = "QD" }
)";

fs::path writeByField(const fs::path& folder) {
  const fs::path file = writeLand(folder);
  writeParcels(folder, parcels());
  add(file, kByField);
  return file;
}

/// The same with an intervention for each parcel.
fs::path writeEach(const fs::path& folder) {
  const fs::path file = writeLand(folder);
  writeParcels(folder, parcels());
  const std::vector<Parcel> all = parcels();
  for (const bool plant : {true, false})
    for (std::size_t i = 0; i < all.size(); ++i)
      add(file,
          fmt::format(
              "[[interventions]]\nname = \"{} {}\"\nsource = \"parcels.gpkg\"\nwhere = \"NO = '{}'\"\n"
              "year = {}\n{}\n",
              plant ? "planting" : "felling", i, i, all[i].year,
              plant ? fmt::format("action = \"plant\"\nspecies = \"{}\"\ndensity = {}", all[i].species, all[i].density)
                    : fmt::format("action = \"harvest\"\nscenario = \"fell\"\nfraction = {}", all[i].fraction)));
  return file;
}

std::optional<double> numberIn(const std::string& cell) {
  char* end = nullptr;
  const double number = std::strtod(cell.c_str(), &end);
  return cell.empty() || *end != '\0' ? std::nullopt : std::optional(number);
}

/// Lines of two tables that differ by more than rounding.
std::size_t differing(const CsvTable& a, const CsvTable& b) {
  REQUIRE(a.header == b.header);
  REQUIRE(a.rows.size() == b.rows.size());
  std::size_t count = 0;
  for (std::size_t row = 0; row < a.rows.size(); ++row)
    for (std::size_t i = 0; i < a.header.size(); ++i) {
      const std::string &x = a.rows[row].cells[i], &y = b.rows[row].cells[i];
      const auto p = numberIn(x), q = numberIn(y);
      if (p && q ? std::abs(*p - *q) > 1e-9 * (1 + std::abs(*p)) : x != y) ++count;
    }
  return count;
}

/// What a table says of a column, by another.
std::map<std::string, double> columnOf(const CsvTable& table, const char* by, const char* column) {
  std::map<std::string, double> out;
  for (const CsvRow& row : table.rows)
    out[row.cells[table.require(by)]] += csvNumber(table, row, table.require(column));
  return out;
}

std::vector<Error> faultsOf(const Project& project) {
  Warnings warnings;
  return check(project, warnings);
}

}  // namespace

TEST_CASE("polygons with values of their own are an intervention each: every figure is the same") {
  const TempFolder folder;
  const fs::path one = folder.path() / "one", each = folder.path() / "each";
  runOf(readProject(writeByField(one)));
  runOf(readProject(writeEach(each)));
  for (const char* name : {"totals", "zones", "series", "inventory", "factors"}) {
    INFO(name);
    const fs::path table = fs::path("out") / "tables" / fmt::format("{}.csv", name);
    CHECK(differing(readCsv(one / table), readCsv(each / table)) == 0);
  }
  for (const char* map : {"stock.tif", "stock_2045_plan.tif", "stock_2045_fell.tif", "class_2045_plan.tif"}) {
    INFO(map);
    CHECK(readFile(one / "out" / map).size() > 100);
    CHECK((readFile(one / "out" / map) == readFile(each / "out" / map)));
  }

  // An entry sums up what its polygons do. On the map: 2 ha each of the first three, of which the third gives way on
  // 1 ha; 1 ha; 16 ha. Bamboo goes over what was planted two years before on 0.5 ha, where trees are left alone.
  const CsvTable planned = readCsv(one / "out" / "tables" / "interventions.csv"),
                 single = readCsv(each / "out" / "tables" / "interventions.csv");
  REQUIRE(planned.rows.size() == 2);
  CHECK(planned.rows[0].cells[planned.require("year")] == "2027-2040");
  CHECK(columnOf(planned, "name", "polygon_ha")["planting"] == Approx(2 + 2 + 2 + 1 + 16).epsilon(1e-9));
  CHECK(columnOf(planned, "name", "gives_way_ha")["planting"] == Approx(1).epsilon(1e-9));
  CHECK(columnOf(planned, "name", "effective_ha")["planting"] == Approx(2 + 2 + 1 + 0.5 + 16).epsilon(1e-9));
  for (const char* column : {"polygon_ha", "effective_ha", "gives_way_ha"})
    for (const std::string& name : {std::string("planting"), std::string("felling")}) {
      double sum = 0;
      for (int i = 0; i < 5; ++i) sum += columnOf(single, "name", column)[fmt::format("{} {}", name, i)];
      CHECK(columnOf(planned, "name", column)[name] == Approx(sum).margin(1e-9));
    }

  // The two polygons with the same values are one line.
  const CsvTable values = readCsv(one / "out" / "tables" / "intervention_values.csv");
  std::vector<std::string> lines;
  for (const CsvRow& row : values.rows)
    if (row.cells[0] == "planting")
      lines.push_back(fmt::format("{} {} {} {} {:.6g}", row.cells[values.require("number")],
                                  row.cells[values.require("species")], row.cells[values.require("year")],
                                  row.cells[values.require("density")],
                                  csvNumber(values, row, values.require("effective_ha"))));
  CHECK(lines == std::vector<std::string>{"1 马尾松 2027 1800 4", "2 柏木 2027 2500 1", "3 毛竹 2029 900 0.5",
                                          "4 柏木 2040 2500 16"});
  CHECK_FALSE(fs::exists(each / "out" / "tables" / "intervention_values.csv"));

  // What they add, by year, too.
  const CsvTable added = readCsv(one / "out" / "tables" / "additional.csv"),
                 addedEach = readCsv(each / "out" / "tables" / "additional.csv");
  const auto byYear = [](const CsvTable& table, const std::string& scenario) {
    std::map<std::string, double> out;
    for (const CsvRow& row : table.rows)
      if (row.cells[table.require("zone_id")].empty() && row.cells[table.require("scenario")] == scenario)
        out[row.cells[table.require("year")]] += csvNumber(table, row, table.require("added_stock_tC"));
    return out;
  };
  for (const char* scenario : {"plan", "fell"})
    for (const auto& [year, stock] : byYear(added, scenario))
      CHECK(stock == Approx(byYear(addedEach, scenario)[year]).margin(1e-9));
}

TEST_CASE("a run with values of polygons is read back, and follows what else the project changes") {
  const TempFolder folder;
  const fs::path file = writeByField(folder.path());
  const RunReport report = runOf(readProject(file));
  Project project = readProject(file);
  const std::optional<SavedRun> saved = readSavedRun(project);
  REQUIRE(saved);
  CHECK(sameInterventions(*saved, project));
  CHECK(planOf(*saved, project).changes == report.series->changes);
  Warnings warnings;
  ProjectSeries series(project, *report.factors, activityOfLastRun(project, warnings));
  const SeriesReport again = series.report(0, 1);
  for (std::size_t s = 0; s < 3; ++s)
    for (std::size_t y = 0; y < 21; ++y)
      CHECK(again.series.scenarios[s].total().years[y].totalStock() ==
            report.series->series.scenarios[s].total().years[y].totalStock());

  // Another field is another plan.
  project.interventions[0].fields["species"].field = "SZ2";
  CHECK_FALSE(sameInterventions(*saved, project));
  CHECK_THROWS_AS(activityOfLastRun(project, warnings), Error);
  // A number that the table does not have is no run of ours.
  const fs::path ledger = folder.path() / "out" / "tables" / "ledger.csv";
  std::string text = readFile(ledger);
  const std::size_t at = text.find("\n,,");
  REQUIRE(at != std::string::npos);
  text.insert(text.find('\n', text.find("planting", at)), ";77");
  text.replace(text.find("planting", at), 8, "planting;planting");
  writeFileWhole(ledger, text);
  CHECK_THROWS_AS(readSavedRun(readProject(file)), Error);
}

TEST_CASE("values of polygons give the same bytes on any number of threads and after a stop") {
  const TempFolder folder;
  const Project project = readProject(writeByField(folder.path()));
  runOf(project, {.resume = false, .outputFolder = folder.path() / "a", .threads = 1});
  StopFlag stop = false;
  const auto stopSoon = [&stop](const RunProgress& progress) {
    if (progress.phase == "write") stop = true;
  };
  CHECK_THROWS_AS(run(project, {.resume = false, .outputFolder = folder.path() / "b", .threads = 1}, stopSoon, stop),
                  Interrupted);
  runOf(project, {.resume = true, .outputFolder = folder.path() / "b", .threads = 3});
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder.path() / "a")) {
    if (!entry.is_regular_file() || entry.path().filename() == "run.json") continue;
    INFO(entry.path());
    const fs::path other = folder.path() / "b" / fs::relative(entry.path(), folder.path() / "a");
    CHECK((readFile(entry.path()) == readFile(other)));
  }
}

TEST_CASE("more interventions than a machine word has bits are a plan like any other") {
  const TempFolder folder;
  const fs::path file = writeLand(folder.path());
  // Strips of 10 m, each across a common block of 100 m x 100 m in another year; 80 of them, one year each.
  for (int i = 0; i < 80; ++i) {
    const std::string name = fmt::format("strip {}", i);
    test::writeLayer(folder.path() / (name + ".gpkg"),
                     {.name = "s", .features = {{test::rectangle(600100, 3200100, 600200 + 5 * i, 3200200), {}}}});
    add(file, fmt::format("[[interventions]]\nname = \"{0}\"\nsource = \"{0}.gpkg\"\naction = \"close\"\nyear = {1}\n",
                          name, 2026 + i));
  }
  runOf(readProject(file));
  const CsvTable planned = readCsv(folder.path() / "out" / "tables" / "interventions.csv");
  REQUIRE(planned.rows.size() == 80);
  for (std::size_t i = 0; i < 80; ++i)
    CHECK(csvNumber(planned, planned.rows[i], planned.require("polygon_ha")) ==
          Approx(1 + 0.05 * static_cast<double>(i)).epsilon(1e-9));
  // The block is under all of them.
  const CsvTable ledger = readCsv(folder.path() / "out" / "tables" / "ledger.csv");
  double all = 0;
  for (const CsvRow& row : ledger.rows)
    if (row.cells[ledger.require("zone_layer")].empty() &&
        std::ranges::count(row.cells[ledger.require("interventions")], ';') == 79)
      all += csvNumber(ledger, row, ledger.require("area_ha"));
  CHECK(all == Approx(1).epsilon(1e-9));
  const Project project = readProject(file);
  const std::optional<SavedRun> saved = readSavedRun(project);
  CHECK(sameInterventions(*saved, project));
}

TEST_CASE("a value that will not do is told with layer, field, features and what to do") {
  const TempFolder folder;
  const fs::path file = writeLand(folder.path());
  const std::string at = test::rectangle(600100, 3200100, 600300, 3200200);
  test::writeLayer(folder.path() / "parcels.gpkg",
                   {.name = "parcels",
                    .fields = {"SZ", "NF", "MD", "QD", "CS", "DL"},
                    .features = {{at, {"马尾", "2027", "1800", "0.2", "manure", "marsh"}},
                                 {at, {"马尾忪", "2025", "many", "0", "dung", "forest"}},
                                 {at, {"", "2126", "0", "1.5", "", "x"}},
                                 {at, {"马尾忪", "20.5", "", "1", "manure", ""}}}});
  const auto plan = [](const char* action, const char* keys) {
    return fmt::format("[[interventions]]\nname = \"{0}\"\nsource = \"parcels.gpkg\"\naction = \"{0}\"\n{1}\n", action,
                       keys);
  };
  add(file, plan("plant", "species = { field = \"SZ\" }\nyear = { field = \"NF\" }\ndensity = { field = \"MD\" }") +
                plan("harvest", "year = 2030\nfraction = { field = \"QD\" }") +
                plan("farmland", "year = 2030\nmanagement = { field = \"CS\" }") +
                plan("restore_wetland", "year = 2030\nclass = { field = \"DL\" }") +
                plan("fire", "year = 2030\nfraction = { field = \"nowhere\" }"));
  const std::vector<Error> faults = faultsOf(readProject(file));
  std::map<std::string, std::string> told;
  for (const Error& fault : faults)
    if (fault.problem().id == "model.planned_values") {
      told[fault.problem().args.at(1)] = fault.problem().args.at(2);
      CHECK_THAT(fault.where(), Catch::Contains("line") && Catch::EndsWith("parcels.gpkg"));
    }
  CHECK(told == std::map<std::string, std::string>{{"species", "'' x 1 (#3), '马尾忪' x 2 (#2, #4)"},
                                                   {"year", "'20.5' x 1 (#4), '2025' x 1 (#2), '2126' x 1 (#3)"},
                                                   {"density", "'' x 1 (#4), '0' x 1 (#3), 'many' x 1 (#2)"},
                                                   {"fraction", "'0' x 1 (#2), '1.5' x 1 (#3)"},
                                                   {"management", "'' x 1 (#3), 'dung' x 1 (#2)"},
                                                   {"class", "'' x 1 (#4), 'forest' x 1 (#2), 'x' x 1 (#3)"}});
  const auto nowhere = std::ranges::count_if(
      faults, [](const Error& e) { return std::string(e.what()).find("nowhere") != std::string::npos; });
  CHECK(nowhere == 1);
}

TEST_CASE("codes of species and classes are read by tables and by the project's own") {
  const TempFolder folder;
  const fs::path file = writeLand(folder.path());
  test::writeText(folder.path() / "species.csv", "code,species\nA,马尾松\nB,柏木\n");
  test::writeLayer(folder.path() / "parcels.gpkg",
                   {.name = "parcels",
                    .fields = {"SZ", "DL"},
                    .features = {{test::rectangle(600100, 3200100, 600200, 3200200), {"A", "1106"}},
                                 {test::rectangle(600300, 3200100, 600400, 3200200), {"B", "1106"}},
                                 {test::rectangle(600500, 3200100, 600600, 3200200), {"a1", "湿"}}}});
  add(file, R"([[interventions]]
name = "planting"
source = "parcels.gpkg"
action = "plant"
year = 2030
species = { field = "SZ", table = "species.csv", codes = { a1 = "毛竹" } }
[[interventions]]
name = "wetland"
source = "parcels.gpkg"
action = "restore_wetland"
scenario = "wet"
year = 2030
class = { field = "DL", table = "sandiao", codes = { "湿" = "marsh" } }
)");
  const RunReport report = runOf(readProject(file));
  std::vector<std::string> read;
  for (const PlannedChange& change : report.series->changes) read.push_back(change.species + change.classKey);
  REQUIRE(read.size() == 5);  // the first two wetlands are one
  CHECK(std::vector(read.begin(), read.begin() + 3) == std::vector<std::string>{"马尾松", "柏木", "毛竹"});
  CHECK(read[4] == "marsh");
}

TEST_CASE("explain names the values that hold at a place") {
  const TempFolder folder;
  const Project project = readProject(writeByField(folder.path()));
  const auto at = [&](double x, double y, int year, const char* scenario) {
    return explainAt(project, x, y, YearChoice{year, scenario});
  };
  const Explanation both = at(600195, 3200115, 2045, "plan");
  REQUIRE(both.strata.size() == 1);
  const std::string words = explanationText(both, Language::zh, 5);
  CHECK_THAT(words, Catch::Contains("措施“planting”（2027 年）：造林（马尾松），每公顷 1,800 株") &&
                        Catch::Contains("（2029 年）：造林（毛竹），每公顷 900 株（此处保持原状："));
  CHECK(at(600195, 3200115, 2028, "plan").strata[0].changes.size() == 1);
  CHECK(at(600195, 3200115, 2026, "plan").strata[0].changes.empty());
  CHECK(at(600195, 3200115, 2045, "fell").strata[0].changes[0].change.fraction == 0.2);
  const auto json = explanationJson(both, Language::en);
  CHECK(json["strata"][0]["changes"][1]["species"] == "毛竹");
  CHECK(json["strata"][0]["changes"][1]["without_effect"] == "left_alone");
  CHECK_FALSE(json["strata"][0]["changes"][0].contains("without_effect"));
  // Where two of one year meet, the earlier feature's.
  CHECK(at(600450, 3200150, 2030, "plan").strata[0].changes[0].change.species == "马尾松");
}

TEST_CASE("polygons of one intervention that claim the same ground in one year are told") {
  const TempFolder folder;
  const RunReport report = runOf(readProject(writeByField(folder.path())));
  std::map<std::string, int> ids;
  for (const Warning& warning : report.warnings) ++ids[warning.what.id];
  CHECK(ids["run.intervention_overlap"] == 2);  // planting and felling
  CHECK(ids["run.intervention_conflict"] == 0);
  CHECK(report.warnings.size() < 8);
}
