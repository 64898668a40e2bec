#include "geo/report/Tables.h"

#include <catch2/catch.hpp>

#include <cmath>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "tests/support/Sample.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

namespace {

const std::vector<std::string> kFigures = {"area_ha",
                                           "stock_tC",
                                           "stock_se_tC",
                                           "above_tC",
                                           "below_tC",
                                           "deadwood_tC",
                                           "litter_tC",
                                           "soil_tC",
                                           "flux_tC_per_yr",
                                           "flux_se_tC_per_yr",
                                           "non_co2_tCO2e_per_yr",
                                           "net_tCO2e_per_yr",
                                           "non_co2_se_tCO2e_per_yr",
                                           "net_se_tCO2e_per_yr",
                                           "agriculture_tCO2e_per_yr",
                                           "agriculture_se_tCO2e_per_yr",
                                           "lulucf_net_tCO2e_per_yr",
                                           "lulucf_net_se_tCO2e_per_yr"};

double sumWhere(const CsvTable& table, const std::string& column, const std::string& keyColumn, bool total) {
  double sum = 0;
  for (const CsvRow& row : table.rows)
    if ((row.cells[table.require(keyColumn)] == "TOTAL") == total) sum += csvNumber(table, row, table.require(column));
  return sum;
}

}  // namespace

TEST_CASE("totals.csv has the agreed columns, every digit, and a TOTAL that is the sum of its classes") {
  const TempFolder folder;
  const sample::County county(Language::zh);
  writeTables(county.report, folder.path());
  CHECK(readFile(folder.path() / "tables/totals.csv")
            .starts_with("\xEF\xBB\xBF"
                         "class_key,name,area_ha,"));
  const CsvTable table = readCsv(folder.path() / "tables/totals.csv");
  std::vector<std::string> header = {"class_key", "name"};
  header.insert(header.end(), kFigures.begin(), kFigures.end());
  CHECK(table.header == header);
  REQUIRE(table.rows.size() == county.report.account.classes.size() + 1);
  CHECK(table.rows.back().cells[0] == "TOTAL");
  CHECK(table.rows[1].cells[1] == "马尾松林");
  CHECK(csvNumber(table, table.rows[0], 3) == county.report.account.classes[0].totals.carbon.total());
  for (const std::string& column : kFigures)
    if (column.find("_se_") == std::string::npos)
      CHECK(sumWhere(table, column, "class_key", false) ==
            Approx(sumWhere(table, column, "class_key", true)).epsilon(1e-12));
}

TEST_CASE("net is uptake in CO2e plus the other gases, in the table as printed") {
  const TempFolder folder;
  const sample::County county(Language::en);
  writeTables(county.report, folder.path());
  const CsvTable table = readCsv(folder.path() / "tables/totals.csv");
  for (const CsvRow& row : table.rows) {
    const auto number = [&](const char* name) { return csvNumber(table, row, table.require(name)); };
    CHECK(number("net_tCO2e_per_yr") ==
          Approx(number("flux_tC_per_yr") * 44 / 12 + number("non_co2_tCO2e_per_yr")).margin(1e-9));
    CHECK(number("lulucf_net_tCO2e_per_yr") ==
          Approx(number("net_tCO2e_per_yr") - number("agriculture_tCO2e_per_yr")).margin(1e-9));
    CHECK(number("stock_tC") == Approx(number("above_tC") + number("below_tC") + number("deadwood_tC") +
                                       number("litter_tC") + number("soil_tC")));
  }
}

TEST_CASE("zones.csv gives every class of every zone and a TOTAL per zone") {
  const TempFolder folder;
  const sample::County county(Language::zh);
  writeTables(county.report, folder.path());
  const CsvTable table = readCsv(folder.path() / "tables/zones.csv");
  std::size_t lines = 0;
  for (const ZoneTotals& zone : county.report.account.zones) lines += zone.classes.size() + 1;
  CHECK(table.rows.size() == lines);
  double townships = 0;
  for (const CsvRow& row : table.rows)
    if (row.cells[table.require("zone_layer")] == "乡镇" && row.cells[table.require("class_key")] == "TOTAL")
      townships += csvNumber(table, row, table.require("stock_tC"));
  CHECK(townships == Approx(county.report.account.total.carbon.total()).epsilon(1e-9));
}

TEST_CASE("factors.csv lists every factor used with source and grade") {
  const TempFolder folder;
  const sample::County county(Language::zh);
  writeTables(county.report, folder.path());
  const CsvTable table = readCsv(folder.path() / "tables/factors.csv");
  CHECK(table.rows.size() == county.report.account.factorsUsed.size());
  for (const char* column : {"key", "value", "low", "high", "unit", "source", "grade"}) CHECK(table.find(column));
  for (const CsvRow& row : table.rows) CHECK_FALSE(row.cells[table.require("source")].empty());
}

TEST_CASE("Names with commas, quotes and line breaks come back as they were, what is unknown is an empty cell") {
  const TempFolder folder;
  sample::County county(Language::zh);
  county.report.account.zones[0].label = "甲,“乙”\"丙\"\n丁";
  county.report.account.zones[0].total.stockSe = std::nan("");
  writeTables(county.report, folder.path());
  const CsvTable table = readCsv(folder.path() / "tables/zones.csv");
  CHECK(table.rows[0].cells[table.require("zone_label")] == "甲,“乙”\"丙\"\n丁");
  const CsvRow& total = table.rows[county.report.account.zones[0].classes.size()];
  CHECK(total.cells[table.require("stock_se_tC")].empty());
}

TEST_CASE("The same run gives the same tables, a folder that cannot be made is an error of the work") {
  const TempFolder a, b;
  const sample::County county(Language::en);
  writeTables(county.report, a.path());
  writeTables(county.report, b.path());
  for (const char* name : {"tables/totals.csv", "tables/zones.csv", "tables/factors.csv"})
    CHECK(readFile(a.path() / name) == readFile(b.path() / name));
  writeFileWhole(a.path() / "file", "x");
  try {
    writeTables(county.report, a.path() / "file");
    FAIL("wrote below a file");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::work);
  }
}
