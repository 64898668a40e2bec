#include <array>

#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "geo/grid/Transform.h"
#include "geo/layer/Gcj02.h"
#include "geo/model/BuildModel.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/support/TestProject.h"

using namespace tanhui;
using namespace tanhui::test;
namespace fs = std::filesystem;

namespace {

void replaceIn(const fs::path& file, const std::string& from, const std::string& to) {
  std::string text = readText(file);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  writeText(file, text.replace(at, from.size(), to));
}

std::vector<std::string> faultIds(const fs::path& file) {
  Warnings warnings;
  std::vector<std::string> ids;
  for (const Error& fault : check(readDraft(file), warnings)) ids.push_back(fault.problem().id);
  return ids;
}

/// Of the layers that seem to lie in GCJ-02.
std::vector<std::string> suspected(const fs::path& file) {
  Warnings warnings;
  std::vector<std::string> names;
  for (const Error& fault : check(readProject(file), warnings)) FAIL(fault.what());
  for (const Warning& warning : warnings)
    if (warning.what.id == "model.gcj02") names.push_back(warning.where);
  return names;
}

/// "POLYGON ((...))" of a rectangle of EPSG:4544 whose corners a web map has moved.
std::string movedRectangle(double xmin, double ymin, double xmax, double ymax) {
  const Transform toDegrees(Crs::parse("EPSG:4544", "test"), Crs::parse("EPSG:4490", "test"), "test");
  std::string wkt;
  for (const Point p : {Point{xmin, ymin}, {xmax, ymin}, {xmax, ymax}, {xmin, ymax}, {xmin, ymin}}) {
    std::array<Point, 1> image = {gcj02(toDegrees(p)).value()};
    toDegrees.inverse(image);
    wkt += fmt::format("{}{:.3f} {:.3f}", wkt.empty() ? "POLYGON ((" : ",", image[0].x, image[0].y);
  }
  return wkt + "))";
}

}  // namespace

TEST_CASE("check goes on beside the faults of the file, and invents none") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path());
  CHECK(faultIds(file).empty());
  replaceIn(file, "cell_size = 10", "cel_size = 10");               // [grid]: goes on
  replaceIn(file, "species = { field = \"树种\" }", "speces = 1");  // the layer itself is left out
  replaceIn(file, "地类.gpkg", "地类图斑.gpkg");
  replaceIn(file, "id = \"code\"", "id = \"kode\"");
  CHECK(faultIds(file) ==
        std::vector<std::string>{"project.unknown_key", "project.unknown_key", "layer.no_file", "layer.no_field"});
}

TEST_CASE("check of a file that is no TOML, or holds no layer, tells that alone") {
  const TempFolder folder;
  const fs::path file = folder.path() / "p.toml";
  writeText(file, "[project\nname = 1\n");
  CHECK(faultIds(file) == std::vector<std::string>{"project.syntax"});
  writeText(file, "[project]\nname = \"x\"\nyear = 3\n");
  CHECK(faultIds(file) == std::vector<std::string>{"project.no_layers", "project.unknown_key"});
}

TEST_CASE("a correlation at fault, and a layer of today at fault beside one of the past, breed no second fault") {
  const TempFolder folder;
  const fs::path file = folder.path() / "p.toml";
  writeText(file,
            "[project]\nt1_year = 2015\n[[layers]]\nsource = \"a.gpkg\"\nclas = 1\n[[layers]]\nsource = \"b.gpkg\"\n"
            "date = \"t1\"\n[[correlations]]\nfirst = \"pool.paddy.veg\"\nr = 2\n");
  CHECK(faultIds(file) ==
        std::vector<std::string>{"project.unknown_key", "project.missing_key", "project.out_of_range"});
}

TEST_CASE("a year at fault makes no stand planted too late") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path());
  replaceIn(file, "base_year = 2025", "base_year = 20255");
  replaceIn(file, "age = { field = \"年龄\" }", "planted = { field = \"蓄积\" }");
  CHECK(faultIds(file) == std::vector<std::string>{"project.out_of_range"});
}

TEST_CASE("a pools table that cannot be read is one fault, not two") {
  const TempFolder folder;
  writeRaster(folder.path() / "c.tif", {});
  writeText(folder.path() / "碳库.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,1,,1,1\n");
  const fs::path file = folder.path() / "p.toml";
  writeText(file, "[factors]\nlibrary = \"碳库.csv\"\n[[layers]]\nsource = \"c.tif\"\n");
  CHECK(faultIds(file) == std::vector<std::string>{"carbon.empty_pool"});
  writeText(folder.path() / "碳库.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,1,0,1,1\n");
  CHECK(faultIds(file).empty());
}

TEST_CASE("every class that the factors lack is told at once") {
  const TempFolder folder;
  writeRaster(folder.path() / "c.tif", {.value = [](int col, int) { return 1.0 + col % 3; }});
  writeText(folder.path() / "碳库.csv", "lucode,c_above,c_below,c_soil,c_dead\n1,1,1,1,1\n");
  writeText(folder.path() / "类.csv", "code,class_key\n1,1\n2,二\n3,三\n");
  const fs::path file = folder.path() / "p.toml";
  writeText(file,
            "[factors]\nlibrary = \"碳库.csv\"\n[[layers]]\nsource = \"c.tif\"\nclass = { table = \"类.csv\" }\n");
  CHECK(faultIds(file).size() == 2);
}

TEST_CASE("correlations that no factors can have are found before the run") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path());
  std::string more;
  const std::vector<std::string> keys = {"pool.paddy.veg", "pool.paddy.soil30", "pool.marsh.soil30"};
  const std::vector<double> r = {0.9, 0.9, -0.9};
  for (std::size_t i = 0; i < 3; ++i)
    more +=
        fmt::format("[[correlations]]\nfirst = \"{}\"\nsecond = \"{}\"\nr = {}\n", keys[i], keys[(i + 1) % 3], r[i]);
  writeText(file, readText(file) + more);
  CHECK(faultIds(file) == std::vector<std::string>{"series.correlation_impossible"});
}

TEST_CASE("the region takes a CRS, an encoding and a filter") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path());
  writeLayer(folder.path() / "界.shp", {.name = "界",
                                        .crs = "",
                                        .fields = {"乡"},
                                        .features = {{rectangle(600000, 3200000, 612000, 3211000), {"甲"}},
                                                     {rectangle(100000, 3200000, 200000, 3211000), {"乙"}}},
                                        .encoding = "GB18030"});
  fs::remove(folder.path() / "界.cpg");
  replaceIn(file, "region = \"区域.gpkg\"",
            "region = \"界.shp\"\nregion_crs = \"EPSG:4544\"\nregion_encoding = \"GBK\"\nregion_where = \"\\\"乡\\\" = "
            "'甲'\"");
  Warnings warnings;
  const Model model = buildModel(readProject(file), warnings);
  REQUIRE(model.region.shapes.size() == 1);
  CHECK(planarArea(model.region.shapes[0]) == Approx(12000.0 * 11000));
  CHECK(model.grid.cols == 1200);
}

TEST_CASE("GCJ-02 is looked for in zones, corridors and interventions too") {
  const TempFolder folder;
  const fs::path file = writeProject(folder.path());
  writeText(file, readText(file) + R"([[zones]]
name = "river"
kind = "corridor"
source = "河.gpkg"
width = 100
[[interventions]]
name = "造林"
source = "造林.gpkg"
action = "plant"
species = "马尾松"
year = 2027
)");
  const auto write = [&](bool moved) {
    const auto box = moved ? movedRectangle : rectangle;
    writeLayer(folder.path() / "乡镇.gpkg",
               {.fields = {"code", "name"}, .features = {{box(600000, 3200000, 612000, 3211000), {"A", "甲镇"}}}});
    // The river's polygon reaches from border to border; the intervention takes up a stand of 林地.gpkg.
    writeLayer(folder.path() / "河.gpkg", {.features = {{box(600000, 3200000, 612000, 3211000), {}}}});
    writeLayer(folder.path() / "造林.gpkg", {.features = {{box(608001, 3203333, 610013, 3205777), {}}}});
  };
  for (const char* name : {"乡镇.gpkg", "河.gpkg", "造林.gpkg"}) fs::remove(folder.path() / name);
  write(false);
  CHECK(suspected(file).empty());
  for (const char* name : {"乡镇.gpkg", "河.gpkg", "造林.gpkg"}) fs::remove(folder.path() / name);
  write(true);
  CHECK(suspected(file) == std::vector<std::string>{"townships", "river", "造林"});
}
