// The years after the base year, from outside: series, scenarios, comparison, uncertainty, explanation.
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "tests/cli/County.h"

using namespace tanhui;
using namespace tanhui::test;
using Json = nlohmann::json;

namespace {

/// The county with its plan, run once for all tests that only read it.
const County& plannedCounty() {
  static const County& county = []() -> const County& {
    static County made;
    made.plan();
    const CommandResult result = made.run();
    INFO(result.err);
    REQUIRE(result.code == 0);
    return made;
  }();
  return county;
}

Json jsonOf(std::vector<std::string> arguments) {
  arguments.emplace_back("--json");
  const CommandResult result = runTanhui(arguments);
  INFO(result.err);
  REQUIRE(result.code == 0);
  return Json::parse(result.out);
}

Json scenarioOf(const Json& result, const std::string& name) {
  for (const Json& scenario : result.at("scenarios"))
    if (scenario.at("scenario") == name) return scenario;
  FAIL(name);
  return {};
}

}  // namespace

TEST_CASE("a run with a horizon writes every year of every scenario, and the flux is the change of the stock") {
  const CsvTable table = readCsv(plannedCounty().out() / "tables" / "series.csv");
  const auto number = [&](const CsvRow& row, const char* column) {
    return csvNumber(table, row, table.require(column));
  };
  std::map<std::string, std::map<int, double>> stock, flux;
  for (const CsvRow& row : table.rows) {
    if (row.cells[table.require("class_key")] != "TOTAL" || !row.cells[table.require("zone_id")].empty()) continue;
    const std::string& scenario = row.cells[table.require("scenario")];
    const int year = static_cast<int>(number(row, "year"));
    for (const char* pool : {"above_tC", "below_tC", "deadwood_tC", "litter_tC", "soil_tC"})
      stock[scenario][year] += number(row, pool);
    flux[scenario][year] = number(row, "flux_tC_per_yr");
    CHECK(number(row, "stock_p05_tC") < number(row, "stock_p50_tC"));
    CHECK(number(row, "net_p50_tCO2e") < number(row, "net_p95_tCO2e"));
    CHECK(number(row, "area_ha") == Approx(200.0).epsilon(1e-3));
  }
  REQUIRE(stock.size() == 3);
  for (const auto& [scenario, years] : stock) {
    REQUIRE(years.size() == 6);
    for (int year = 2026; year <= 2030; ++year)
      CHECK(flux[scenario][year] == Approx(years.at(year) - years.at(year - 1)).epsilon(1e-9));
  }
  // Until something is done, nothing differs.
  CHECK(stock["green"][2026] == Approx(stock["baseline"][2026]).epsilon(1e-12));
  CHECK(stock["grey"][2028] < stock["baseline"][2028]);
}

TEST_CASE("series reads the last run: the same figures as its table, without touching a layer") {
  const Json result = jsonOf({"series", plannedCounty().project().string(), "--scenario", "green"});
  REQUIRE(result.at("scenarios").size() == 1);
  const Json last = scenarioOf(result, "green").at("years").back();
  CHECK(last.at("year") == 2030);
  const CsvTable table = readCsv(plannedCounty().out() / "tables" / "series.csv");
  bool found = false;
  for (const CsvRow& row : table.rows) {
    if (row.cells[table.require("scenario")] != "green" || row.cells[table.require("year")] != "2030" ||
        row.cells[table.require("class_key")] != "TOTAL" || !row.cells[table.require("zone_id")].empty())
      continue;
    found = true;
    CHECK(last.at("net_tCO2e_per_yr").get<double>() ==
          Approx(csvNumber(table, row, table.require("net_tCO2e_per_yr"))).epsilon(1e-12));
    // The same seed draws the same.
    CHECK(last.at("net_percentiles_tCO2e_per_yr").at("p05").get<double>() ==
          Approx(csvNumber(table, row, table.require("net_p05_tCO2e"))).epsilon(1e-9));
  }
  CHECK(found);
}

TEST_CASE("a comparison of two scenarios is the difference of their years") {
  const std::string project = plannedCounty().project().string();
  const Json series = jsonOf({"series", project, "--draws", "0"});
  const Json compared = jsonOf({"compare", project + "@baseline@2030", project + "@grey@2030"});
  const Json& total = compared.at("rows").back();
  REQUIRE(total.at("class_key") == "TOTAL");
  const auto net = [&](const char* scenario) {
    return scenarioOf(series, scenario).at("years").back().at("net_tCO2e_per_yr").get<double>();
  };
  CHECK(total.at("difference").at("net_tCO2e_per_yr").get<double>() ==
        Approx(net("grey") - net("baseline")).epsilon(1e-9));
  // What both share cancels: the difference is surer than either side.
  CHECK(total.at("difference").at("stock_se_tC").get<double>() < total.at("a").at("stock_se_tC").get<double>());
  double built = 0;
  for (const Json& row : compared.at("rows"))
    if (row.at("class_key") == "builtup") built = row.at("difference").at("area_ha");
  CHECK(built == Approx(9.0).epsilon(1e-3));
}

TEST_CASE("uncertainty tells both approaches, the settling of the draws and the ranked sources") {
  const Json result = jsonOf({"uncertainty", plannedCounty().project().string(), "--scenario", "green", "--draws",
                              "2000", "--quantity", "stock"});
  REQUIRE(result.at("figures").size() == 2);
  const Json& figure = result.at("figures")[0];
  const Json& last = figure.at("convergence").back();
  CHECK(last.at("draws") == 2000);
  const double width = last.at("p95").get<double>() - last.at("p05").get<double>();
  CHECK(width / (2 * 1.645) == Approx(figure.at("se_approach_1").get<double>()).epsilon(0.25));
  double sum = figure.at("remainder");
  std::set<std::string> seen;
  std::string all;
  for (const Json& source : figure.at("contributions")) {
    sum += source.at("share").get<double>();
    // Factors that share a figure stand on one line, with all their keys.
    const std::string words = source.at("source");
    for (const std::string key : source.at("keys")) {
      CHECK(seen.insert(key).second);
      CHECK(words.find(key) != std::string::npos);
    }
    all += words + "\n";
  }
  CHECK_THAT(all, Catch::Contains("veg.crop (pool.cropland_dry.veg, pool.paddy.veg)\n"));
  CHECK(sum == Approx(1).epsilon(1e-9));
  CHECK(result.at("figures")[1].at("additional") == true);
}

TEST_CASE("explain of a year adds up to the year") {
  const std::string project = plannedCounty().project().string();
  const Json explained = jsonOf({"explain", project, "--zone", "towns:A", "--year", "2029", "--scenario", "green"});
  const Json series = jsonOf({"series", project, "--scenario", "green", "--zone", "towns:A", "--draws", "0"});
  const Json year = scenarioOf(series, "green").at("years")[4];
  REQUIRE(year.at("year") == 2029);
  CHECK(explained.at("total").at("stock_tC").get<double>() == Approx(year.at("stock_tC").get<double>()).epsilon(1e-9));
  double stock = 0;
  for (const Json& stratum : explained.at("strata"))
    for (const Json& step : stratum.at("steps")) {
      const std::string quantity = step.at("quantity");
      if (quantity == "above" || quantity == "below" || quantity == "deadwood" || quantity == "litter" ||
          quantity == "soil")
        stock += step.at("value_per_ha").get<double>() * stratum.at("area_ha").get<double>();
    }
  CHECK(stock == Approx(year.at("stock_tC").get<double>()).epsilon(1e-9));
  const Json place = jsonOf({"explain", project, "--at", "601000,3200800", "--year", "2029", "--scenario", "green"});
  CHECK(place.at("strata")[0].at("class_key") == "forest_enf_masson");
}

TEST_CASE("maps of a year are written beside those of the base year") {
  County county;
  county.plan();
  county.projectText += "\n[output]\nmaps = [\"stock\", \"class\"]\nmaps_years = [2029]\n";
  REQUIRE(county.run("run", {"--year", "2030", "--scenario", "grey"}).code == 0);
  const std::set<std::string> files = county.results();
  for (const char* file : {"stock.tif", "stock_2029.tif", "stock_2029_green.tif", "stock_2029_grey.tif",
                           "stock_2030_grey.tif", "class_2029_green.tif"})
    CHECK(files.contains(file));
  CHECK_FALSE(files.contains("stock_2030.tif"));
}

TEST_CASE("years that cannot be told are faults with a remedy") {
  County county;
  county.plan();
  county.write();
  const std::string project = county.project().string();
  requireFault(county, runTanhui({"series", project}), 2, {"has not been run", "tanhui run"});
  REQUIRE(county.run().code == 0);
  const auto fault = [&](std::vector<std::string> arguments, const char* words) {
    const CommandResult result = runTanhui(std::move(arguments));
    INFO(result.err);
    CHECK(result.code == 2);
    CHECK_THAT(result.err, Catch::Contains(words));
    CHECK_THAT(result.err, Catch::Contains("remedy: "));
  };
  fault({"series", project, "--scenario", "gren"}, "there is no scenario 'gren'");
  fault({"series", project, "--zone", "towns:Z"}, "towns:Z");
  fault({"explain", project, "--zone", "towns:A", "--year", "2031"}, "2031");
  fault({"compare", project + "@2024", project}, "2024");
  fault({"uncertainty", project, "--year", "1999"}, "1999");
  // Another plan than that of the run.
  county.replace("name = \"houses\"", "name = \"homes\"");
  writeText(county.project(), county.projectText);
  fault({"series", project}, "interventions");
  // Other data.
  county.replace("name = \"homes\"", "name = \"houses\"");
  county.forest.features.pop_back();
  county.write();
  fault({"series", project}, "data have changed");
}
