#include <cmath>

#include <catch2/catch.hpp>

#include "geo/account/SavedRun.h"
#include "geo/ask/Explain.h"
#include "geo/base/Csv.h"
#include "geo/base/Handle.h"
#include "geo/gdal/RasterBand.h"
#include "geo/model/BuildModel.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

// Measured rasters from the file to the maps and tables, against sums by hand.

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

constexpr int kCells = 20;
constexpr double kCellHa = 1;

/// Forest in the west, dry cropland in the east.
bool isForest(int col) { return col < kCells / 2; }
/// tC/ha; the five southern rows have none.
double agb(int col, int row) { return row >= 15 ? -1 : (7 * col + 13 * row) % 97; }

std::string project(const std::string& measured) {
  return "[project]\nbase_year = 2025\nhorizon = 2035\nlanguage = \"en\"\n[grid]\ncell_size = 100\narea = \"map\"\n"
         "[uncertainty]\ndraws = 100\n[[layers]]\nname = \"land\"\nsource = \"land.tif\"\n"
         "class = { codes = { 1 = \"forest_generic\", 2 = \"cropland_dry\" } }\n" +
         measured;
}

constexpr const char* kAgb =
    "[[layers]]\nname = \"AGB\"\nsource = \"agb.tif\"\nmeasures = \"above\"\nunit = \"tC/ha\"\nerror_pct = 40\n";

void writeRasters(const fs::path& folder) {
  test::TestRaster raster{.cols = kCells, .rows = kCells, .x0 = 600000, .y0 = 3200000, .dx = 100, .dy = 100};
  raster.value = [](int col, int) { return isForest(col) ? 1.0 : 2.0; };
  test::writeRaster(folder / "land.tif", raster);
  raster.type = "Float64";
  raster.hasNodata = true, raster.nodata = -1;
  raster.value = agb;
  test::writeRaster(folder / "agb.tif", raster);
}

Project readIn(const fs::path& folder, const std::string& measured, const std::string& name = "project.toml") {
  test::writeText(folder / name, project(measured) + "[output]\nfolder = \"" + name + " out\"\n");
  return readProject(folder / name);
}

RunReport runIt(const Project& project) {
  const StopFlag stop = false;
  return run(
      project, {}, [](const RunProgress&) {}, stop);
}

const Totals& totalsOf(const RunReport& report, const std::string& classKey) {
  return std::ranges::find(report.account.classes, classKey, &ClassTotals::classKey)->totals;
}

/// Sum over the cells of a class, ha x tC/ha.
double measuredSum(bool forest) {
  double sum = 0;
  for (int row = 0; row < 15; ++row)
    for (int col = 0; col < kCells; ++col)
      if (isForest(col) == forest) sum += kCellHa * agb(col, row);
  return sum;
}

Message faultOf(const fs::path& folder, const std::string& measured) {
  try {
    runIt(readIn(folder, measured));
  } catch (const Error& fault) {
    return fault.problem();
  }
  return {};
}

}  // namespace

TEST_CASE("the map takes the cell's own value, totals the sum over the cells") {
  const TempFolder folder;
  writeRasters(folder.path());
  const Project plain = readIn(folder.path(), "", "plain.toml"), measured = readIn(folder.path(), kAgb);
  const RunReport without = runIt(plain), with = runIt(measured);

  const Totals& was = totalsOf(without, "forest_generic");
  const Totals& is = totalsOf(with, "forest_generic");
  const double ofClass = was.carbon.stock[0] / was.areaHa, roots = was.carbon.stock[1] / was.carbon.stock[0];
  CHECK(is.areaHa == Approx(200));
  CHECK(is.carbon.stock[0] == Approx(measuredSum(true) + 50 * ofClass).epsilon(1e-9));
  CHECK(is.carbon.stock[1] == Approx(is.carbon.stock[0] * roots).epsilon(1e-9));
  CHECK(is.carbon.stock[4] == Approx(was.carbon.stock[4]).epsilon(1e-12));
  CHECK(is.carbon.flux() == Approx(was.carbon.flux()).epsilon(1e-12));
  const Totals& fields = totalsOf(with, "cropland_dry");
  CHECK(fields.carbon.stock[0] == Approx(measuredSum(false)).epsilon(1e-9));
  // The raster is wrong everywhere alike: 40 % at 95 % of the sum; the soil's error stays.
  const FactorLibrary factors = factorsOf(measured);
  const auto factor = [&](const char* key) { return factors[factors.require(key)]; };
  const double treeRoots = factor("rs.forest_generic").value, fieldHa = 200, openHa = 50;
  CHECK(fields.carbon.stock[1] == Approx(treeRoots * measuredSum(false)).epsilon(1e-9));
  // With the roots; of the class's own vegetation, which is none, what the raster leaves and what its roots are less.
  const double raster = 0.4 / 1.96 * (1 + treeRoots) * measuredSum(false),
               soil = fieldHa * factor("pool.cropland_dry.soil30").se,
               fieldVeg = (openHa - (fieldHa - openHa) * treeRoots) * factor("pool.cropland_dry.veg").se,
               rootsSe = factor("rs.forest_generic").se * measuredSum(false);
  CHECK(fields.stockSe == Approx(std::hypot(raster, soil, std::hypot(fieldVeg, rootsSe))).epsilon(1e-6));

  RasterBand above(measured.outputFolder / "stock.tif", 2);
  std::vector<double> pixels(kCells * kCells);
  above.read<double>({0, 0, kCells, kCells}, pixels.data(), kCells, -1);
  for (int row = 0; row < kCells; ++row)
    for (int col = 0; col < kCells; ++col) {
      const double own = agb(col, row) >= 0 ? agb(col, row) : isForest(col) ? ofClass : 0;
      CHECK(pixels[static_cast<std::size_t>(row * kCells + col)] == Approx(own).margin(1e-4));
    }
}

TEST_CASE("ledger.csv carries the sums of what was measured, and gives the account again") {
  const TempFolder folder;
  writeRasters(folder.path());
  const Project measured = readIn(folder.path(), kAgb);
  const RunReport report = runIt(measured);
  const CsvTable ledger = readCsv(measured.outputFolder / "tables" / "ledger.csv");
  double area = 0, sum = 0, se = 0;
  for (const CsvRow& row : ledger.rows) {
    CHECK(row.cells[ledger.require("ledger_version")] == std::to_string(kLedgerVersion));
    area += csvNumber(ledger, row, ledger.require("area_ha"));
    if (row.cells[ledger.require("vegetation_measured_by")].empty()) continue;
    CHECK(row.cells[ledger.require("vegetation_measured_by")] == "AGB");
    sum += csvNumber(ledger, row, ledger.require("vegetation_measured_tC"));
    se += csvNumber(ledger, row, ledger.require("vegetation_measured_se_tC"));
  }
  CHECK(ledger.rows.size() == 4);  // measured or not, of two classes
  CHECK(area == Approx(400));
  CHECK(sum == Approx(measuredSum(true) + measuredSum(false)).epsilon(1e-9));
  CHECK(se == Approx(0.4 / 1.96 * sum).epsilon(1e-9));

  Warnings warnings;
  const ActivityData data = activityOfLastRun(measured, warnings);
  const FactorLibrary factors = factorsOf(measured);
  ProjectSeries series(measured, factors, data);
  const YearCarbon year = series.carbonOf(0, 2025);
  const Totals again = sumUp(data.lines, year.carbon, series.errorRules());
  CHECK(again.carbon.total() == Approx(report.account.total.carbon.total()).epsilon(1e-12));
  CHECK(again.stockSe == Approx(report.account.total.stockSe).epsilon(1e-9));
}

TEST_CASE("explain tells a cell's own measured value, at the base year and later") {
  const TempFolder folder;
  writeRasters(folder.path());
  const Project measured = readIn(folder.path(), kAgb);
  const Explanation now = explainAt(measured, 600350, 3199550);  // column 3, row 4
  REQUIRE(now.strata.size() == 1);
  CHECK(now.strata[0].carbon.value.stock[0] == Approx(agb(3, 4)));
  CHECK(now.strata[0].steps[0].formula.id == "carbon.step.measured_above");
  CHECK(now.strata[0].features == std::vector<std::string>{"land"});
  const Explanation later = explainAt(measured, 600350, 3199550, {2035, "baseline"});
  REQUIRE(later.strata.size() == 1);
  const double grown = later.strata[0].carbon.value.total() - now.strata[0].carbon.value.total();
  CHECK(grown == Approx(10 * now.strata[0].carbon.value.flux()).epsilon(1e-9));
}

TEST_CASE("a cell that pixels with a value cover in part is measured in that part") {
  const TempFolder folder;
  writeRasters(folder.path());
  test::TestRaster raster{.cols = 7, .rows = 7, .x0 = 600030, .y0 = 3199990, .dx = 37, .dy = 37};
  raster.type = "Float64";
  raster.value = [](int col, int row) { return 10.0 + col + 2 * row; };
  test::writeRaster(folder.path() / "agb.tif", raster);
  const std::string keys =
      "[[layers]]\nname = \"AGB\"\nsource = \"agb.tif\"\nmeasures = \"biomass\"\nunit = \"t/ha\"\nerror_pct = 40\n";
  const RunReport with = runIt(readIn(folder.path(), keys)), without = runIt(readIn(folder.path(), "", "p.toml"));
  double held = 0;
  const double pixelHa = 37 * 37 * 1e-4;
  for (int row = 0; row < 7; ++row)
    for (int col = 0; col < 7; ++col) held += pixelHa * raster.value(col, row) * 0.47;
  const Totals& was = totalsOf(without, "forest_generic");
  const Totals& is = totalsOf(with, "forest_generic");
  const double living = (was.carbon.stock[0] + was.carbon.stock[1]) / was.areaHa;
  CHECK(is.carbon.stock[0] + is.carbon.stock[1] == Approx(held + (was.areaHa - 49 * pixelHa) * living).epsilon(1e-9));
}

TEST_CASE("measured rasters that cannot be are refused with their pixel") {
  const TempFolder folder;
  writeRasters(folder.path());
  const std::string head = "[[layers]]\nname = \"AGB\"\nsource = \"agb.tif\"\n";
  CHECK(faultOf(folder.path(), head + "measures = \"above\"\nunit = \"tC/ha\"\n").id == "project.measure_no_error");
  CHECK(faultOf(folder.path(), head + "measures = \"above\"\nerror_pct = 20\n").id == "project.measure_no_unit");
  CHECK(faultOf(folder.path(), head + "measures = \"soil30\"\nunit = \"t/ha\"\nerror_pct = 20\n").id ==
        "project.measure_dry_soil");
  CHECK(faultOf(folder.path(), head + "measures = \"above\"\nunit = \"tC/ha\"\nerror_pct = 20\nage = 3\n").id ==
        "project.measure_land_key");
  for (const char* key : {"over = 2018", "date = 2018", "area_field = \"TBMJ\"", "where = \"a = 1\""}) {
    CAPTURE(key);
    CHECK(faultOf(folder.path(), std::string(kAgb) + key + "\n").id == "project.measure_land_key");
  }
  CHECK(faultOf(folder.path(), "[[layers]]\nname = \"b\"\nsource = \"land.tif\"\nclass = \"grass\"\nunit = \"t/ha\"\n")
            .id == "project.no_measure");

  test::TestRaster raster{.cols = 5, .rows = 5, .x0 = 600000, .y0 = 3200000, .dx = 100, .dy = 100};
  raster.type = "Float64";
  const std::string keys = std::string(kAgb);
  const auto faultWith = [&](double value) {
    raster.value = [value](int col, int row) { return col == 3 && row == 2 ? value : 20.0; };
    test::writeRaster(folder.path() / "agb.tif", raster);
    return faultOf(folder.path(), keys);
  };
  for (const auto& [value, id] :
       {std::pair(-0.5, "model.measured_negative"), std::pair(9e9, "model.measured_too_large")}) {
    const Message fault = faultWith(value);
    CHECK(fault.id == id);
    REQUIRE(fault.args.size() == 6);
    CHECK((fault.args[2] == "3" && fault.args[3] == "2"));
  }
  raster.x0 = 900000;
  CHECK(faultWith(20).id == "model.measured_nowhere");
}
