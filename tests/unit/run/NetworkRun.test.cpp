#include <cmath>
#include <map>

#include <catch2/catch.hpp>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;
using namespace tanhui::test;
namespace fs = std::filesystem;

namespace {

/// Two squares of forest of 10 x 10 cells of 50 m, in grass: 16 columns between them.
double twoWoods(int col, int row) {
  return row >= 2 && row <= 11 && ((col >= 2 && col <= 11) || (col >= 28 && col <= 37)) ? 1 : 0;
}

fs::path writeNetworkProject(const fs::path& folder, const std::string& more) {
  writeRaster(folder / "lc.tif",
              {.cols = 40, .rows = 15, .x0 = 600000, .y0 = 3200750, .dx = 50, .dy = 50, .value = twoWoods});
  writeText(folder / "codes.csv", "code,class_key\n1,forest_generic\n0,grass\n");
  writeText(folder / "project.toml",
            "[project]\nname = \"t\"\nbase_year = 2025\nlanguage = \"en\"\n"
            "[grid]\ncrs = \"EPSG:4544\"\ncell_size = 50\narea = \"map\"\n"
            "[[layers]]\nname = \"lc\"\nsource = \"lc.tif\"\nclass = { table = \"codes.csv\" }\n" +
                more);
  return folder / "project.toml";
}

const std::string kNetwork =
    "[[networks]]\nname = \"net a/b.c\"\nneighbours = 8\ncorridor_cost = 1\ncurrent = true\n"
    "sources = { class = [\"forest\"], edge_width = 1, min_core_ha = 10 }\n";

fs::path runNetwork(const fs::path& folder, const std::string& more, int threads = 1) {
  const Project project = readProject(writeNetworkProject(folder, more));
  const StopFlag stop = false;
  run(
      project, {.outputFolder = {}, .threads = threads, .overwrite = true}, [](const RunProgress&) {}, stop);
  return project.outputFolder;
}

std::string networkFault(const fs::path& folder, const std::string& more) {
  try {
    runNetwork(folder, more);
  } catch (const Error& error) {
    return error.problem().id;
  }
  return "";
}

double figureOf(const CsvTable& table, std::string_view column, std::size_t row = 0) {
  return csvNumber(table, table.rows.at(row), table.require(column));
}

}  // namespace

// The cores are columns 3 to 10 and 29 to 36 of rows 3 to 10: 64 cells of 0.25 ha. A straight way leads from column 10
// to 29: 19 steps of 50 m; forest costs 1 and grass 4, so 50 (1 + 2.5 + 15 x 4 + 2.5 + 1) = 3350. All eight rows cost
// the same, so the corridor of 1 above the least is 18 columns between the cores by 8 rows: 144 cells, 36 ha, 400 m.
TEST_CASE("A network of two woods has the links, corridors and indices of hand arithmetic") {
  const TempFolder folder;
  const fs::path out = runNetwork(folder.path(), kNetwork);
  const CsvTable links = readCsv(out / "tables/network.csv");
  REQUIRE(links.rows.size() == 1);
  CHECK(links.rows[0].cells[links.require("from")] == "1");
  CHECK(links.rows[0].cells[links.require("to")] == "2");
  CHECK(figureOf(links, "cost") == Approx(3350));
  CHECK(figureOf(links, "length_m") == Approx(950));
  CHECK(figureOf(links, "mean_resistance") == Approx(3350.0 / 950));
  CHECK(figureOf(links, "corridor_ha") == Approx(36));
  CHECK(figureOf(links, "median_width_m") == Approx(400));
  CHECK(figureOf(links, "gravity") == Approx(std::log(16.0) * std::log(16.0)));
  // Costs hang on the column alone, so a column has one voltage: a row conducts straight on and over two diagonals
  // (1 + 2 / sqrt 2), the outer two rows over one.
  const double inner = 1 + std::sqrt(2.0), outer = 1 + std::sqrt(0.5);
  CHECK(figureOf(links, "max_current") == Approx(inner / (6 * inner + 2 * outer)).margin(1e-6));

  const CsvTable sources = readCsv(out / "tables/network_sources.csv");
  REQUIRE(sources.rows.size() == 2);
  const double p = std::exp(-std::log(2.0) * 0.95), sum = 2 * 256 + 2 * 256 * p;
  CHECK(figureOf(sources, "area_ha") == Approx(16));
  CHECK(figureOf(sources, "dPC_pct") == Approx((1 - 256 / sum) * 100));
  const CsvTable indices = readCsv(out / "tables/network_indices.csv");
  std::map<std::string, double> value;
  for (std::size_t i = 0; i < indices.rows.size(); ++i)
    if (!indices.rows[i].cells[2].empty()) value[indices.rows[i].cells[1]] = figureOf(indices, "value", i);
  CHECK(value.at("PC") == Approx(sum / (150.0 * 150.0)));
  CHECK(value.at("EC") == Approx(std::sqrt(sum)));
  CHECK(value.at("IIC") == Approx((2 * 256 + 256) / (150.0 * 150.0)));
  CHECK(value.at("beta") == Approx(0.5));
  CHECK(value.at("components") == 1);
  CHECK(value.count("alpha") == 0);  // not defined for two sources
}

TEST_CASE("The corridors of a network are zones, its files have safe names, its chapter and its package are there") {
  const TempFolder folder;
  const fs::path out = runNetwork(folder.path(), kNetwork);
  for (const char* file : {"swath_net_a_b_c.tif", "swath_net_a_b_c.qml", "current_net_a_b_c.tif", "network.gpkg"})
    CHECK(fs::exists(out / file));
  bool found = false;
  const CsvTable zones = readCsv(out / "tables/zones.csv");
  for (const CsvRow& row : zones.rows)
    if (row.cells[0] == "net a/b.c" && row.cells[1] == "1-2") found = true;
  CHECK(found);
  CHECK(readFile(out / "report.html").find("Ecological networks") != std::string::npos);
}

TEST_CASE("A network is the same on any number of threads and in a second run") {
  const TempFolder one, two;
  const fs::path a = runNetwork(one.path(), kNetwork, 1), b = runNetwork(two.path(), kNetwork, 3);
  for (const char* file :
       {"swath_net_a_b_c.tif", "current_net_a_b_c.tif", "network.gpkg", "tables/network.csv", "tables/zones.csv"})
    CHECK(readFile(a / file) == readFile(b / file));
}

TEST_CASE("Coarser cells, sources of a layer, a table and a raster of costs each make a network") {
  const TempFolder folder;
  writeLayer(folder.path() / "ends.gpkg", {.name = "ends",
                                           .features = {{rectangle(600150, 3200200, 600450, 3200500), {}},
                                                        {rectangle(601500, 3200200, 601800, 3200500), {}}}});
  writeText(folder.path() / "r.csv", "key,resistance\nforest,2\ngrass,6\n");
  writeRaster(folder.path() / "cost.tif", {.cols = 40,
                                           .rows = 15,
                                           .x0 = 600000,
                                           .y0 = 3200750,
                                           .dx = 50,
                                           .dy = 50,
                                           .type = "Float32",
                                           .value = [](int, int) { return 3.0; }});
  const std::string ends =
      "[[networks]]\nname = \"n\"\nsources = \"ends.gpkg\"\ncorridor_percent = 5\nneighbours = 8\n";
  // From column 8 to column 30 (150 to 450 m are columns 3 to 8, 1500 m begins column 30): 22 steps.
  const auto costOf = [&](const std::string& more) {
    return figureOf(readCsv(runNetwork(folder.path(), ends + more) / "tables/network.csv"), "cost");
  };
  CHECK(costOf("resistance = \"cost.tif\"\n") == Approx(22 * 50 * 3));
  // Forest: columns 8 to 11 and 28 to 30, grass 12 to 27: 3 + 2 steps of 2, two of 4, 15 of 6.
  CHECK(costOf("resistance = { table = \"r.csv\" }\n") == Approx(50 * (5 * 2 + 2 * 4 + 15 * 6)));
  // Cells of 150 m: the ends are columns 1 to 2 and 10 to 11; 8 steps.
  CHECK(costOf("resistance = \"cost.tif\"\ncell_size = 150\n") == Approx(8 * 150 * 3));
}

TEST_CASE("What a network cannot be made of is refused") {
  const TempFolder folder;
  CHECK(networkFault(folder.path(),
                     "[[networks]]\nname = \"n\"\ncorridor_cost = 1\nsources = { class = [\"water\"] }\n") ==
        "run.network_few");
  CHECK(networkFault(folder.path(), kNetwork + "resistance = { table = \"r.csv\" }\n") != "");
  writeText(folder.path() / "r.csv", "key,resistance\nforest,2\n");
  CHECK(networkFault(folder.path(), kNetwork + "resistance = { table = \"r.csv\" }\n") == "run.network_no_resistance");
  writeText(folder.path() / "r.csv", "key,resistance\nforest,0\ngrass,1\n");
  CHECK(networkFault(folder.path(), kNetwork + "resistance = { table = \"r.csv\" }\n") == "network.bad_resistance");
  writeText(folder.path() / "r.csv", "key,resistance\nforest,1\ngrass,1\nforest,3\n");
  CHECK(networkFault(folder.path(), kNetwork + "resistance = { table = \"r.csv\" }\n") == "network.twice");
  writeRaster(folder.path() / "cost.tif", {.cols = 40,
                                           .rows = 15,
                                           .x0 = 600000,
                                           .y0 = 3200750,
                                           .dx = 50,
                                           .dy = 50,
                                           .type = "Float32",
                                           .value = [](int col, int) { return col == 20 ? -1.0 : 3.0; }});
  CHECK(networkFault(folder.path(), kNetwork + "resistance = \"cost.tif\"\n") == "network.bad_cost");
  writeLayer(folder.path() / "ends.gpkg", {.name = "ends",
                                           .features = {{rectangle(600150, 3200200, 600450, 3200500), {}},
                                                        {rectangle(601501, 3200201, 601510, 3200210), {}}}});
  CHECK(networkFault(folder.path(), "[[networks]]\nname = \"n\"\ncorridor_cost = 1\nsources = \"ends.gpkg\"\n") ==
        "network.small_source");
}

TEST_CASE("The keys of a network that do not go together are told with their line") {
  const auto fault = [](const std::string& keys) {
    const std::string toml = "[[layers]]\nsource = \"a.shp\"\n[[networks]]\nname = \"n\"\n" + keys;
    const ProjectDraft draft = draftProject(toml, "/tmp/project.toml");
    std::string ids;
    for (const Error& error : draft.faults) ids += error.problem().id + " ";
    return ids;
  };
  const std::string sources = "sources = { class = [\"forest\"] }\n";
  CHECK(fault(sources + "corridor_cost = 1\n") == "");
  CHECK(fault(sources) == "project.network_no_width ");
  CHECK(fault(sources + "corridor_cost = 1\ncorridor_percent = 1\n") == "project.network_both_widths ");
  CHECK(fault(sources + "corridor_cost = 1\nconductance = \"mean_resistance\"\n") == "project.network_no_current ");
  CHECK(fault(sources + "corridor_cost = 1\nresistance = { roads = \"r.gpkg\", weights = [0.5, 0.4] }\n") ==
        "project.network_sum ");
  CHECK(fault(sources + "corridor_cost = 1\nresistance = { roads = \"r.gpkg\", weights = [1] }\n") ==
        "project.network_weights ");
  CHECK(fault(sources + "corridor_cost = 1\nresistance = { slope = true, weights = [0.5, 0.5] }\n") ==
        "project.network_no_dem ");
  CHECK(fault(sources + "corridor_cost = 1\nresistance = \"nanjing\"\n") == "project.network_table ");
  CHECK(fault("sources = { class = [\"wood\"] }\ncorridor_cost = 1\n") == "project.unknown_class ");
}
