#include "geo/account/RunJson.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <nlohmann/json.hpp>

#include "geo/base/File.h"
#include "tests/support/Sample.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

TEST_CASE("run.json records version, grid, closure, warnings in both languages, and digests of what was written") {
  const TempFolder folder;
  sample::County county(Language::zh);
  writeFileWhole(folder.path() / "stock.tif", "abc");
  county.report.outputs = {folder.path() / "stock.tif"};
  const auto path = writeRunJson(county.report, folder.path());
  const auto run = nlohmann::json::parse(readFile(path));
  CHECK(run["version"] == "0.1.0");
  CHECK(run["synthetic"] == true);
  CHECK(run["crs"] == "EPSG:4544");
  CHECK(run["grid"]["columns"] == 420);
  CHECK(run["threads"] == 2);
  CHECK(run["timings"]["wall_s"] == 7.25);
  for (const char* name : {"cells_vs_polygons", "zones_vs_total", "region_vs_geodesic"})
    CHECK(run["closure"][name].is_number());
  CHECK(run["closure"]["cells_vs_polygons"].get<double>() == 3.1e-11);
  REQUIRE(run["warnings"].size() == 2);
  CHECK(run["warnings"][0]["zh"] == "无。");
  CHECK(run["warnings"][0]["en"] == "There were none.");
  CHECK(run["inputs"][1]["sha256"] == std::string(64, '3'));
  CHECK(run["outputs"][0]["path"] == "stock.tif");
  CHECK(run["outputs"][0]["bytes"] == 3);
  // The digest of "abc" is the first example of FIPS 180-4.
  CHECK(run["outputs"][0]["sha256"] == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(run["totals"]["stock_tC"].get<double>() == county.report.account.total.carbon.total());
}

TEST_CASE("What is no number or no UTF-8 does not cost the run its record") {
  const TempFolder folder;
  sample::County county(Language::en);
  county.report.closure.zonesVsTotal = std::nan("");
  county.report.inputs[0].path = "/data/\xB1\xDF\xBD\xE7.shp";
  const auto run = nlohmann::json::parse(readFile(writeRunJson(county.report, folder.path())));
  CHECK(run["closure"]["zones_vs_total"].is_null());
  CHECK(run["inputs"].size() == 4);
}

TEST_CASE("An output that is gone stops run.json") {
  const TempFolder folder;
  sample::County county(Language::en);
  county.report.outputs = {folder.path() / "missing.tif"};
  CHECK_THROWS_AS(writeRunJson(county.report, folder.path()), Error);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "run.json"));
}
