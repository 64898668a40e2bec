#include "geo/run/Run.h"
#include "geo/model/BuildModel.h"

#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "geo/ask/Explain.h"
#include "geo/ask/ExplainText.h"
#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/support/TestProject.h"

using namespace tanhui;
using test::writeProject;
namespace fs = std::filesystem;

namespace {

const ProgressSink kQuiet = [](const RunProgress&) {};

/// Column `value` of a table, by the columns before.
std::map<std::string, double> column(const fs::path& file, const std::vector<std::string>& keys,
                                     const std::string& value) {
  const CsvTable table = readCsv(file);
  std::map<std::string, double> values;
  for (const CsvRow& row : table.rows) {
    std::string key;
    for (const std::string& name : keys) key += (key.empty() ? "" : "/") + row.cells[table.require(name)];
    values[key] = csvNumber(table, row, table.require(value));
  }
  return values;
}

/// The files that only one of two folders has, or whose bytes differ; run.json, which tells the time, aside.
std::set<std::string> differing(const fs::path& one, const fs::path& other) {
  std::set<std::string> names;
  for (const fs::path& folder : {one, other})
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
      if (entry.is_regular_file()) names.insert(fs::relative(entry.path(), folder).string());
  std::erase_if(names, [&](const std::string& name) {
    return name == "run.json" ||
           (fs::exists(one / name) && fs::exists(other / name) && sha256File(one / name) == sha256File(other / name));
  });
  return names;
}

/// A sink that stops the run after some tiles.
ProgressSink stopAfter(std::int64_t tiles, StopFlag& stop) {
  return [tiles, &stop](const RunProgress& progress) {
    if (progress.phase == "evaluate" && progress.done >= tiles) stop = true;
  };
}

}  // namespace

TEST_CASE("a run's tables add up, and to the areas of the polygons") {
  const TempFolder folder;
  const StopFlag stop = false;
  const RunReport report = run(readProject(writeProject(folder.path())), {}, kQuiet, stop);
  const fs::path out = folder.path() / "out";
  for (const char* name :
       {"stock.tif", "flux.tif", "uncertainty.tif", "class.tif", "zones.gpkg", "report.html", "report.pdf",
        "report.xlsx", "run.json", "stock.qml", "tables/totals.csv", "tables/zones.csv", "tables/factors.csv"})
    CHECK(fs::exists(out / name));
  CHECK_FALSE(fs::exists(out / ".tanhui"));
  CHECK(report.closure.cellsVsPolygons < 1e-9);
  CHECK(report.closure.zonesVsTotal < 1e-8);
  CHECK(report.closure.regionVsGeodesic < 1e-8);

  const auto area = column(out / "tables" / "totals.csv", {"class_key"}, "area_ha");
  const auto stock = column(out / "tables" / "totals.csv", {"class_key"}, "stock_tC");
  double areaSum = 0, stockSum = 0;
  for (const auto& [key, value] : area) areaSum += key == "TOTAL" ? 0 : value;
  for (const auto& [key, value] : stock) stockSum += key == "TOTAL" ? 0 : value;
  CHECK(area.at("TOTAL") == Approx(areaSum).epsilon(1e-12));
  CHECK(stock.at("TOTAL") == Approx(stockSum).epsilon(1e-12));
  // 12 x 11 km on the map; 0.02 to 0.03 % less on the ground here.
  CHECK(area.at("TOTAL") == Approx(13200).epsilon(4e-4));
  CHECK(area.at("forest_enf_masson") == Approx(2145.5032).epsilon(4e-4));

  const auto zones = column(out / "tables" / "zones.csv", {"zone_layer", "zone_id", "class_key"}, "stock_tC");
  CHECK(zones.at("townships/A/TOTAL") + zones.at("townships/B/TOTAL") == Approx(stock.at("TOTAL")).epsilon(1e-9));

  const nlohmann::json json = nlohmann::json::parse(readFile(out / "run.json"));
  CHECK(json["closure"]["region_vs_geodesic"].get<double>() < 1e-8);
  bool hashed = false;
  for (const auto& output : json["outputs"]) {
    CHECK(fs::exists(out / output["path"].get<std::string>()));
    hashed = hashed || output["sha256"] == sha256File(out / "stock.tif");
  }
  CHECK(hashed);
}

TEST_CASE("classes of a pools table go by the names that it gives them") {
  const TempFolder folder;
  test::writeRaster(folder.path() / "c.tif", {.value = [](int col, int) { return 1.0 + col % 2; }});
  test::writeText(folder.path() / "碳库.csv",
                  "LULC,LULC_Name,C_above,C_below,C_soil\n1,常绿阔叶林,15,10,60\n2,,5,3,20\n");
  const fs::path file = folder.path() / "p.toml";
  test::writeText(file,
                  "[factors]\nlibrary = \"碳库.csv\"\n[[layers]]\nsource = \"c.tif\"\n[uncertainty]\ndraws = 100\n");
  const StopFlag stop = false;
  run(readProject(file), {}, kQuiet, stop);
  const CsvTable totals = readCsv(folder.path() / "out" / "tables" / "totals.csv");
  const std::size_t name = totals.require("name");
  CHECK(totals.rows.at(0).cells[name] == "常绿阔叶林");
  CHECK(totals.rows.at(1).cells[name] == "2");
  // 100 cells of a hundredth of a hectare, half of each class: 50 x 0.01 x (15 + 10 + 60), by the map's scale.
  CHECK(column(folder.path() / "out" / "tables" / "totals.csv", {"class_key"}, "stock_tC").at("1") ==
        Approx(42.5).epsilon(1e-3));
}

TEST_CASE("series, transition and explanations call the classes of a pools table by their names") {
  const TempFolder folder;
  test::writeRaster(folder.path() / "now.tif", {.value = [](int col, int) { return 1.0 + col % 2; }});
  test::writeRaster(folder.path() / "then.tif", {.value = [](int, int) { return 1.0; }});
  test::writeText(folder.path() / "pools.csv",
                  "LULC,LULC_Name,C_above,C_below,C_soil\n1,常绿阔叶林,15,10,60\n2,园地,5,3,20\n");
  const fs::path file = folder.path() / "p.toml";
  test::writeText(file,
                  "[project]\nt1_year = 2015\n[factors]\nlibrary = \"./pools.csv\"\n[[layers]]\nsource = \"now.tif\"\n"
                  "[[layers]]\nname = \"then\"\nsource = \"then.tif\"\ndate = \"t1\"\n[uncertainty]\ndraws = 100\n");
  const StopFlag stop = false;
  run(readProject(file), {}, kQuiet, stop);
  const fs::path tables = folder.path() / "out" / "tables";
  const auto names = [&](const char* table, const std::string& key, const std::string& name) {
    const CsvTable csv = readCsv(tables / table);
    std::map<std::string, std::string> all;
    for (const CsvRow& row : csv.rows) all[row.cells[csv.require(key)]] = row.cells[csv.require(name)];
    return all;
  };
  using Names = std::map<std::string, std::string>;
  CHECK(names("series.csv", "class_key", "class_name") == Names{{"1", "常绿阔叶林"}, {"2", "园地"}, {"TOTAL", ""}});
  CHECK(names("transition.csv", "to_class_key", "to_name") == Names{{"1", "常绿阔叶林"}, {"2", "园地"}, {"TOTAL", ""}});
  CHECK(names("transition.csv", "from_class_key", "from_name") == Names{{"1", "常绿阔叶林"}, {"TOTAL", ""}});
  const std::string words = explanationText(explainAt(readProject(file), 600015, 3200095), Language::zh, 5);
  CHECK(words.find("园地") != std::string::npos);
}

TEST_CASE("one thread and several give the same bytes") {
  const TempFolder folder;
  const Project project = readProject(writeProject(folder.path()));
  const StopFlag stop = false;
  run(project, {.resume = false, .outputFolder = folder.path() / "one", .threads = 1}, kQuiet, stop);
  run(project, {.resume = false, .outputFolder = folder.path() / "four", .threads = 4}, kQuiet, stop);
  CHECK(differing(folder.path() / "one", folder.path() / "four") == std::set<std::string>());
}

TEST_CASE("a map that is asked for no more does not stay behind from an earlier run") {
  const TempFolder folder;
  Project project = readProject(writeProject(folder.path()));
  const StopFlag stop = false;
  run(project, {}, kQuiet, stop);
  const fs::path out = folder.path() / "out";
  test::writeText(out / "笔记.txt", "mine");
  REQUIRE(fs::exists(out / "flux.tif"));
  project.maps = {"stock"};
  run(project, {}, kQuiet, stop);
  CHECK(fs::exists(out / "stock.tif"));
  CHECK_FALSE(fs::exists(out / "flux.tif"));
  CHECK_FALSE(fs::exists(out / "flux.qml"));
  CHECK(fs::exists(out / "笔记.txt"));
}

TEST_CASE("a stopped run leaves nothing under a final name, and resumes to the same bytes") {
  const TempFolder folder;
  const Project project = readProject(writeProject(folder.path()));
  const StopFlag never = false;
  run(project, {.resume = false, .outputFolder = folder.path() / "whole", .threads = 1}, kQuiet, never);
  const fs::path out = folder.path() / "stopped";
  StopFlag stop = false;
  CHECK_THROWS_AS(run(project, {.resume = false, .outputFolder = out, .threads = 1}, stopAfter(4, stop), stop),
                  Interrupted);
  CHECK_FALSE(fs::exists(out / "stock.tif"));
  CHECK_FALSE(fs::exists(out / "tables"));

  std::int64_t resumed = -1;
  run(
      project, {.resume = true, .outputFolder = out, .threads = 2},
      [&](const RunProgress& progress) {
        if (progress.phase == "evaluate") resumed = progress.resumed;
      },
      never);
  CHECK(resumed >= 4);
  CHECK(differing(folder.path() / "whole", out) == std::set<std::string>());
}

TEST_CASE("a resumed run whose spool is gone or damaged starts over, and ends with the same bytes") {
  const TempFolder folder;
  const Project project = readProject(writeProject(folder.path()));
  const StopFlag never = false;
  run(project, {.resume = false, .outputFolder = folder.path() / "whole", .threads = 1}, kQuiet, never);
  for (const bool gone : {true, false}) {
    const fs::path out = folder.path() / (gone ? "gone" : "damaged"), spool = out / ".tanhui" / "stock.spool";
    StopFlag stop = false;
    CHECK_THROWS_AS(run(project, {.resume = false, .outputFolder = out, .threads = 1}, stopAfter(4, stop), stop),
                    Interrupted);
    REQUIRE(fs::exists(spool));
    if (gone)
      fs::remove(spool);
    else
      fs::resize_file(spool, fs::file_size(spool) / 2);
    std::int64_t resumed = -1;
    run(
        project, {.resume = true, .outputFolder = out, .threads = 2},
        [&](const RunProgress& progress) { resumed = std::max(resumed, progress.resumed); }, never);
    CHECK(resumed == 0);
    CHECK(differing(folder.path() / "whole", out) == std::set<std::string>());
  }
}

TEST_CASE("a resumed run whose inputs changed starts over") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path());
  StopFlag stop = false;
  CHECK_THROWS_AS(run(readProject(file), {.resume = false, .outputFolder = {}, .threads = 1}, stopAfter(3, stop), stop),
                  Interrupted);
  writeFileWhole(file, readFile(file) + "# changed\n");
  std::int64_t resumed = -1;
  stop = false;
  run(
      readProject(file), {.resume = true, .outputFolder = {}, .threads = 1},
      [&](const RunProgress& progress) { resumed = std::max(resumed, progress.resumed); }, stop);
  CHECK(resumed == 0);
}

TEST_CASE("explaining a zone adds up to its printed total, from the saved ledger and afresh") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path());
  const StopFlag stop = false;
  const Explanation afresh = explainZone(readProject(file), "townships:A");
  run(readProject(file), {}, kQuiet, stop);
  const Explanation saved = explainZone(readProject(file), "townships:A");
  const auto zones = column(folder.path() / "out" / "tables" / "zones.csv", {"zone_id", "class_key"}, "stock_tC");
  CHECK(afresh.totals.carbon.total() == Approx(zones.at("A/TOTAL")).epsilon(1e-12));
  CHECK(saved.totals.carbon.total() == Approx(zones.at("A/TOTAL")).epsilon(1e-12));
}

TEST_CASE("explaining a cell names the features, and its steps add up") {
  const TempFolder folder;
  const Explanation cell = explainAt(readProject(writeProject(folder.path())), 603000, 3204000);
  REQUIRE(cell.strata.size() == 1);
  CHECK(cell.strata[0].stratum.species == "马尾松");
  REQUIRE(cell.strata[0].features.size() == 1);
  CHECK_THAT(cell.strata[0].features[0], Catch::StartsWith("forest"));
  CHECK(cell.zones == std::vector<std::string>{"townships:A 甲镇"});
  double above = 0;
  for (const Step& step : cell.strata[0].steps) above += step.quantity == "above" ? step.value : 0;
  CHECK(above == Approx(cell.strata[0].carbon.value.stock[0]).epsilon(1e-12));
  CHECK(cell.totals.carbon.total() == Approx(cell.cellAreaHa * cell.strata[0].carbon.value.total()).epsilon(1e-12));
}

TEST_CASE("an explanation says which area it counts, and calls the baseline by its name") {
  const TempFolder folder;
  Project project = readProject(writeProject(folder.path()));
  const auto cellText = [&](Language language) {
    return explanationText(explainAt(project, 603000, 3204000), language, 20);
  };
  CHECK_THAT(cellText(Language::en), Catch::Contains("true ground area"));
  CHECK_THAT(cellText(Language::en), !Catch::Contains("±"));
  project.areaRule = AreaRule::map;
  CHECK_THAT(cellText(Language::en), Catch::Contains("area on the map plane") && !Catch::Contains("true ground area"));
  CHECK_THAT(cellText(Language::zh), Catch::Contains("投影平面"));
  CHECK_THAT(explanationText(explainZone(project, "townships:A"), Language::en, 20), Catch::Contains("map plane"));
  Explanation later = explainAt(project, 603000, 3204000);
  later.of = YearChoice{2060, kBaseline};
  CHECK_THAT(explanationText(later, Language::zh, 20), Catch::Contains("本底情景，2060 年"));
  CHECK_THAT(explanationText(later, Language::en, 20), Catch::Contains("Baseline, 2060"));
}

TEST_CASE("a click on a model in memory explains the same as a project read for it") {
  const TempFolder folder;
  const Project project = readProject(writeProject(folder.path()));
  Warnings ignored;
  const Model model = buildModel(project, ignored);
  // Inside a stand, across the border of a stand, and beyond every layer.
  for (const Point p : {Point{603000, 3204000}, Point{608001, 3204000}, Point{611995, 3210995}}) {
    const Explanation once = explainAt(project, p.x, p.y), again = explainAt(model, p.x, p.y);
    for (const Language language : {Language::zh, Language::en})
      CHECK(explanationText(again, language, 20) == explanationText(once, language, 20));
    CHECK(explanationJson(again, Language::zh) == explanationJson(once, Language::zh));
  }
  CHECK_THROWS_AS(explainAt(model, 599000, 3204000), Error);
}

namespace {

/// Runs while `change` is done to the inputs in the midst of it; gives the error's id, or "" when there was none.
std::string runWhile(const fs::path& project, const std::function<void()>& change) {
  const StopFlag stop = false;
  bool done = false;
  const ProgressSink sink = [&](const RunProgress& progress) {
    if (progress.phase != "evaluate" || std::exchange(done, true)) return;
    change();
  };
  try {
    run(readProject(project), {.resume = false, .outputFolder = {}, .threads = 1}, sink, stop);
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::work);
    return error.problem().id;
  }
  return {};
}

}  // namespace

TEST_CASE("an input that changes while the run reads it fails the run") {
  const TempFolder folder;
  const fs::path project = writeProject(folder.path()), layer = folder.path() / "地类.gpkg";
  const auto byte = [&](char value, std::uintmax_t at) {
    std::fstream file(layer, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(static_cast<std::streamoff>(at));
    file.put(value);
  };
  const std::string sound = readFile(layer);
  CHECK(runWhile(project, [&] { byte('x', fs::file_size(layer)); }) == "run.input_changed");
  CHECK_FALSE(fs::exists(folder.path() / "out" / "run.json"));
  CHECK_FALSE(fs::exists(folder.path() / "out" / ".tanhui"));  // tiles of a mixture: nothing to resume
  writeFileWhole(layer, sound);
  CHECK(runWhile(project, [&] { fs::last_write_time(layer, fs::file_time_type::clock::now()); }) ==
        "run.input_changed");
  CHECK(runWhile(project, [&] {
          const fs::file_time_type time = fs::last_write_time(layer);
          byte('\x7f', fs::file_size(layer) - 1);
          fs::last_write_time(layer, time);
        }) == "run.input_changed");
  writeFileWhole(layer, sound);
  CHECK(runWhile(project, [&] { fs::remove(layer); }) == "run.input_changed");
}

TEST_CASE("the project file may be edited while a run goes on") {
  const TempFolder folder;
  const fs::path project = writeProject(folder.path());
  CHECK(runWhile(project, [&] { writeFileWhole(project, readFile(project) + "# for the next run\n"); }).empty());
}
