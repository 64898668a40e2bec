#include <catch2/catch.hpp>

#include <map>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;
using namespace tanhui::test;
namespace fs = std::filesystem;

namespace {

// Drawing m12 of tests/golden/patterns.txt: a frame of forest with an arm across its hole, alike on both sides.
const std::vector<std::string> kForest = {
    ".................", ".................", "..#############..", "..#############..", "..#############..",
    "..#############..", "..####.....####..", "..####.....####..", "..#############..", "..####.....####..",
    "..####.....####..", "..#############..", "..#############..", "..#############..", "..#############..",
    ".................", "................."};

double forestAt(int col, int row) {
  return kForest[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)] == '#' ? 1 : 0;
}

TestRaster forestRaster() {
  TestRaster raster;
  raster.cols = raster.rows = 17;
  raster.y0 = 3200170;
  raster.value = forestAt;
  return raster;
}

void writeZone(const fs::path& file, const std::string& wkt) {
  if (fs::exists(file)) return;
  writeLayer(file, {.name = "z", .fields = {"id"}, .features = {{wkt, {"1"}}}});
}

/// A county of 17 x 17 cells of 0.01 ha with what is to be told of it.
fs::path writePatternProject(const fs::path& folder, const std::string& more) {
  writeRaster(folder / "lc.tif", forestRaster());
  writeText(folder / "codes.csv", "code,class_key\n1,forest_generic\n0,grass\n");
  writeZone(folder / "left.gpkg", rectangle(600000, 3200000, 600085, 3200170));
  writeZone(folder / "all.gpkg", rectangle(600000, 3200000, 600170, 3200170));
  writeZone(folder / "inner.gpkg", rectangle(600010, 3200010, 600050, 3200050));
  writeText(folder / "project.toml",
            "[project]\nname = \"t\"\nbase_year = 2025\nlanguage = \"en\"\n"
            "[grid]\ncrs = \"EPSG:4544\"\ncell_size = 10\narea = \"map\"\n"
            "[[layers]]\nname = \"lc\"\nsource = \"lc.tif\"\nclass = { table = \"codes.csv\" }\n" +
                more);
  return folder / "project.toml";
}

Project runPattern(const fs::path& folder, const std::string& more, int threads = 1) {
  const Project project = readProject(writePatternProject(folder, more));
  const StopFlag stop = false;
  run(
      project, {.outputFolder = {}, .threads = threads, .overwrite = true}, [](const RunProgress&) {}, stop);
  return project;
}

/// What a run says of a fault, and `check` too.
std::string faultOf(const fs::path& folder, const std::string& more) {
  std::string fault;
  try {
    runPattern(folder, more);
  } catch (const Error& error) {
    fault = error.problem().id;
  }
  return fault;
}

std::vector<std::string> checkFaults(const fs::path& folder, const std::string& more) {
  Warnings warnings;
  std::vector<std::string> ids;
  for (const Error& error : check(readProject(writePatternProject(folder, more)), warnings))
    ids.push_back(error.problem().id);
  return ids;
}

/// Rows of a table as maps from column to cell.
std::vector<std::map<std::string, std::string>> rowsOf(const fs::path& file) {
  const CsvTable table = readCsv(file);
  std::vector<std::map<std::string, std::string>> rows;
  for (const CsvRow& line : table.rows) {
    std::map<std::string, std::string>& row = rows.emplace_back();
    for (std::size_t i = 0; i < table.header.size(); ++i) row[table.header[i]] = line.cells[i];
  }
  return rows;
}

const std::string kPattern = "[[patterns]]\nname = \"f\"\nclass = [\"forest\"]\n";
const std::string kHalf = "[[zones]]\nname = \"half\"\nsource = \"left.gpkg\"\n";

/// Hectares by code, of the whole or of a zone layer.
std::map<std::string, double> hectares(const fs::path& out, const std::string& pattern, const std::string& layer) {
  std::map<std::string, double> areas;
  for (auto& row : rowsOf(out / "tables" / "pattern.csv"))
    if (row["pattern"] == pattern && row["zone_layer"] == layer) areas[row["code"]] = std::stod(row["area_ha"]);
  return areas;
}

}  // namespace

TEST_CASE("a pattern of classes and one of a raster have the areas of the drawing, half of them in half of it") {
  const TempFolder folder;
  writeRaster(folder.path() / "fg.tif", forestRaster());
  const Project project = runPattern(
      folder.path(), kPattern + "[[patterns]]\nname = \"r\"\nraster = \"fg.tif\"\nforeground = [1]\n" + kHalf);
  // By the drawing, with what lies inside told apart: 48 edge, 72 core, 20 opening, 22, 5 and 2 inside; 120 else.
  const std::map<std::string, double> cells = {{"0", 120},  {"3", 48},  {"17", 72}, {"100", 20},
                                               {"105", 22}, {"165", 5}, {"169", 2}};
  for (const std::string pattern : {"f", "r"})
    for (const auto& [layer, share] : std::map<std::string, double>{{"", 0.01}, {"half", 0.005}}) {
      CAPTURE(pattern, layer);
      const auto found = hectares(project.outputFolder, pattern, layer);
      REQUIRE(found.size() == cells.size());
      for (const auto& [code, count] : cells) CHECK(found.at(code) == Approx(share * count));
    }
  for (const char* name : {"pattern_f.tif", "pattern_f.qml", "pattern_f.tif.aux.xml", "pattern_r.tif"})
    CHECK(fs::exists(project.outputFolder / name));
  CHECK(readFile(project.outputFolder / "report.html").find("Spatial pattern and fragmentation") != std::string::npos);
}

TEST_CASE("patterns are the same to the byte on any number of threads") {
  const TempFolder one, four;
  const fs::path a = runPattern(one.path(), kPattern + kHalf, 1).outputFolder,
                 b = runPattern(four.path(), kPattern + kHalf, 4).outputFolder;
  for (const char* name : {"pattern_f.tif", "tables/pattern.csv", "tables/fragmentation.csv"})
    CHECK(readFile(a / name) == readFile(b / name));
}

TEST_CASE("ground of several elements counts for the first role") {
  const TempFolder folder;
  const Project project =
      runPattern(folder.path(), kPattern +
                                    "[[zones]]\nname = \"n\"\nsource = \"all.gpkg\"\nrole = \"node\"\n"
                                    "[[zones]]\nname = \"c\"\nsource = \"inner.gpkg\"\nrole = \"corridor\"\n"
                                    "[[zones]]\nname = \"z\"\nsource = \"left.gpkg\"\nrole = \"zone\"\n"
                                    "[[zones]]\nname = \"none\"\nsource = \"all.gpkg\"\n");
  auto rows = rowsOf(project.outputFolder / "tables" / "elements.csv");
  REQUIRE(rows.size() == 3);
  // The left half first; the corridor lies in it, with nothing left; of the whole the node has the other half.
  const std::vector<std::pair<std::string, double>> wanted = {{"zone", 1.445}, {"corridor", 0}, {"node", 1.445}};
  double stock = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(rows[i]["role"] == wanted[i].first);
    CHECK(std::stod(rows[i]["area_ha"]) == Approx(wanted[i].second));
    stock += std::stod(rows[i]["stock_tC"]);
  }
  CHECK(std::stod(rows[1]["overlap_ha"]) == Approx(0.16));
  CHECK(std::stod(rows[2]["overlap_ha"]) == Approx(1.445));
  CHECK(std::stod(rows[2]["foreground_ha"]) == Approx(0.745));  // half of 149 cells
  CHECK(std::stod(rows[2]["core_pct"]) == Approx(100 * 72.0 / 149));
  CHECK(rows[1]["core_pct"].empty());
  for (auto& row : rowsOf(project.outputFolder / "tables" / "totals.csv"))
    if (row["class_key"] == "TOTAL") CHECK(stock == Approx(std::stod(row["stock_tC"])));
}

TEST_CASE("what a pattern cannot be made of is told, by check before any work") {
  const TempFolder folder;
  const std::string raster = "[[patterns]]\nname = \"r\"\nraster = \"fg.tif\"\n";
  TestRaster fg = forestRaster();
  const auto both = [&](const std::string& more, const std::string& id) {
    CAPTURE(more);
    CHECK(faultOf(folder.path(), more) == id);
    CHECK(checkFaults(folder.path(), more) == std::vector<std::string>{id});
  };
  CHECK(faultOf(folder.path(), "[[patterns]]\nname = \"p\"\nclass = [\"wetland\"]\n") == "pattern.no_foreground");
  both(kPattern + "edge_width = 17\n", "pattern.edge_width");
  writeRaster(folder.path() / "fg.tif", fg);
  CHECK(faultOf(folder.path(), raster + "foreground = [1, 7]\n") == "run.pattern_value");
  fg.crs = "EPSG:4545";
  writeRaster(folder.path() / "fg.tif", fg);
  both(raster + "foreground = [1]\n", "run.pattern_crs");
  fg.crs = "EPSG:4544";
  fg.x0 = 600050;
  writeRaster(folder.path() / "fg.tif", fg);
  both(raster + "foreground = [1]\n", "run.pattern_cover");
  fs::remove(folder.path() / "fg.tif");
  CHECK_FALSE(faultOf(folder.path(), raster + "foreground = [1]\n").empty());
}
