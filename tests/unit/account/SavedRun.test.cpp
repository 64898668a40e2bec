#include "geo/account/SavedRun.h"

#include <catch2/catch.hpp>

#include "geo/account/Columns.h"
#include "geo/base/File.h"
#include "geo/carbon/AgeGroup.h"
#include "geo/model/ProjectErrors.h"
#include "geo/project/SaveIntervention.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/support/TestModel.h"
#include "tests/support/TestProject.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

RunReport runQuietly(const Project& project) {
  const StopFlag stop = false;
  return run(
      project, {}, [](const RunProgress&) {}, stop);
}

/// The account again from what was saved.
Account accountOf(const SavedRun& saved, const Project& project) {
  const FactorLibrary library = FactorLibrary::load(project.library, project.file.parent_path(), project.overrides);
  const StratumAccountant accountant(library, project.rules);
  return makeAccount(saved.strata, carbonOfAll(accountant, saved.strata), saved.lines, saved.zones,
                     errorRulesOf(project, library));
}

void checkSame(const Totals& a, const Totals& b) {
  for (const TotalsColumn& column : totalsColumns()) {
    INFO(column.name);
    CHECK(column.value(a) == Approx(column.value(b)).epsilon(1e-12));
  }
}

void checkSame(const std::vector<ClassTotals>& a, const std::vector<ClassTotals>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(a[i].classKey == b[i].classKey);
    checkSame(a[i].totals, b[i].totals);
  }
}

/// The project with a third township that lies outside every layer and the region's land.
fs::path writeProjectWithEmptyZone(const fs::path& folder) {
  const fs::path file = test::writeProject(folder);
  fs::remove(folder / "乡镇.gpkg");
  test::writeLayer(folder / "乡镇.gpkg",
                   {.name = "乡镇",
                    .fields = {"code", "name"},
                    .features = {{test::rectangle(600000, 3200000, 605555, 3211000), {"A", "甲镇"}},
                                 {test::rectangle(620000, 3200000, 621000, 3201000), {"C", "丙,镇"}},
                                 {test::rectangle(605555, 3200000, 612000, 3211000), {"B", "乙镇"}}},
                    .encoding = {}});
  return file;
}

void replaceIn(const fs::path& file, const std::string& what, const std::string& with) {
  std::string text = readFile(file);
  const std::size_t at = text.find(what);
  REQUIRE(at != std::string::npos);
  writeFileWhole(file, text.replace(at, what.size(), with));
}

std::string faultOf(const Project& project) {
  try {
    readSavedRun(project);
  } catch (const Error& fault) {
    return fault.what();
  }
  return {};
}

}  // namespace

TEST_CASE("the account of a saved run is the account of the run") {
  const TempFolder folder;
  const Project project = readProject(writeProjectWithEmptyZone(folder.path()));
  const Account made = runQuietly(project).account;
  const std::optional<SavedRun> saved = readSavedRun(project);
  REQUIRE(saved);
  CHECK(saved->strata[kUnmapped].classKey == "unmapped");
  const Account again = accountOf(*saved, project);
  checkSame(again.total, made.total);
  checkSame(again.classes, made.classes);
  REQUIRE(again.zones.size() == 3);
  REQUIRE(made.zones.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(again.zones[i].layer == "townships");
    CHECK(again.zones[i].id == made.zones[i].id);
    CHECK(again.zones[i].label == made.zones[i].label);
    checkSame(again.zones[i].classes, made.zones[i].classes);
    checkSame(again.zones[i].total, made.zones[i].total);
  }
  CHECK(again.zones[1].label == "丙,镇");
  CHECK(again.zones[1].total.areaHa == 0);
}

TEST_CASE("a saved run keeps the age groups of its stands, and so their error") {
  const TempFolder folder;
  test::writeLayer(folder.path() / "stands.gpkg",
                   {.fields = {"LZ"},
                    .features = {{test::rectangle(600000, 3200000, 600100, 3200100), {"2"}},
                                 {test::rectangle(600100, 3200000, 600200, 3200100), {"4"}}}});
  writeFileWhole(folder.path() / "project.toml",
                 "[grid]\ncell_size = 50\n[[layers]]\nsource = \"stands.gpkg\"\nclass = \"forest_generic\"\n"
                 "species = \"马尾松\"\nage_group = { field = \"LZ\" }\n");
  const Project project = readProject(folder.path() / "project.toml");
  const Account made = runQuietly(project).account;
  const std::optional<SavedRun> saved = readSavedRun(project);
  REQUIRE(saved);
  REQUIRE(saved->strata.size() == 3);
  CHECK(ageGroupName(saved->strata[1].ageGroup) == "pine.planted.2");
  CHECK(ageGroupName(saved->strata[2].ageGroup) == "pine.natural.4");
  checkSame(accountOf(*saved, project).total, made.total);
  replaceIn(project.outputFolder / "tables" / "ledger.csv", "pine.natural.4", "pine.natural.9");
  CHECK_FALSE(faultOf(project).empty());
}

TEST_CASE("without the table of zones, zones with land go by their ids") {
  const TempFolder folder;
  const Project project = readProject(writeProjectWithEmptyZone(folder.path()));
  runQuietly(project);
  fs::remove(project.outputFolder / "tables" / "zones.csv");
  const std::optional<SavedRun> saved = readSavedRun(project);
  REQUIRE(saved);
  REQUIRE(saved->zones.size() == 2);
  CHECK(saved->zones[0].id == "A");
  CHECK(saved->zones[1].label == "B");
}

TEST_CASE("a run is current until one of its inputs changes") {
  const TempFolder folder;
  const Project project = readProject(test::writeProject(folder.path()));
  CHECK_FALSE(readSavedRun(project));
  CHECK_FALSE(isCurrent(project));
  runQuietly(project);
  CHECK(isCurrent(project));
  CHECK(readSavedZone(project, "townships", "A"));
  CHECK_FALSE(readSavedZone(project, "townships", "Z"));
  replaceIn(project.file, "base_year = 2025", "base_year = 2024");
  CHECK_FALSE(isCurrent(project));
  CHECK_FALSE(readSavedZone(project, "townships", "A"));
  CHECK(readSavedRun(project));  // what was saved can still be shown
}

TEST_CASE("a project that grew by interventions alone still has its run") {
  const TempFolder folder;
  const Project project = readProject(test::writeProject(folder.path()));
  runQuietly(project);
  InterventionSpec spec;
  spec.name = "北岸造林";
  spec.year = 2027;
  spec.species = "马尾松";
  const Crs crs = Crs::parse(project.crs, "test");
  saveIntervention(project, spec, test::square(601000, 3201000, 100), crs);
  CHECK(isCurrent(project));
  spec.name = "二";
  saveIntervention(project, spec, test::square(601000, 3201000, 100), crs);
  CHECK(isCurrent(project));
  const std::string text = readFile(project.file);
  writeFileWhole(project.file, text + "[factors]\ngwp = \"AR6\"\n");
  CHECK_FALSE(isCurrent(project));
  writeFileWhole(project.file, text + "not TOML");
  CHECK_FALSE(isCurrent(project));
  writeFileWhole(project.file, "#" + text);
  CHECK_FALSE(isCurrent(project));
}

TEST_CASE("a broken ledger is told by file and line") {
  const TempFolder folder;
  const Project project = readProject(test::writeProject(folder.path()));
  runQuietly(project);
  const fs::path ledger = project.outputFolder / "tables" / "ledger.csv";
  const std::string whole = readFile(ledger);
  const std::size_t second = whole.find('\n') + 1;
  const auto broken = [&](const std::string& text) {
    writeFileWhole(ledger, text);
    return faultOf(project);
  };
  CHECK_THAT(broken(whole.substr(0, whole.find(",,,,,,")) + "many,,,,,,,\n"), Catch::Contains("ledger.csv, line "));
  CHECK_THAT(broken(whole.substr(0, second + 3)), Catch::Contains("ledger.csv, line 2"));
  CHECK_THAT(broken(whole.substr(0, whole.find("\n,,") + 1)), Catch::Contains("ledger.csv"));
  CHECK_THAT(broken(whole.substr(0, second)), Catch::Contains("ledger.csv"));
  CHECK_THAT(broken(""), Catch::Contains("empty"));
  writeFileWhole(ledger, whole);
  replaceIn(ledger, "townships,A", "townships,甲");
  CHECK_THAT(faultOf(project), Catch::Contains("ledger.csv, line 2"));
}
