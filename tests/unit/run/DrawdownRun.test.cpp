#include <array>
#include <cmath>

#include <catch2/catch.hpp>

#include "geo/account/SavedRun.h"
#include "geo/ask/Explain.h"
#include "geo/ask/ExplainText.h"
#include "geo/base/Csv.h"
#include "geo/gdal/RasterBand.h"
#include "geo/model/BuildModel.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/unit/terrain/TestStages.h"

// A drawdown belt from DEM and stages to totals, maps and tables. The stages are those of the worked example, whose
// days under water at each height are published with it.

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

struct Height {
  double z, days;
};
/// A column of cells of each height; the last but one and the last stay dry.
constexpr std::array<Height, 10> kHeights = {
    {{140, 365}, {145, 283}, {150, 243}, {155, 201}, {160, 165}, {165, 127}, {170, 84}, {174, 42}, {175, 0}, {176, 0}}};
constexpr int kCols = 10, kRows = 4;
constexpr double kOffset = -1.78;

double heightAt(int col, int row) {
  if (col == 9 && row == 2) return 150;  // a pit that no water reaches
  return kHeights[static_cast<std::size_t>(col)].z;
}

void writeInputs(const fs::path& folder) {
  test::TestRaster raster{.cols = kCols, .rows = kRows, .x0 = 600000, .y0 = 3200000, .dx = 100, .dy = 100};
  raster.value = [](int col, int) { return col == 0 ? 1 : 2; };
  test::writeRaster(folder / "land.tif", raster);
  raster.type = "Float32";
  raster.value = heightAt;
  test::writeRaster(folder / "dem.tif", raster);
  test::writeLayer(folder / "water.gpkg", {.features = {{test::rectangle(600000, 3199600, 600100, 3200000), {}}}});
  const StageSeries series = test::yearOfStages();
  std::string csv = "day,stage_m\n";
  for (std::size_t day = 0; day < series.stage.size(); ++day)
    csv += fmt::format("{},{:.4f}\n", day, series.stage[day] - kOffset);
  test::writeText(folder / "stages.csv", csv);
}

std::string project(const std::string& belt, const std::string& output) {
  return "[project]\nbase_year = 2025\nhorizon = 2030\nlanguage = \"en\"\n[grid]\ncell_size = 100\narea = \"map\"\n"
         "crs = \"EPSG:4544\"\nbounds = [600000, 3199600, 601000, 3200000]\n[uncertainty]\ndraws = 100\n"
         "[terrain]\ndem = \"dem.tif\"\n" +
         belt +
         "[[layers]]\nname = \"land\"\nsource = \"land.tif\"\n"
         "class = { codes = { 1 = \"reservoir\", 2 = \"cropland_dry\" } }\n[output]\nfolder = \"" +
         output + "\"\n";
}

std::string belt(const std::string& keys) {
  return "[[layers]]\nname = \"belt\"\nkind = \"drawdown\"\nwater = \"water.gpkg\"\n" + keys;
}
const std::string kStages = "stages = \"stages.csv\"\nstage_offset = -1.78\n";

Project projectOf(const fs::path& folder, const std::string& keys, const std::string& output = "out") {
  test::writeText(folder / (output + ".toml"), project(belt(keys), output));
  return readProject(folder / (output + ".toml"));
}

RunReport runIt(const Project& project) {
  const StopFlag stop = false;
  return run(
      project, {}, [](const RunProgress&) {}, stop);
}

const Totals& totalsOf(const RunReport& report, const std::string& classKey) {
  return std::ranges::find(report.account.classes, classKey, &ClassTotals::classKey)->totals;
}

/// kg CH4/ha/yr by state.
double byState(double days) { return days * 0.34 * 0.24; }

std::string faultOf(const fs::path& folder, const std::string& keys) {
  try {
    runIt(projectOf(folder, keys, "bad"));
  } catch (const Error& fault) {
    return fault.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a belt of known days counts its methane day by day, and permanent water its own") {
  const TempFolder folder;
  writeInputs(folder.path());
  const RunReport report = runIt(projectOf(folder.path(), kStages));
  // Seven columns of four cells of a hectare; the pit stays cropland, the permanent water reservoir.
  const Totals& drawdown = totalsOf(report, "drawdown");
  CHECK(drawdown.areaHa == Approx(28).epsilon(1e-9));
  double kg = 0;
  for (const Height& height : kHeights)
    if (height.days > 0 && height.days < 365) kg += 4 * byState(height.days);
  CHECK(drawdown.carbon.nonCo2 == Approx(-kg * 1e-3 * 28).epsilon(1e-9));
  CHECK(totalsOf(report, "reservoir").areaHa == Approx(4).epsilon(1e-9));
  CHECK(totalsOf(report, "cropland_dry").areaHa == Approx(8).epsilon(1e-9));
  CHECK(report.closure.cellsVsPolygons < 1e-6);
}

TEST_CASE("the map of the belt tells days, depth, runs and methane of each cell") {
  const TempFolder folder;
  writeInputs(folder.path());
  runIt(projectOf(folder.path(), kStages));
  std::vector<std::vector<double>> bands;
  for (int number = 1; number <= 4; ++number) {
    RasterBand band(folder.path() / "out/drawdown.tif", number);
    REQUIRE(band.grid().cols == kCols);
    bands.emplace_back(kCols * kRows);
    band.read({0, 0, kCols, kRows}, bands.back().data(), kCols, std::nan(""));
  }
  for (std::size_t col = 0; col < kCols; ++col) {
    INFO(kHeights[col].z);
    CHECK(bands[0][col] == Approx(kHeights[col].days).epsilon(1e-6));
    const double depth = std::max(0.0, 175 - kHeights[col].z);
    CHECK(bands[1][col] == Approx(depth).margin(1e-4));
    const bool belt = kHeights[col].days > 0 && kHeights[col].days < 365;
    CHECK(std::isnan(bands[3][col]) == !belt);
    if (belt) CHECK(bands[3][col] == Approx(byState(kHeights[col].days)).epsilon(1e-6));
  }
  CHECK(bands[0][2 * kCols + 9] == 0);  // the pit
  CHECK(bands[2][0] == 365);
  // Above 174 m from day 27 to day 68, one run: 42 days.
  CHECK(bands[2][7] == 42);
}

TEST_CASE("the table of the belt gives both models with their ranges, by elevation") {
  const TempFolder folder;
  writeInputs(folder.path());
  runIt(projectOf(folder.path(), kStages));
  const CsvTable table = readCsv(folder.path() / "out/tables/drawdown.csv");
  REQUIRE(table.rows.size() == 8);  // seven heights and the whole
  const auto number = [&](std::size_t row, std::string_view column) {
    return csvNumber(table, table.rows[row], table.require(column));
  };
  // 160 m: 165 days, 4 ha.
  CHECK(number(3, "elevation_from_m") == 160);
  CHECK(number(3, "elevation_to_m") == 161);
  CHECK(number(3, "area_ha") == Approx(4).epsilon(1e-3));  // on the ground, where the account counts the map's
  const double ha = number(3, "area_ha");
  CHECK(number(3, "flooded_days") == Approx(165).epsilon(1e-9));
  CHECK(number(3, "max_depth_m") == Approx(15).epsilon(1e-6));
  CHECK(number(3, "ch4_by_state_t") == Approx(13.464e-3 * ha).epsilon(1e-9));
  CHECK(number(3, "ch4_by_state_low_t") == Approx(-4.968e-3 * ha).epsilon(1e-9));
  CHECK(number(3, "ch4_by_state_high_t") == Approx(48.984e-3 * ha).epsilon(1e-9));
  CHECK(number(3, "ch4_by_days_t") == Approx(60.7879e-3 * ha).epsilon(1e-5));
  CHECK(number(3, "ch4_counted_t") == Approx(13.464e-3 * ha).epsilon(1e-9));
  double sum = 0;
  for (std::size_t row = 0; row < 7; ++row) sum += number(row, "ch4_by_days_t");
  CHECK(number(7, "ch4_by_days_t") == Approx(sum).epsilon(1e-12));
}

TEST_CASE("explain tells the days under water and the model, and the ledger keeps them") {
  const TempFolder folder;
  writeInputs(folder.path());
  const Project project = projectOf(folder.path(), kStages + "ch4 = \"by_days\"\n");
  const RunReport report = runIt(project);
  Warnings warnings;
  const Model model = buildModelAt(project, {600450, 3199950}, warnings);
  const std::string words = explanationText(explainAt(model, 600450, 3199950), Language::en, 100);
  CHECK_THAT(words, Catch::Contains("165 days a year under water") && Catch::Contains("Chai 2017"));

  const CsvTable ledger = readCsv(folder.path() / "out/tables/ledger.csv");
  double days = 0;
  for (const CsvRow& row : ledger.rows)
    if (row.cells[ledger.require("class_key")] == "drawdown")
      days +=
          csvNumber(ledger, row, ledger.require("flooded_days")) * csvNumber(ledger, row, ledger.require("area_ha"));
  CHECK(days == Approx(4 * (283 + 243 + 201 + 165 + 127 + 84 + 42)).epsilon(1e-9));
}

TEST_CASE("a table of the user's own makes the methane of a belt") {
  const TempFolder folder;
  writeInputs(folder.path());
  test::writeText(folder.path() / "ch4.csv", "days,ch4_kg_per_ha\n0,0\n365,365\n");
  const RunReport report = runIt(projectOf(folder.path(), kStages + "ch4 = \"ch4.csv\"\n"));
  // A kilogram for each day: 4 ha x 1,145 days.
  CHECK(totalsOf(report, "drawdown").carbon.nonCo2 == Approx(-4 * 1145 * 1e-3 * 28).epsilon(1e-9));
}

TEST_CASE("two levels make a belt that counts by the factor of its class") {
  const TempFolder folder;
  writeInputs(folder.path());
  const RunReport report = runIt(projectOf(folder.path(), "low = 145\nhigh = 175\n"));
  // 145 to below 175 m; at 145 m the lowest level leaves it dry.
  CHECK(totalsOf(report, "drawdown").areaHa == Approx(28).epsilon(1e-9));
  CHECK(totalsOf(report, "drawdown").carbon.nonCo2 == Approx(-28 * 10e-3 * 28).epsilon(1e-9));
}

TEST_CASE("a belt that cannot be is told, with what to do") {
  const TempFolder folder;
  writeInputs(folder.path());
  CHECK_THAT(faultOf(folder.path(), "low = 100\nhigh = 139\n"),
             Catch::Contains("139.00 m") && Catch::Contains("140.00"));
  fs::remove(folder.path() / "water.gpkg");
  test::writeLayer(folder.path() / "water.gpkg",
                   {.features = {{test::rectangle(700000, 3100000, 700100, 3100100), {}}}});
  CHECK_THAT(faultOf(folder.path(), kStages), Catch::Contains("the water meets no ground"));
}

TEST_CASE("ground without a height, a DEM too small and one flown at high water are told") {
  const TempFolder folder;
  writeInputs(folder.path());
  test::TestRaster raster{.cols = kCols - 2, .rows = kRows, .x0 = 600000, .y0 = 3200000, .dx = 100, .dy = 100};
  raster.type = "Float32", raster.hasNodata = true, raster.nodata = -9999;
  raster.value = [](int col, int row) {
    return col == 3 && row == 1 ? -9999 : col == 0 && row > 0 ? 180 : heightAt(col, row);
  };
  test::writeRaster(folder.path() / "dem.tif", raster);
  Warnings warnings;
  buildModel(projectOf(folder.path(), kStages), warnings);
  std::string told;
  for (const Warning& warning : warnings) told += text(warning.what, Language::en) + "\n";
  CHECK_THAT(told, Catch::Contains("does not cover the whole region") && Catch::Contains("ha beside") &&
                       Catch::Contains("75 % of the water"));
}
