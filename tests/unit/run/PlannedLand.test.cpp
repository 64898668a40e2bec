#include <algorithm>

#include <catch2/catch.hpp>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/run/OutputPlaces.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

/// 4 ha: one of pine, one built up, two of dry fields; a planting over all of it, and one that may take the built-up.
fs::path writePlans(const fs::path& folder) {
  const auto square = [](double x, double y) { return test::rectangle(x, y, x + 100, y + 100); };
  test::writeLayer(folder / "land.gpkg", {.fields = {"c"},
                                          .features = {{square(600000, 3200000), {"0301"}},
                                                       {square(600100, 3200000), {"0601"}},
                                                       {square(600000, 3200100), {"0103"}},
                                                       {square(600100, 3200100), {"0103"}}}});
  test::writeLayer(folder / "plan.gpkg", {.features = {{test::rectangle(600000, 3200000, 600200, 3200200), {}}}});
  fs::path file = folder / "project.toml";
  const auto planting = [](const char* name, const char* more) {
    return fmt::format(
        "[[interventions]]\nname = \"{}\"\nscenario = \"{}\"\nsource = \"plan.gpkg\"\naction = \"plant\"\n"
        "species = \"柏木\"\nyear = 2027\n{}",
        name, name, more);
  };
  writeFileWhole(file,
                 "[project]\nbase_year = 2025\nhorizon = 2030\n[grid]\narea = \"map\"\ncell_size = 10\n"
                 "[uncertainty]\ndraws = 100\n[[layers]]\nname = \"land\"\nsource = \"land.gpkg\"\n"
                 "class = { field = \"c\", table = \"sandiao\" }\n" +
                     planting("甲", "") + planting("乙", "replace = [\"builtup\"]\n"));
  return file;
}

std::vector<std::string> leftAlone(const Warnings& warnings, Language language) {
  std::vector<std::string> texts;
  for (const Warning& warning : warnings)
    if (warning.what.id == "run.left_alone") texts.push_back(warning.where + ": " + text(warning.what, language));
  return texts;
}

}  // namespace

TEST_CASE("check and run tell, by class, what interventions leave as it is, with hectares in the tables") {
  const TempFolder folder;
  const Project project = readProject(writePlans(folder.path()));
  Warnings checked;
  CHECK(check(project, checked).empty());
  const StopFlag stop = false;
  const RunReport report = run(
      project, {}, [](const RunProgress&) {}, stop);
  const std::vector<std::string> told = leftAlone(checked, Language::zh);
  CHECK(told == leftAlone(report.warnings, Language::zh));
  REQUIRE(told.size() == 2);
  CHECK_THAT(told[0], Catch::StartsWith("甲: ") && Catch::Contains("2.0000 公顷") &&
                          Catch::Contains("建设用地 1.0000") && Catch::Contains("乔木林地（树种未知） 1.0000"));
  CHECK_THAT(told[1], Catch::StartsWith("乙: ") && Catch::Contains("3.0000 公顷") && !Catch::Contains("建设用地"));

  // The tables of plans, too, are looked for before the run begins.
  const std::vector<fs::path> looked = outputNames(project, std::nullopt);
  for (const fs::path& path : report.outputs) {
    CAPTURE(path);
    CHECK(std::ranges::count(looked, path.lexically_relative(project.outputFolder)) == 1);
  }

  const fs::path tables = project.outputFolder / "tables";
  const CsvTable plans = readCsv(tables / "interventions.csv");
  const auto number = [](const CsvTable& table, std::size_t row, const char* column) {
    return csvNumber(table, table.rows[row], table.require(column));
  };
  CHECK(number(plans, 0, "polygon_ha") == Approx(4).epsilon(1e-9));
  CHECK(number(plans, 0, "effective_ha") == Approx(2).epsilon(1e-9));
  CHECK(number(plans, 1, "polygon_ha") == Approx(4).epsilon(1e-9));
  CHECK(number(plans, 1, "effective_ha") == Approx(3).epsilon(1e-9));
  const CsvTable left = readCsv(tables / "left_alone.csv");
  REQUIRE(left.rows.size() == 3);
  for (std::size_t row = 0; row < 3; ++row) {
    CHECK(number(left, row, "area_ha") == Approx(1).epsilon(1e-9));
    CHECK(left.rows[row].cells[left.require("reason")] == "left_alone");
  }
  CHECK(left.rows[0].cells[left.require("class_key")] == "forest_generic");
  CHECK(left.rows[1].cells[left.require("class_key")] == "builtup");
  CHECK(left.rows[2].cells[left.require("name")] == "乙");
  const CsvTable added = readCsv(tables / "additional.csv");
  CHECK(number(added, 0, "area_ha") == Approx(2).epsilon(1e-9));
}
