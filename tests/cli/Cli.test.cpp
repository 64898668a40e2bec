// What every verb shares, and what each prints when all is well.
#include <algorithm>
#include <array>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/County.h"

using namespace tanhui;
using namespace tanhui::test;
using Catch::Contains;
using Json = nlohmann::json;

TEST_CASE("help and version are on stdout, in the language asked for") {
  CHECK(runTanhui({"--version"}).out.starts_with("tanhui "));
  const CommandResult english = runTanhui({"--help"});
  CHECK(english.code == 0);
  for (const char* verb : {"demo", "init", "check", "run", "explain", "zonal", "rasterize", "factors", "keys"})
    CHECK_THAT(english.out, Contains(verb));
  CHECK_THAT(runCommand({TANHUI_BINARY, "--lang", "zh", "--help"}).out, Contains("检查运行所需的一切"));
  CHECK_THAT(runCommand({TANHUI_BINARY, "run", "--help"}, {.environment = {{"LC_ALL", "zh_CN.UTF-8"}}}).out,
             Contains("从上次中断处继续"));
  CHECK_THAT(runTanhui({"run", "--help"}).out, Contains("--resume"));
}

TEST_CASE("wrong usage is exit 2, with an error and a remedy") {
  const std::vector<std::vector<std::string>> wrong = {
      {"rnu"},           {"nonsense"}, {"run"}, {"run", "a.toml", "--resum"}, {"check", "--threads", "many", "a.toml"},
      {"zonal", "a.tif"}};
  for (const auto& arguments : wrong) {
    const CommandResult result = runTanhui(arguments);
    INFO(result.err);
    CHECK(result.code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.err, Catch::StartsWith("error: tanhui: ") && Contains("\nremedy: "));
  }
  CHECK_THAT(runTanhui({"rnu"}).err, Contains("no command 'rnu'") && Contains("did you mean 'run'"));
  CHECK(runCommand({TANHUI_BINARY}).code == 2);
}

TEST_CASE("errors are JSON on stdout with --json") {
  const CommandResult result = runTanhui({"check", "/nonexistent/project.toml", "--json"});
  CHECK(result.code == 2);
  const Json json = Json::parse(result.out);
  CHECK(json["ok"] == false);
  REQUIRE(json["errors"].size() == 1);
  CHECK(json["errors"][0]["where"] == "/nonexistent/project.toml");
  CHECK_FALSE(json["errors"][0]["remedy"].get<std::string>().empty());
  CHECK(Json::parse(runTanhui({"--json", "nonsense"}).out)["ok"] == false);
}

TEST_CASE("a typo in the project names the line and the key") {
  County county;
  county.replace("cell_size = 20", "cel_size = 20");
  for (const char* verb : {"check", "run"}) {
    const CommandResult result = county.run(verb);
    requireFault(county, result, 2,
                 {"project.toml, line 8: unknown key 'cel_size' in [grid]", "did you mean 'cell_size'"});
  }
  const CommandResult chinese = runCommand({TANHUI_BINARY, "check", county.project().string(), "--lang", "zh"});
  CHECK_THAT(chinese.err, Contains("error: ") && Contains("line 8") && Contains("没有键“cel_size”"));
}

TEST_CASE("all faults of a project are told at once") {
  County county;
  county.replace("base_year = 2025", "base_year = \"2025\"");
  county.replace("id = \"code\"", "ident = \"code\"");
  const CommandResult result = county.run("check", {"--json"});
  CHECK(result.code == 2);
  CHECK(Json::parse(result.out)["errors"].size() == 2);
}

TEST_CASE("factors are found by key, by prefix and by name") {
  const CommandResult all = runTanhui({"factors"});
  CHECK(all.code == 0);
  CHECK_THAT(all.out, Contains("source"));
  const Json json = Json::parse(runTanhui({"factors", "--json"}).out);
  REQUIRE(json["factors"].size() > 100);
  const std::string key = json["factors"][7]["key"];
  const Json one = Json::parse(runTanhui({"factors", key, "--json"}).out);
  REQUIRE(one["factors"].size() == 1);
  for (const char* field : {"value", "unit", "source", "grade"}) CHECK(one["factors"][0].contains(field));
  const Json some = Json::parse(runTanhui({"factors", key.substr(0, 4), "--json"}).out);
  for (const Json& factor : some["factors"]) CHECK(factor["key"].get<std::string>().starts_with(key.substr(0, 4)));
  CHECK(Json::parse(runTanhui({"factors", "马尾松", "--json"}).out)["factors"].size() > 0);

  const CommandResult none = runTanhui({"factors", "nothing.like.it"});
  CHECK(none.code == 2);
  CHECK_THAT(none.err, Contains("error: ") && Contains("remedy: "));
}

TEST_CASE("keys prints the reference of the project file") {
  CHECK_THAT(runTanhui({"keys"}).out, Contains("`cell_size`"));
  const Json table = Json::parse(runTanhui({"keys", "--json"}).out)["keys"];
  CHECK(table.size() > 40);
  const auto draws = std::find_if(table.begin(), table.end(), [](const Json& key) { return key["name"] == "draws"; });
  REQUIRE(draws != table.end());
  CHECK((*draws)["section"] == "uncertainty");
  CHECK((*draws)["type"] == "integer");
  CHECK((*draws)["minimum"] == 100);
  CHECK((*draws)["default"] == 1000);
  CHECK((*draws)["words"]["zh"] == "抽样次数。");
  const Json schema = Json::parse(runTanhui({"keys", "--schema"}).out);
  CHECK(schema["$schema"] == "http://json-schema.org/draft-07/schema#");
  CHECK(schema["properties"]["uncertainty"]["properties"]["draws"]["maximum"] == 1000000);
}

TEST_CASE("check of a sound county says that it can run") {
  const County county;
  const CommandResult result = county.run("check");
  INFO(result.err);
  CHECK(result.code == 0);
  CHECK_THAT(result.out, Contains("ready to run"));
  CHECK(county.results().empty());
}

// Geodesic areas of the parcels by pyproj: 999750.866 and 499873.568 m2. A tenth of each is ridges; of the second the
// survey has 10 m2 less than that.
TEST_CASE("check prints cropland beside the survey's own areas") {
  County county;
  county.replace("source = \"国土调查.gpkg\"", "source = \"国土调查.gpkg\"\ndeduct = { ratio = \"KCXS\" }");
  county.parcels.fields = {"BSM", "DLBM", "KCXS:real", "TBDLMJ:real"};
  const std::array<std::array<const char*, 2>, 3> values = {{{"0.1", "899775.78"}, {"0.1", "449876.21"}, {"0", ""}}};
  for (std::size_t i = 0; i < values.size(); ++i)
    for (const char* value : values[i]) county.parcels.features[i].values.emplace_back(value);
  const CommandResult result = county.run("check");
  CHECK(result.code == 0);
  CHECK_THAT(result.out,
             Contains("parcels, Paddy: 1 parcels whole inside the region, 899775.78 m2 recorded, 899775.78 m2") &&
                 Contains("agrees (at most 5 ppm)") && Contains("difference +10.00 m2 (+22.2") &&
                 Contains("does not agree"));
  CHECK_THAT(result.err, Contains("warning: parcels: cropland_dry: 449886.21 m2"));
  const Json json = Json::parse(county.run("check", {"--json"}).out);
  REQUIRE(json["official_areas"].size() == 2);
  CHECK(json["official_areas"][0]["passes"] == true);
  CHECK(json["official_areas"][1]["class"] == "cropland_dry");
  CHECK(json["official_areas"][1]["difference_m2"].get<double>() == Approx(10).margin(0.01));
}

TEST_CASE("a run prints totals that are those of its tables, and leaves its files") {
  const County county;
  const CommandResult result = county.run("run", {"--json", "--quiet"});
  INFO(result.err);
  REQUIRE(result.code == 0);
  CHECK(result.err.empty());
  const Json json = Json::parse(result.out);
  CHECK(json["ok"] == true);
  // 2 x 1 km, on the ground a few parts in 10,000 off the map.
  CHECK(json["total"]["area_ha"].get<double>() == Approx(200).epsilon(1e-3));
  double stock = 0;
  for (const Json& row : json["classes"]) stock += row["stock_tC"].get<double>();
  CHECK(json["total"]["stock_tC"].get<double>() == Approx(stock).epsilon(1e-12));
  CHECK(json["total"]["stock_se_tC"].get<double>() > 0);
  for (const char* key : {"cells_vs_polygons", "zones_vs_total", "region_vs_geodesic"})
    CHECK(json["closure"][key].get<double>() < 1e-6);
  const std::set<std::string> files = county.results();
  for (const char* file :
       {"stock.tif", "flux.tif", "uncertainty.tif", "class.tif", "zones.gpkg", "tables/totals.csv", "tables/zones.csv",
        "tables/factors.csv", "report.html", "report.pdf", "report.xlsx", "run.json"})
    CHECK(files.contains(file));

  const CommandResult text = county.run("run");
  CHECK_THAT(text.out, Contains("carbon stock") && Contains("stock.tif") && Contains("Closure errors"));
  CHECK_THAT(text.err, Contains("evaluating"));
}

TEST_CASE("progress is told to other programs as an object a line") {
  const County county;
  const CommandResult result = county.run("run", {"--progress", "json"});
  REQUIRE(result.code == 0);
  std::vector<std::string> phases;
  std::istringstream lines(result.err);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('{')) continue;  // a warning
    const Json told = Json::parse(line);
    CAPTURE(line);
    REQUIRE(told.size() == 5);
    CHECK(told["done"].get<int>() <= told["of"].get<int>());
    CHECK(told["seconds"].get<double>() >= 0);
    CHECK((told["left_s"].is_null() || told["left_s"].get<double>() >= 0));
    const auto phase = told["phase"].get<std::string>();
    if (phases.empty() || phases.back() != phase) phases.push_back(phase);
  }
  CHECK(phases == std::vector<std::string>{"read", "evaluate", "write", "report"});

  CHECK(county.run("run", {"--progress", "json", "--quiet"}).err.find('{') == std::string::npos);
  const CommandResult wrong = runTanhui({"--progress", "xml", "keys"});
  CHECK(wrong.code == 2);
}

TEST_CASE("explain adds up, for a point and for a zone") {
  const County county;
  const CommandResult at = county.run("explain", {"--at", "600300,3200300", "--json"});
  INFO(at.err);
  REQUIRE(at.code == 0);
  const Json json = Json::parse(at.out);
  double stock = 0;
  for (const Json& stratum : json["strata"]) {
    stock += stratum["stock_tC"].get<double>();
    double steps = 0;
    for (const Json& step : stratum["steps"])
      for (const char* pool : {"above", "below", "deadwood", "litter", "soil"})
        if (step["quantity"] == pool) steps += step["value_per_ha"].get<double>();
    CHECK(steps == Approx(stratum["stock_tC_per_ha"].get<double>()).epsilon(1e-12));
  }
  CHECK(json["total"]["stock_tC"].get<double>() == Approx(stock).epsilon(1e-12));

  const CommandResult zone = county.run("explain", {"--zone", "towns:A"});
  INFO(zone.err);
  CHECK(zone.code == 0);
  CHECK_THAT(zone.out, Contains("towns:A") && Contains("total") && Contains("Factors used"));

  for (const std::vector<std::string>& wrong :
       std::vector<std::vector<std::string>>{{},
                                             {"--at", "1,2", "--zone", "towns:A"},
                                             {"--at", "here"},
                                             {"--zone", "towns:Z"},
                                             {"--zone", "none:1"},
                                             {"--at", "5,5"}}) {
    const CommandResult result = county.run("explain", wrong);
    INFO(result.err);
    CHECK(result.code == 2);
    CHECK_THAT(result.err, Contains("error: ") && Contains("remedy: "));
  }
}

TEST_CASE("a year past the horizon or an unknown scenario is refused, not ignored") {
  const County county;
  CHECK(county.run("run", {"--year", "2040"}).code == 2);
  CHECK(county.run("run", {"--scenario", "plan"}).code == 2);
  CHECK(county.results().empty());
}

TEST_CASE("zonal and rasterize work on any raster, exactly") {
  const County county;
  county.write();
  TestRaster raster;
  raster.cols = 100, raster.rows = 50, raster.y0 = 3201000, raster.dx = raster.dy = 20;
  raster.type = "Float32";
  raster.value = [](int, int) { return 2.5; };
  writeRaster(county.path() / "grid.tif", raster);
  const std::string grid = (county.path() / "grid.tif").string(), towns = (county.path() / "乡镇.gpkg").string();

  const CommandResult zonal = runTanhui({"zonal", grid, towns, "--stats", "count,mean", "--id", "code", "--json"});
  INFO(zonal.err);
  REQUIRE(zonal.code == 0);
  const Json zones = Json::parse(zonal.out)["zones"];
  REQUIRE(zones.size() == 2);
  CHECK(zones[0]["code"] == "A");
  CHECK(zones[0]["mean"] == 2.5);
  CHECK(zones[0]["count"].get<double>() == Approx(1111.0 * 1000 / 400).epsilon(1e-12));
  CHECK_THAT(runTanhui({"zonal", grid, towns}).out, Catch::StartsWith("fid,"));
  const std::string csv = (county.path() / "zonal.csv").string();
  CHECK(runTanhui({"zonal", grid, towns, "-o", csv}).code == 0);
  CHECK_THAT(readText(csv), Contains("count"));
  CHECK(runTanhui({"zonal", grid, towns, "--stats", "men"}).code == 2);

  const std::string target = (county.path() / "fractions.tif").string();
  const CommandResult bands = runTanhui({"rasterize", towns, grid, "-o", target, "--by", "name", "--double", "--json"});
  INFO(bands.err);
  REQUIRE(bands.code == 0);
  const Json json = Json::parse(bands.out);
  REQUIRE(json["bands"].size() == 2);
  double cells = 0;
  for (const Json& band : json["bands"]) cells += band["covered_cells"].get<double>();
  CHECK(cells == Approx(2000.0 * 1000 / 400).epsilon(1e-12));
}

TEST_CASE("init, check and run go hand in hand") {
  const County county;
  county.write();
  std::filesystem::remove(county.project());
  const CommandResult init = runTanhui({"init", county.path().string()});
  INFO(init.err + init.out);
  REQUIRE(init.code == 0);
  const CommandResult check = runTanhui({"check", county.project().string()});
  INFO(check.err);
  CHECK(check.code == 0);
  CHECK(runTanhui({"init", county.path().string()}).code == 2);
}

TEST_CASE("stdout that cannot be written is a failure, not silence") {
  CHECK(runCommand({"/bin/sh", "-c", std::string("'") + TANHUI_BINARY + "' factors > /dev/full"}).code == 1);
}
