#include <algorithm>
#include <map>

#include <catch2/catch.hpp>

#include "geo/account/ProjectSeries.h"
#include "geo/account/SavedRun.h"
#include "geo/ask/ExplainText.h"
#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/model/BuildModel.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

// Projects with land of several years, from the layers to the tables.

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

constexpr const char* kHead =
    "[project]\nbase_year = 2025\nlanguage = \"en\"\n[grid]\ncrs = \"EPSG:4544\"\ncell_size = 10\n"
    "bounds = [600000, 3200000, 600300, 3200200]\n";

void writeParcels(const fs::path& file, const std::vector<test::TestFeature>& parcels) {
  test::writeLayer(file, {.name = "land", .fields = {"class", "year:int"}, .features = parcels, .encoding = {}});
}

std::string layerKeys(const std::string& source, const std::string& date) {
  return fmt::format(
      "[[layers]]\nsource = \"{}\"\nclass = {{ field = \"class\" }}\nplanted = {{ field = \"year\" }}\n{}\n", source,
      date);
}

/// Parcels of 1 ha, which lie in a row 300 m long and two rows high: west to east, the south row first.
std::string parcel(int i) {
  const double x = 600000 + 100 * (i % 3), y = 3200000 + 100 * (i / 3);
  return test::rectangle(x, y, x + 100, y + 100);
}

/// A county of six parcels: the survey of 2020, what changed in 2022, and what changed in 2025. `whole`: each date's
/// land is written out instead.
fs::path writeCounty(const fs::path& folder, bool whole) {
  fs::create_directories(folder);
  using Parcels = std::vector<test::TestFeature>;
  const Parcels of2020 = {{parcel(0), {"paddy", ""}},
                          {parcel(1), {"paddy", ""}},
                          {parcel(2), {"cropland_dry", ""}},
                          {parcel(3), {"forest_generic", "2010"}},
                          {parcel(4), {"forest_generic", "2010"}},
                          {parcel(5), {"grass", ""}}};
  Parcels of2022 = {{parcel(0), {"cropland_dry", ""}}, {parcel(2), {"forest_generic", "2021"}}};
  Parcels of2025 = {{parcel(4), {"builtup", ""}}, {parcel(0), {"builtup", ""}}};
  if (whole) {
    for (const int i : {1, 3, 4, 5}) of2022.push_back(of2020[static_cast<std::size_t>(i)]);
    of2025.push_back(of2022[1]);
    for (const int i : {1, 3, 5}) of2025.push_back(of2020[static_cast<std::size_t>(i)]);
  }
  writeParcels(folder / "2020.gpkg", of2020);
  writeParcels(folder / "2022.gpkg", of2022);
  writeParcels(folder / "2025.gpkg", of2025);
  const auto over = [whole](int year) { return whole ? std::string() : fmt::format("\nover = {}", year); };
  const fs::path file = folder / "project.toml";
  test::writeText(file, kHead + layerKeys("2025.gpkg", over(2022)) +
                            layerKeys("2022.gpkg", "date = 2022" + over(2020)) + layerKeys("2020.gpkg", "date = 2020"));
  return file;
}

RunReport runCounty(const Project& project) {
  const StopFlag stop = false;
  return run(
      project, {}, [](const RunProgress&) {}, stop);
}

using Cells = std::map<std::string, double>;

/// (years, from, to): a column, for the region.
Cells transitionColumn(const Project& project, const char* column) {
  const CsvTable table = readCsv(project.outputFolder / "tables" / "transition.csv");
  Cells cells;
  for (const CsvRow& row : table.rows) {
    if (!row.cells[table.require("zone_layer")].empty()) continue;
    const auto cell = [&](const char* name) { return row.cells[table.require(name)]; };
    cells[cell("from_year") + "-" + cell("to_year") + " " + cell("from_class_key") + ">" + cell("to_class_key")] =
        csvNumber(table, row, table.require(column));
  }
  return cells;
}

std::vector<Error> faultsIn(const std::string& layers) {
  try {
    parseProject("[project]\nbase_year = 2025\n" + layers, "/p/project.toml");
  } catch (const ProjectFaults& faults) {
    return faults.all();
  }
  return {};
}

}  // namespace

TEST_CASE("a run over what changed each year equals the run of each year's whole land") {
  const TempFolder folder;
  const Project changes = readProject(writeCounty(folder.path() / "changes", false)),
                whole = readProject(writeCounty(folder.path() / "whole", true));
  runCounty(changes);
  runCounty(whole);
  for (const char* name : {"totals.csv", "transition.csv", "inventory.csv", "series.csv"}) {
    INFO(name);
    const CsvTable a = readCsv(changes.outputFolder / "tables" / name),
                   b = readCsv(whole.outputFolder / "tables" / name);
    REQUIRE(a.rows.size() == b.rows.size());
    for (std::size_t row = 0; row < a.rows.size(); ++row)
      for (std::size_t i = 0; i < a.rows[row].cells.size(); ++i) {
        const std::string &left = a.rows[row].cells[i], &right = b.rows[row].cells[i];
        if (left == right) continue;
        INFO(left << " " << right);
        CHECK(std::stod(left) == Approx(std::stod(right)).epsilon(1e-9).margin(1e-9));
      }
  }
}

TEST_CASE("the tables tell each step and the whole way, and the steps add up") {
  const TempFolder folder;
  const Project project = readProject(writeCounty(folder.path(), false));
  runCounty(project);
  const Cells areas = transitionColumn(project, "area_ha");
  const auto hectares = [&](const char* key) { return areas.contains(key) ? areas.at(key) : 0; };
  const double ha = hectares("2020-2025 TOTAL>TOTAL") / 6;  // of ground in a parcel
  CHECK(ha == Approx(1).epsilon(2e-3));
  const auto near = [ha](double parcels) { return Approx(parcels * ha).epsilon(1e-5); };
  CHECK(hectares("2020-2022 paddy>cropland_dry") == near(1));
  CHECK(hectares("2020-2022 paddy>paddy") == near(1));
  CHECK(hectares("2020-2022 cropland_dry>forest_generic") == near(1));
  CHECK(hectares("2020-2022 forest_generic>forest_generic") == near(2));
  CHECK(hectares("2022-2025 cropland_dry>builtup") == near(1));
  CHECK(hectares("2022-2025 forest_generic>builtup") == near(1));
  CHECK(hectares("2022-2025 forest_generic>forest_generic") == near(2));
  CHECK(hectares("2020-2025 paddy>builtup") == near(1));
  CHECK(hectares("2020-2025 paddy>cropland_dry") == 0);

  // Each date has one stock, whichever step tells it.
  const Cells then = transitionColumn(project, "stock_t1_tC"), now = transitionColumn(project, "stock_t2_tC"),
              change = transitionColumn(project, "difference_tC");
  const auto total = [](const Cells& cells, const char* years) {
    return cells.at(std::string(years) + " TOTAL>TOTAL");
  };
  CHECK(total(now, "2020-2022") == Approx(total(then, "2022-2025")).epsilon(1e-12));
  CHECK(total(then, "2020-2022") == Approx(total(then, "2020-2025")).epsilon(1e-12));
  CHECK(total(change, "2020-2022") + total(change, "2022-2025") == Approx(total(change, "2020-2025")).epsilon(1e-9));
  const CsvTable totals = readCsv(project.outputFolder / "tables" / "totals.csv");
  CHECK(csvNumber(totals, totals.rows.back(), totals.require("stock_tC")) ==
        Approx(total(now, "2020-2025")).epsilon(1e-9));
}

TEST_CASE("the ledger keeps every date, and two of them can be compared") {
  const TempFolder folder;
  const Project project = readProject(writeCounty(folder.path(), false));
  runCounty(project);
  const std::optional<SavedRun> saved = readSavedRun(project);
  REQUIRE(saved);
  bool found = false;
  for (const LedgerLine& line : saved->lines) {
    const Stratum& now = saved->strata[line.stratum];
    REQUIRE(now.before != kUnknownBefore);
    const Stratum& before = saved->strata[now.before];
    REQUIRE(before.before != kUnknownBefore);
    const Stratum& first = saved->strata[before.before];
    CHECK(first.before == kUnknownBefore);
    found = found || (now.classKey == "builtup" && before.classKey == "cropland_dry" && first.classKey == "paddy");
    if (now.classKey == "forest_generic" && first.classKey == "forest_generic") {
      CHECK(now.age == 15);
      CHECK(before.age == 12);
      CHECK(first.age == 10);
    }
  }
  CHECK(found);

  Warnings warnings;
  const FactorLibrary factors = factorsOf(project);
  const ProjectSeries series(project, factors, activityOfLastRun(project, warnings));
  const std::optional<Transition> step = series.transition(2022, 2025);
  REQUIRE(step);
  CHECK(step->region().whole.difference() ==
        Approx(transitionColumn(project, "difference_tC").at("2022-2025 TOTAL>TOTAL")).epsilon(1e-12));
  CHECK_THROWS_AS(series.transition(2021, 2025), Error);
  CHECK_THROWS_AS(series.transition(2025, 2022), Error);
}

TEST_CASE("check looks at plans on land of several dates as a run does") {
  const TempFolder folder;
  const fs::path file = writeCounty(folder.path(), false);
  writeParcels(folder.path() / "plan.gpkg", {{test::rectangle(600050, 3200050, 600250, 3200150), {"", ""}}});
  std::string text =
      readFile(file) + "[[interventions]]\nname = \"a\"\nsource = \"plan.gpkg\"\naction = \"close\"\nyear = 2026\n";
  text.replace(text.find("language"), 0, "horizon = 2030\n");
  writeFileWhole(file, text);
  const Project project = readProject(file);
  Warnings ofCheck;
  CHECK(check(project, ofCheck).empty());
  const RunReport report = runCounty(project);
  const auto leftAlone = [](const Warnings& warnings) {
    std::vector<std::string> told;
    for (const Warning& warning : warnings)
      if (warning.what.id == "run.left_alone") told.push_back(tanhui::text(warning.what, Language::en));
    return told;
  };
  CHECK(!leftAlone(ofCheck).empty());
  CHECK(leftAlone(ofCheck) == leftAlone(report.warnings));
}

TEST_CASE("explain tells the land's dates") {
  const TempFolder folder;
  const Project project = readProject(writeCounty(folder.path(), false));
  const std::string told = explanationText(explainAt(project, 600055, 3200055), Language::en, 20);
  CHECK_THAT(told, Catch::Contains("2020 ") && Catch::Contains(" → 2022 ") && Catch::Contains(" → 2025 "));
}

TEST_CASE("each slip of years and of what lies over what is told with its line") {
  const std::string now = "[[layers]]\nsource = \"a\"\n", then = "[[layers]]\nsource = \"b\"\n";
  const auto told = [](const std::string& layers, const char* where, const char* what, const char* remedy) {
    INFO(layers);
    const std::vector<Error> faults = faultsIn(layers);
    REQUIRE(faults.size() == 1);
    CHECK_THAT(faults[0].where(), Catch::EndsWith(where));
    CHECK_THAT(text(faults[0].problem(), Language::en), Catch::Contains(what));
    CHECK_THAT(text(faults[0].remedy(), Language::en), Catch::Contains(remedy));
  };
  CHECK(faultsIn(now + then + "date = 2015\n").empty());
  CHECK(faultsIn(now + "date = 2025\n" + then + "date = 2015\n").empty());
  told(now + then + "date = 2026\n", "line 7", "2026 is after", "base_year = 2026");
  told(now + then + "date = 1800\n", "line 7", "'date' is 1800", "date =");
  told(now + then + "date = 2015.5\n", "line 7", "wrong type", "date =");
  told(now + "over = 2025\n", "line 5", "2025 is not before", "before 2025");
  told(now + "over = 2024\n" + then + "date = 2023\n", "line 5", "no layer is of that date", "date = 2024");
  told(now + then + "date = 2023\nover = 2023\n", "line 8", "2023 is not before", "before 2023");
  told(now + "over = 2023\n[[layers]]\nsource = \"c\"\nover = 2022\n" + then +
           "date = 2023\n[[layers]]\nsource = \"d\"\ndate = 2022\n",
       "line 8", "both 2023 and 2022", "one year");
  told(now + "date = 2015\n", "project.toml", "no land of the base year", "2025");
}

TEST_CASE("t1 is the year t1_year, beside other years or as one of them") {
  const Project project = parseProject(
      "[project]\nbase_year = 2025\nt1_year = 2015\n[[layers]]\nsource = \"a\"\n[[layers]]\nsource = \"b\"\ndate = "
      "\"t1\"\n"
      "[[layers]]\nsource = \"c\"\ndate = 2015\n[[layers]]\nsource = \"d\"\ndate = 2005\n",
      "/p/project.toml");
  CHECK(project.earlierYears == std::vector{2015, 2005});
  CHECK(project.layers[1].date == project.layers[2].date);
}
