// Every bad input that a county may bring, in vectors and projects: a clear error with the file, layer, feature or line
// and a remedy, and nothing under a final name; or, where the fault can be mended, a result that is right.
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/County.h"

using namespace tanhui;
using namespace tanhui::test;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// Area of a class, in ha, of a run that must succeed.
double classArea(const County& county, const std::string& key) {
  const CommandResult result = county.run("run", {"--json", "--quiet"});
  INFO(result.err + result.out);
  REQUIRE(result.code == 0);
  const Json json = Json::parse(result.out);
  for (const Json& row : json["classes"])
    if (row["class_key"] == key) return row["area_ha"].get<double>();
  FAIL("no class " << key);
  return 0;
}

/// The scale of the map changes by a few parts in a million over the county; the faults looked for are percents.
constexpr double kScale = 1e-5;

/// Ground hectares per map hectare at the county, from what the whole county gives.
double groundPerMap() { return classArea(County(), "paddy") / (100 - 700 * 500 / 1e4); }

bool warned(const County& county, const std::string& words) {
  const Json json = Json::parse(county.run("run", {"--json", "--quiet"}).out);
  for (const Json& warning : json["warnings"]) {
    const std::string text = warning["where"].get<std::string>() + ": " + warning["what"].get<std::string>();
    if (text.find(words) != std::string::npos) return true;
  }
  return false;
}

/// Both verbs find the fault: check before any work, run instead of a result.
void bothFault(const County& county, int code, const std::vector<std::string>& words) {
  requireFault(county, county.run("check"), code, words);
  requireFault(county, county.run("run"), code, words);
}

}  // namespace

TEST_CASE("a missing file") {
  County county;
  county.replace("林地小班.gpkg", "林地.gpkg");
  bothFault(county, 2, {"林地.gpkg"});
}

TEST_CASE("a wrong field, with the near ones") {
  County county;
  county.replace("field = \"年龄\"", "field = \"年岭\"");
  bothFault(county, 2, {"林地小班", "年岭", "年龄"});
}

TEST_CASE("an unknown code, with its feature count and area") {
  County county;
  county.forest.features.push_back(stand(1800, 800, 100, 100, "9999"));
  county.forest.features.push_back(stand(1800, 600, 100, 100, "9999"));
  bothFault(county, 2, {"9999", "2"});
}

TEST_CASE("an empty layer") {
  County county;
  county.forest.features.clear();
  bothFault(county, 2, {"林地小班"});
}

TEST_CASE("a filter that leaves nothing, and one that is no SQL") {
  County county;
  county.replace("class = {", "where = \"DLBM = 'none'\"\nclass = {");
  bothFault(county, 2, {"林地小班"});
  county.replace("DLBM = 'none'", "DLBM ===");
  bothFault(county, 2, {"林地小班"});
}

TEST_CASE("no CRS, and how to give it") {
  County county;
  county.forest.crs.clear();
  bothFault(county, 2, {"林地小班", "crs"});
  county.replace("source = \"林地小班.gpkg\"", "source = \"林地小班.gpkg\"\ncrs = \"EPSG:4544\"");
  CHECK(county.run("check").code == 0);
}

TEST_CASE("a CRS that PROJ does not know") {
  County county;
  county.replace("EPSG:4544", "EPSG:99999");
  bothFault(county, 2, {"EPSG:99999"});
}

TEST_CASE("a layer in GCJ-02 is suspected") {
  // The same county in degrees; the forest moved by what GCJ-02 does at 106.04 E 28.92 N, by its published formula.
  County county;
  county.forest.crs = "EPSG:4490";
  county.parcels.crs = county.towns.crs = "EPSG:4490";
  const auto place = [](double x, double y, double w, double h, double dx, double dy) {
    return rectangle(106.02 + x + dx, 28.91 + y + dy, 106.02 + x + w + dx, 28.91 + y + h + dy);
  };
  county.towns.features = {{place(0, 0, 0.02, 0.02, 0, 0), {"A", "甲镇"}},
                           {place(0.02, 0, 0.02, 0.02, 0, 0), {"B", "乙镇"}}};
  county.parcels.features = {{place(0, 0, 0.04, 0.02, 0, 0), {"1", "0101"}}};
  county.forest.features = {{place(0, 0, 0.04, 0.02, 0.003810, -0.003029), {"0301", "马尾松", "20", "60"}}};
  CHECK(warned(county, "GCJ-02"));
}

TEST_CASE("layers that do not meet the region") {
  County county;
  for (TestFeature& feature : county.forest.features) feature.wkt = rectangle(700000, 3300000, 701000, 3301000);
  bothFault(county, 2, {"forest"});
}

TEST_CASE("degrees under a projected CRS, and eastings with a zone number under one without") {
  County county;
  for (TestFeature& feature : county.forest.features) feature.wkt = rectangle(106.0, 28.9, 106.1, 29.0);
  bothFault(county, 2, {"林地小班"});
  County zoned;
  for (TestFeature& feature : zoned.forest.features) feature.wkt = rectangle(35600100, 3200100, 35600800, 3200600);
  bothFault(zoned, 2, {"林地小班", "EPSG:4523"});
}

TEST_CASE("a self-crossing ring is repaired, told, and counted once") {
  County county;
  // A bow tie: two triangles of 12.5 ha each. The shoelace formula gives 0.
  county.forest.features = {
      {"POLYGON ((600000 3200000, 600500 3200500, 600500 3200000, 600000 3200500, 600000 3200000))",
       {"0301", "马尾松", "20", "60"}}};
  CHECK(classArea(county, "forest_enf_masson") == Approx(12.5 * groundPerMap()).epsilon(kScale));
  CHECK(warned(county, "林地小班"));
}

TEST_CASE("overlapping parts of one feature are a union, not an exclusive or") {
  County county;
  county.forest.features = {
      {"MULTIPOLYGON (((600000 3200000, 600400 3200000, 600400 3200500, 600000 3200500, 600000 3200000)), "
       "((600300 3200000, 600600 3200000, 600600 3200500, 600300 3200500, 600300 3200000)))",
       {"0301", "马尾松", "20", "60"}}};
  CHECK(classArea(county, "forest_enf_masson") == Approx(30 * groundPerMap()).epsilon(kScale));
}

TEST_CASE("features that overlap in one layer are counted once, and told") {
  County county;
  county.forest.features = {stand(0, 0, 400, 500), stand(300, 0, 300, 500)};
  CHECK(classArea(county, "forest_enf_masson") == Approx(30 * groundPerMap()).epsilon(kScale));
  CHECK(warned(county, "forest"));
}

TEST_CASE("a spike, a collapsed ring and a feature without geometry do not end the run") {
  County county;
  county.forest.features.push_back(
      {"POLYGON ((600900 3200900, 601000 3200900, 601000 3201000, 600900 3201000, 600900 3200900, 600900 3200400, "
       "600900 "
       "3200900))",
       {"0301", "马尾松", "20", "60"}});
  county.forest.features.push_back(
      {"POLYGON ((601100 3200900, 601200 3200900, 601100 3200900, 601100 3200900))", {"0301", "马尾松", "20", "60"}});
  county.forest.features.push_back({"", {"0301", "马尾松", "20", "60"}});
  CHECK(classArea(county, "forest_enf_masson") == Approx((35 + 1) * groundPerMap()).epsilon(kScale));
  CHECK(warned(county, "no area and were left out (4"));
}

TEST_CASE("a layer of lines where polygons are needed") {
  County county;
  county.forest.features = {{"LINESTRING (600000 3200000, 600500 3200500)", {"0301", "马尾松", "20", "60"}}};
  bothFault(county, 2, {"林地小班"});
}

TEST_CASE("a coordinate that is no number") {
  County county;
  county.forest.features.push_back(
      {fmt::format("POLYGON ((600000 3200000, {} 3200000, 600500 3200500, 600000 3200000))", kNotANumber),
       {"0301", "马尾松", "20", "60"}});
  requireFault(county, county.run("run"), 2, {"林地小班", "feature 3"});
}

TEST_CASE("duplicate zone ids, with the id") {
  County county;
  county.towns.features[1].values[0] = "A";
  bothFault(county, 2, {"乡镇.gpkg, feature 2", "'A'"});
}

TEST_CASE("a negative age, with the feature") {
  County county;
  county.forest.features.push_back(stand(1800, 800, 100, 100, "0301", "马尾松", "-5", "60"));
  bothFault(county, 2, {"feature 3", "-5"});
}

TEST_CASE("a volume that is no number, with the feature and the text") {
  County county;
  county.forest.fields[3] = "每公顷蓄积";
  county.forest.features[0].values[3] = "约六十";
  bothFault(county, 2, {"feature 1", "约六十"});
}

TEST_CASE("an unknown species is told, not dropped") {
  County county;
  county.forest.features[0].values[1] = "不知名树";
  CHECK(warned(county, "不知名树"));
}

TEST_CASE("a factor library that lacks a class, a CSV that is none") {
  County county;
  county.projectText += "\n[factors]\nlibrary = \"own.csv\"\n";
  writeText(county.path() / "own.csv", "lucode,c_above,c_below,c_soil,c_dead\n0101,1,2,3,4\n");
  requireFault(county, county.run("run"), 2, {});
  writeText(county.path() / "own.csv", "lucode,c_above,c_below,c_soil,c_dead\n0101,1,two,3,4\n");
  bothFault(county, 2, {"own.csv", "line 2", "two"});
  fs::remove(county.path() / "own.csv");
  bothFault(county, 2, {"own.csv"});
}

TEST_CASE("a full disk leaves no result behind, and not a broken one either") {
  County county;
  county.replace("cell_size = 20", "cell_size = 2");
  for (const unsigned long most : {1000UL, 20'000UL, 60'000UL}) {
    const CommandResult result = county.run("run", {}, {.fileBytes = most});
    requireFault(county, result, 1, {"out"});
  }
}

TEST_CASE("a folder that may not be written to") {
  County county;
  const CommandResult result = county.run("run", {"--out", "/proc/tanhui-out"});
  requireFault(county, result, 1, {"/proc/tanhui-out"});
  if (::geteuid() == 0) return;  // root may write anywhere else
  fs::create_directory(county.path() / "locked");
  ::chmod((county.path() / "locked").c_str(), 0555);
  requireFault(county, county.run("run", {"--out", (county.path() / "locked").string()}), 1, {"locked"});
}

TEST_CASE("nothing is written beside the user's layers") {
  const County county;
  county.write();
  std::set<std::string> before, after;
  for (const auto& entry : fs::directory_iterator(county.path())) before.insert(entry.path().filename().string());
  REQUIRE(county.run().code == 0);
  for (const auto& entry : fs::directory_iterator(county.path()))
    if (entry.path() != county.out()) after.insert(entry.path().filename().string());
  CHECK(before == after);
}

TEST_CASE("a Chinese layer name, an apostrophe and a quote in names do no harm") {
  County county;
  county.replace("name = \"forest\"", "name = \"林地 小班 O'Neil <b>&\"");
  county.towns.features[0].values[1] = "甲'镇\"<&>";
  const CommandResult result = county.run();
  INFO(result.err);
  CHECK(result.code == 0);
}
