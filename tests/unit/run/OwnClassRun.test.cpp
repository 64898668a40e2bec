#include <catch2/catch.hpp>

#include "geo/ask/Explain.h"
#include "geo/ask/ExplainText.h"
#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "geo/run/Run.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

constexpr const char* kOverrides =
    "key,value,source\npool.tea_terrace.veg,10,x\npool.tea_terrace.litter,1,x\n"
    "pool.tea_terrace.deadwood,0,x\npool.tea_terrace.soil30,39,x\n";

/// 60 ha of tea terraces beside 40 ha of paddy, by the map's area; the terraces are planted with pine in 2027.
fs::path writeOwnClassProject(const fs::path& folder, const std::string& classes, const std::string& rest = {}) {
  fs::remove(folder / "land.gpkg");
  test::writeLayer(folder / "land.gpkg", {.name = "land",
                                          .fields = {"code"},
                                          .features = {{test::rectangle(600000, 3200000, 600600, 3201000), {"T"}},
                                                       {test::rectangle(600600, 3200000, 601000, 3201000), {"P"}}},
                                          .encoding = {}});
  writeFileWhole(folder / "classes.csv", classes);
  writeFileWhole(folder / "own.csv", kOverrides);
  const fs::path file = folder / "p.toml";
  writeFileWhole(file, R"([project]
base_year = 2025
horizon = 2050
[grid]
crs = "EPSG:4544"
cell_size = 100
area = "map"
bounds = [600000, 3200000, 601000, 3201000]
[factors]
overrides = "own.csv"
classes = "classes.csv"
[[layers]]
source = "land.gpkg"
class = { field = "code", codes = { T = "tea_terrace", P = "paddy" } }
[[interventions]]
name = "造林"
source = "land.gpkg"
where = "code = 'T'"
action = "plant"
species = "马尾松"
year = 2027
[uncertainty]
draws = 100
)" + rest);
  return file;
}

/// A cell of tables/inventory.csv of all land.
std::string inventoryCell(const fs::path& out, const std::string& scenario, const std::string& year,
                          const std::string& code, const std::string& column) {
  const CsvTable table = readCsv(out / "tables" / "inventory.csv");
  const auto cell = [&](const CsvRow& row, const char* name) { return row.cells[table.require(name)]; };
  for (const CsvRow& row : table.rows)
    if (cell(row, "scenario") == scenario && cell(row, "year") == year && cell(row, "code") == code &&
        cell(row, "zone_id").empty())
      return row.cells[table.require(column)];
  return "none";
}

}  // namespace

TEST_CASE("a class of the user's own that is cropland counts in 4.B, and its conversion in 4.A.2") {
  const TempFolder folder;
  const fs::path file =
      writeOwnClassProject(folder.path(), "key,ipcc,name_zh,name_en\ntea_terrace,cropland,梯田茶园,Tea terrace\n");
  const StopFlag stop = false;
  const RunReport report = run(
      readProject(file), {}, [](const RunProgress&) {}, stop);
  const fs::path out = folder.path() / "out";
  CHECK(std::stod(inventoryCell(out, "baseline", "2025", "4.B", "area_ha")) == Approx(100).epsilon(1e-9));
  CHECK(std::stod(inventoryCell(out, "plan", "2030", "4.B", "area_ha")) == Approx(40).epsilon(1e-9));
  CHECK(std::stod(inventoryCell(out, "plan", "2030", "4.A.2", "area_ha")) == Approx(60).epsilon(1e-9));
  CHECK(std::stod(inventoryCell(out, "plan", "2047", "4.A.1", "area_ha")) == Approx(60).epsilon(1e-9));

  const CsvTable totals = readCsv(out / "tables" / "totals.csv");
  const CsvRow& row = *std::ranges::find_if(totals.rows, [](const CsvRow& r) { return r.cells[0] == "tea_terrace"; });
  CHECK(row.cells[totals.require("name")] == "梯田茶园");
  CHECK(std::stod(row.cells[totals.require("stock_tC")]) == Approx(60 * 50).epsilon(1e-9));
  CHECK(std::ranges::any_of(report.inputs, [](const InputFile& input) { return input.role == "classes"; }));

  const std::string words = explanationText(explainAt(readProject(file), 600100, 3200100), Language::zh, 5);
  CHECK(words.find("梯田茶园") != std::string::npos);
  CHECK(words.find("tea_terrace  ") == std::string::npos);
}

TEST_CASE("a fault in the table of classes is told with its line, and no false one beside it") {
  const TempFolder folder;
  const fs::path file = writeOwnClassProject(folder.path(), "key,ipcc,tilable\ntea_terrace,cropland,1\n");
  const ProjectDraft draft = readDraft(file);
  REQUIRE(draft.faults.size() == 1);
  CHECK(draft.faults[0].where() == "classes.csv, line 1");
  CHECK(draft.faults[0].remedy().args.at(0) == "tillable");
  CHECK_FALSE(draft.factorsSound);
}

TEST_CASE("a project may name its own class where it names one of Tanhui's") {
  const TempFolder folder;
  const std::string table = "key,ipcc,wet\ntea_terrace,cropland,\nreed,wetlands,1\n";
  const std::string action =
      "[[interventions]]\nname = \"湿地\"\nsource = \"land.gpkg\"\naction = \"restore_wetland\"\n"
      "year = 2028\nclass = ";
  const fs::path file = writeOwnClassProject(folder.path(), table, action + "\"reed\"\n");
  CHECK_NOTHROW(readProject(file));
  writeOwnClassProject(folder.path(), table, action + "\"tea_terrace\"\n");
  CHECK_THROWS_WITH(readProject(file), Catch::Contains("tea_terrace"));
  writeOwnClassProject(folder.path(), table, "[[layers]]\nname = \"x\"\nsource = \"land.gpkg\"\nclass = \"reeds\"\n");
  CHECK_THROWS_WITH(readProject(file), Catch::Contains("reeds"));
  writeOwnClassProject(folder.path(), table, "[[layers]]\nname = \"x\"\nsource = \"land.gpkg\"\nclass = \"reed\"\n");
  CHECK_NOTHROW(readProject(file));
}
