// What a project asks about its land beside carbon: who pays whom, and what drives it.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "tests/cli/County.h"

using namespace tanhui;
using namespace tanhui::test;
using Catch::Contains;

namespace {

struct AskingCounty : County {
  AskingCounty() {
    plan();
    projectText += R"(
[[compensation]]
name = "碳"
rule = "carbon_share"
parties = "towns"
data = "补偿.csv"
share = "gdp"
price = 60

[[influence]]
name = "why"
spacing_m = 100
factors = ["class", "distance:forest", "zone:towns"]
)";
    write();
    writeText(path() / "补偿.csv", "party,emission_tCO2,sink_tCO2,gdp\n甲镇,900,,3\n乙镇,100,,1\n");
  }
  CsvTable table(const std::string& name) const { return readCsv(out() / "tables" / (name + ".csv")); }
};

}  // namespace

TEST_CASE("a project with compensation and influence gives their tables, sheets and chapters") {
  const AskingCounty county;
  const CommandResult done = runTanhui({"run", county.project().string(), "--quiet"});
  INFO(done.err);
  REQUIRE(done.code == 0);
  const CsvTable ledger = county.table("compensation");
  double net = 0;
  for (const CsvRow& row : ledger.rows) {
    const double amount = csvNumber(ledger, row, ledger.require("amount_yuan"));
    net += row.cells[ledger.require("payer")] == "pool" ? -amount : amount;
    CHECK(row.cells[ledger.require("rule")] == "carbon_share");
    CHECK(csvNumber(ledger, row, ledger.require("amount_low")) < amount);  // the account's sinks have an interval
  }
  CHECK(ledger.rows.size() == 2);
  CHECK(net == Approx(0).margin(1e-6));
  const CsvTable influence = county.table("influence");
  CHECK(influence.rows.size() == 1 + 6 + 1);
  for (const CsvRow& row : influence.rows) {
    CHECK(row.cells[influence.require("spacing_m")].starts_with("100"));
    CHECK(csvNumber(influence, row, influence.require("n")) <= 200);
  }
  // Two scenarios against the baseline: by area and by density add up to the change.
  const CsvTable attribution = county.table("attribution");
  REQUIRE_FALSE(attribution.rows.empty());
  for (const CsvRow& row : attribution.rows) {
    const auto figure = [&](const char* column) { return csvNumber(attribution, row, attribution.require(column)); };
    CHECK(figure("by_area_tC") + figure("by_density_tC") == Approx(figure("change_tC")).margin(1e-6));
  }
  CHECK_THAT(readText(county.out() / "report.html"),
             Contains("Horizontal compensation") && Contains("Influence factors") && Contains("Share of the whole"));
}

TEST_CASE("faults of compensation and influence are told before anything is evaluated, by check too") {
  AskingCounty county;
  writeText(county.path() / "补偿.csv", "party,emission_tCO2,gdp\n甲镇,900,3\n");
  requireFault(county, runTanhui({"run", county.project().string(), "--quiet"}), 2, {"乙镇"});
  CHECK_THAT(runTanhui({"check", county.project().string()}).out, Contains("乙镇"));
  writeText(county.path() / "补偿.csv", "party,emission_tCO2,gdp\n甲镇,900,3\n乙镇,100,1\n");
  county.replace("spacing_m = 100", "spacing_m = 10");
  county.write();
  requireFault(county, runTanhui({"run", county.project().string(), "--quiet"}), 2, {"10 m apart"});
  county.replace("spacing_m = 10", "spacing_m = 100");
  county.replace("\"zone:towns\"", "\"slope\"");
  county.write();
  requireFault(county, runTanhui({"run", county.project().string(), "--quiet"}), 2, {"slope"});
  county.replace("\"slope\"", "\"class\"");
  county.replace("price = 60", "floor_cover = 0.5");
  county.write();
  requireFault(county, runTanhui({"run", county.project().string(), "--quiet"}), 2, {"floor_cover", "price"});
}
