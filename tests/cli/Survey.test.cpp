// Counties in the schemas that offices hold, from `init` to totals: nobody edits the project file in between.
#include <cmath>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "geo/base/Csv.h"
#include "geo/base/File.h"
#include "tests/cli/County.h"

using namespace tanhui;
using namespace tanhui::test;
using Catch::Contains;
namespace fs = std::filesystem;

namespace {

// Six squares of 400 m side by side: pine, cypress, bamboo, shrub, a young plantation, and land that is no forest,
// where the parcels below are dry fields. North of them are six more of parcels alone.
// Their areas in ha on the ellipsoid: geod.polygon_area_perimeter of pyproj, edges of the map cut into 400 pieces.
constexpr std::array<double, 6> kSquares = {15.996037646, 15.996005954, 15.995974134,
                                            15.995942189, 15.995910115, 15.995877918};
constexpr double kSide = 400;
constexpr std::array<double, 2> kVolume = {50, 40};  // m3/ha of pine and cypress: below 60 the expansion form alone
constexpr std::array<int, 2> kAge = {45, 42};

std::string square(std::size_t column, int row, int columns = 1) {
  const double west = 600000 + kSide * static_cast<double>(column), south = 3200000 + kSide * row;
  return rectangle(west, south, west + kSide * columns, south + kSide);
}

/// Values of the six stands by field: of pine, cypress, bamboo ...
using Column = std::array<std::string, 6>;

TestLayer standsOf(const std::vector<std::pair<std::string, Column>>& columns) {
  TestLayer layer{.name = "xb"};
  for (const auto& [field, values] : columns) layer.fields.push_back(field);
  for (std::size_t i = 0; i < kSquares.size(); ++i) {
    TestFeature& stand = layer.features.emplace_back(TestFeature{square(i, 0), {}});
    for (const auto& [field, values] : columns) stand.values.push_back(values[i]);
  }
  return layer;
}

/// Parcels: dry fields under the stands, north of them paddy and, in the last square, a river.
TestLayer parcelsOf(const std::string& dry, const std::string& paddy, const std::string& river) {
  return {.name = "DLTB",
          .fields = {"BSM", "YSDM", "TBBH", "DLBM", "QSXZ", "TBMJ:real"},
          .features = {{square(0, 0, 6), {"1", "2001010100", "0001", dry, "30", "959757.48"}},
                       {square(0, 1, 5), {"2", "2001010100", "0002", paddy, "30", "799798.70"}},
                       {square(5, 1), {"3", "2001010100", "0003", river, "20", "159958.78"}}}};
}

/// A folder of layers on its way from `init` to totals.
class Office {
 public:
  fs::path path() const { return folder_.path(); }
  std::string project() const { return readText(path() / "project.toml"); }

  void run(const std::string& folder = {}) {
    step({"init", folder.empty() ? path().string() : folder});
    INFO(project());
    warnings_ = step({"check", (path() / "project.toml").string()});
    step({"run", (path() / "project.toml").string(), "--quiet"});
    totals_ = table("totals.csv");
    factors_ = table("factors.csv");
  }

  const std::string& warnings() const { return warnings_; }
  CsvTable table(const std::string& name) const { return readCsv(path() / "out" / "tables" / name); }
  double total(const std::string& classKey, const std::string& column) const {
    return cell(totals_, "class_key", classKey, column);
  }
  double factor(const std::string& key) const { return cell(factors_, "key", key, "value"); }
  std::size_t classes() const { return totals_.rows.size() - 1; }  // the last is their total

  static double cell(const CsvTable& table, const std::string& by, const std::string& key, const std::string& column) {
    for (const CsvRow& row : table.rows)
      if (row.cells[table.require(by)] == key) return *asNumber(row.cells[table.require(column)]);
    FAIL("no row " + key);
    return 0;
  }

 private:
  static std::string step(const std::vector<std::string>& arguments) {
    const CommandResult result = runTanhui(arguments);
    INFO(result.out + result.err);
    REQUIRE(result.code == 0);
    return result.err;
  }

  TempFolder folder_;
  CsvTable totals_, factors_;
  std::string warnings_;
};

/// tC/ha of a stand by docs/method.md 5.2 (expansion form) and 5.3, from the factors that the run names: a stand past
/// 40 years holds the whole understorey, litter and dead wood of its type.
double standStock(const Office& office, const std::string& species, double volume) {
  const std::string arcm = "arcm." + species, type = "forest_enf_" + species;
  const double tree = volume * office.factor(arcm + ".svd") * office.factor(arcm + ".bef") *
                      (1 + office.factor(arcm + ".r")) * office.factor(arcm + ".cf");
  return tree + office.factor("understorey." + type) + office.factor("pool." + type + ".litter") +
         office.factor("pool." + type + ".deadwood") + office.factor("pool." + type + ".soil30");
}

double classStock(const Office& office, const std::string& key) {
  double sum = 0;
  for (const char* pool : {".veg", ".litter", ".deadwood", ".soil30"}) sum += office.factor("pool." + key + pool);
  return sum;
}

/// tC/ha that a planted stand gains in a year by its curve (Chapman-Richards, docs/method.md 5.2).
double growth(const Office& office, const std::string& curve, int age) {
  const auto at = [&](double t) {
    return office.factor(curve + ".A") *
           std::pow(1 - std::exp(-office.factor(curve + ".k") * t), office.factor(curve + ".c"));
  };
  return at(age) - at(age - 1);
}

/// Areas by hand, carbon by hand; `deviation` of the volumes, where they had to be rounded.
void requireHandSums(const Office& office, double deviation = 1e-7, int pineAge = kAge[0]) {
  const std::array<std::string, 5> forest = {"forest_enf_masson", "forest_enf_cypress", "bamboo", "shrub",
                                             "forest_other"};
  CHECK(office.classes() == 8);
  const std::array<double, 5> perHectare = {standStock(office, "masson", kVolume[0]),
                                            standStock(office, "cypress", kVolume[1]), classStock(office, "bamboo"),
                                            classStock(office, "shrub"), classStock(office, "forest_other")};
  for (std::size_t i = 0; i < forest.size(); ++i) {
    INFO(forest[i]);
    CHECK(office.total(forest[i], "area_ha") == Approx(kSquares[i]).epsilon(1e-7));
    CHECK(office.total(forest[i], "stock_tC") == Approx(kSquares[i] * perHectare[i]).epsilon(deviation));
  }
  // Dead wood fills up over 40 years, evenly.
  const double deadwood = pineAge > 40 ? 0 : office.factor("pool.forest_enf_masson.deadwood") / 40;
  CHECK(office.total("forest_enf_masson", "flux_tC_per_yr") ==
        Approx(kSquares[0] * (growth(office, "growth.masson_plant", pineAge) + deadwood)).epsilon(1e-6));
  // The land that the stands leave to the parcels, and the parcels beside them.
  double paddy = 0;
  for (std::size_t i = 0; i < 5; ++i) paddy += kSquares[i];
  CHECK(office.total("cropland_dry", "area_ha") == Approx(kSquares[5]).epsilon(1e-7));
  CHECK(office.total("paddy", "area_ha") == Approx(paddy).epsilon(1e-7));
  CHECK(office.total("river", "area_ha") == Approx(kSquares[5]).epsilon(1e-7));
}

constexpr std::array<const char*, 2> kNames = {"马尾松", "柏木"};

Column species() { return {kNames[0], kNames[1], "毛竹", "", "杉木", ""}; }
Column ages() { return {std::to_string(kAge[0]), std::to_string(kAge[1]), "", "", "", ""}; }
Column volumes(double factor = 1) {
  return {fmt::format("{}", kVolume[0] * factor), fmt::format("{}", kVolume[1] * factor), "", "", "", ""};
}

}  // namespace

TEST_CASE("a forest land map in pinyin, GBK: from init to hand sums") {
  Office office;
  TestLayer stands = standsOf({{"XIAN", {"500199", "500199", "500199", "500199", "500199", "500199"}},
                               {"LIN_BAN", {"01", "01", "01", "01", "02", "02"}},
                               {"DI_LEI", {"0111", "0111", "0113", "0131", "0141", "0210"}},
                               {"YOU_SHI_SZ", species()},
                               {"QI_YUAN", {"21", "22", "21", "11", "21", ""}},
                               {"PINGJUN_NL:int", ages()},
                               {"PINGJUN_XJ:real", {"18.2", "14.1", "", "", "", ""}},  // a diameter
                               {"PINGJUN_SG:real", {"11.5", "9", "", "", "", ""}},
                               {"HUO_LMGQXJ:real", volumes()}});
  stands.encoding = "GBK";
  writeLayer(office.path() / "林地一张图.shp", stands);
  writeLayer(office.path() / "国土调查.gpkg", parcelsOf("0103", "0101", "1101"));
  office.run();
  requireHandSums(office);
  CHECK_THAT(office.project(), Contains("PINGJUN_XJ is the 平均胸径"));
  CHECK_THAT(office.project(), Contains("origin = { field = \"QI_YUAN\" }"));
}

TEST_CASE("Chinese names cut to ten bytes and classes in words, UTF-8: from init to hand sums") {
  Office office;
  TestLayer stands = standsOf({{"地类", {"乔木林地", "乔木林地", "竹林地", "特殊灌木林地", "未成林造林地", "非林地"}},
                               {"优势树种组", species()},  // GDAL cuts the bytes: 优势树 and a third of a character
                               {"起源", {"人工", "人工", "人工", "天然", "人工", ""}},
                               {"平均年龄:int", ages()},
                               {"平均胸径:real", {"18.2", "14.1", "", "", "", ""}},
                               {"每公顷蓄积量:real", volumes()}});
  stands.encoding = "UTF-8";
  writeLayer(office.path() / "小班.shp", stands);
  writeLayer(office.path() / "国土调查.gpkg", parcelsOf("0103", "0101", "1101"));
  office.run();
  requireHandSums(office);
}

TEST_CASE("code 111 is a wood to the forest inventory and a river to the land survey of 2007") {
  Office office;
  // Growing stock of the whole stand, its name cut by the Shapefile.
  Column total;
  for (std::size_t i = 0; i < 2; ++i) total[i] = fmt::format("{:.4f}", kVolume[i] * kSquares[i]);
  TestLayer stands = standsOf({{"DI_LEI", {"111", "111", "113", "132", "141", "210"}},
                               {"YOUSHISZ", species()},
                               {"QIYUAN", {"2", "2", "2", "1", "2", ""}},
                               {"PJNL:int", ages()},
                               {"PJXJ:real", {"18.2", "14.1", "", "", "", ""}},
                               {"XIAO_BAN_XJ:real", total},
                               {"MIAN_JI:real", {"16", "16", "16", "16", "16", "16"}}});
  stands.encoding = "GBK";
  writeLayer(office.path() / "二类小班.shp", stands);
  writeLayer(office.path() / "土地利用.gpkg", parcelsOf("013", "011", "111"));
  office.run();
  requireHandSums(office, 1e-6);
  CHECK_THAT(office.project(), Contains("table = \"forest_land\"") && Contains("table = \"erdiao\""));
  CHECK_THAT(office.project(), Contains("unit = \"m3\""));
}

TEST_CASE("survey codes with two digits more, growing stock per mu, blanks for what is no forest") {
  Office office;
  const TestLayer stands = standsOf({{"di_lei", {"030100", "030100", "030200", "030301", "030402", ""}},
                                     {"yssz", species()},
                                     {"qi_yuan", {"21", "21", "21", "11", "21", ""}},
                                     {"linling:int", ages()},
                                     {"mei_mu_xj:real", volumes(1.0 / 15)}});
  writeLayer(office.path() / "xb.gpkg", stands);
  writeLayer(office.path() / "DLTB_500199.gpkg", parcelsOf("0103", "0101", "1101"));
  office.run();
  requireHandSums(office);
  CHECK_THAT(office.project(), Contains("codes = { \"\" = \"-\" }"));
}

TEST_CASE("a FileGDB with aliases and coded domains: from init to hand sums, by township and control line") {
  Office office;
  const fs::path gdb = office.path() / "county.gdb";
  TestLayer stands = standsOf({{"F1:int", {"1", "1", "2", "3", "4", "5"}},
                               {"F2", species()},
                               {"F3", {"21", "21", "21", "11", "21", ""}},
                               {"F4:int", ages()},
                               {"F5:real", volumes()},
                               {"F6:real", {"18.2", "14.1", "", "", "", ""}}});
  stands.aliases = {{"F1", "地类"},     {"F2", "优势树种"},   {"F3", "起源"},
                    {"F4", "平均年龄"}, {"F5", "每公顷蓄积"}, {"F6", "平均胸径"}};
  stands.domains = {
      {"F1", {{"1", "乔木林地"}, {"2", "竹林地"}, {"3", "特殊灌木林地"}, {"4", "未成林造林地"}, {"5", "非林地"}}}};
  stands.alias = "林地小班";
  writeLayer(gdb, stands);
  writeLayer(gdb, parcelsOf("0103", "0101", "1101"));
  const TestFeature west{square(0, 0, 3), {"500199001", "甲镇"}}, east{square(3, 0, 3), {"500199002", "乙镇"}};
  writeLayer(gdb, {.name = "XZQ", .fields = {"XZQDM", "XZQMC"}, .features = {west, east}});
  writeLayer(gdb, {.name = "YJJBNTTB",
                   .fields = {"YJJBNTTBBH", "DLBM", "YJJBNTTBMJ:real"},
                   .features = {{square(0, 1, 5), {"1", "0101", "799798.7"}}}});
  writeLayer(gdb, {.name = "STBHHX",
                   .fields = {"XZQDM", "XZQMC", "HXBM", "HXMC"},
                   .features = {{square(0, 0), {"500199", "某区", "H1", "甲山"}}}});
  writeLayer(gdb, {.name = "CZKFBJ",
                   .fields = {"XZQDM", "XZQMC", "CZKFBJMC"},
                   .features = {{square(5, 0), {"500199", "某区", "集中建设区"}}}});
  writeLayer(gdb, {.name = "HDGLFW", .fields = {"HDDM", "HDMC"}, .features = {{square(5, 1), {"R1", "濑溪河"}}}});
  office.run();
  requireHandSums(office);

  const CsvTable zones = office.table("zones.csv");
  const auto hectares = [&](const std::string& layer, const std::string& label, const std::string& classKey) {
    double sum = 0;
    for (const CsvRow& row : zones.rows)
      if (row.cells[zones.require("zone_layer")] == layer &&
          (row.cells[zones.require("zone_id")] == label || row.cells[zones.require("zone_label")] == label) &&
          row.cells[zones.require("class_key")] == classKey)
        sum += *asNumber(row.cells[zones.require("area_ha")]);
    return sum;
  };
  CHECK(hectares("XZQ", "甲镇", "TOTAL") == Approx(kSquares[0] + kSquares[1] + kSquares[2]).epsilon(1e-7));
  CHECK(hectares("STBHHX", "甲山", "forest_enf_masson") == Approx(kSquares[0]).epsilon(1e-7));
  CHECK(hectares("CZKFBJ", "集中建设区", "cropland_dry") == Approx(kSquares[5]).epsilon(1e-7));
  CHECK(hectares("HDGLFW", "濑溪河", "river") == Approx(kSquares[5]).epsilon(1e-7));
  CHECK(hectares("YJJBNTTB", "1", "paddy") == Approx(office.total("paddy", "area_ha")).epsilon(1e-9));
  std::size_t controls = 0;
  const std::string project = office.project();
  for (std::size_t at = 0; (at = project.find("kind = \"control\"", at)) != project.npos; ++at) ++controls;
  CHECK(controls == 4);
}

// Planted pine of the fourth age group stands 31 to 50 years, of its middle age 40; cypress is past 40 as well.
TEST_CASE("a FileGDB whose domains explain codes of the county's own: species, origin, age group") {
  Office office;
  TestLayer stands = standsOf({{"F1:int", {"1", "1", "2", "3", "4", "5"}},
                               {"F2", {"a1", "a2", "a3", "", "a4", ""}},
                               {"F3:int", {"1", "1", "1", "2", "1", ""}},
                               {"F4", {"D", "D", "", "", "", ""}},
                               {"F5:real", volumes()}});
  stands.aliases = {{"F1", "地类"}, {"F2", "优势树种"}, {"F3", "起源"}, {"F4", "龄组"}, {"F5", "每公顷蓄积"}};
  stands.domains = {
      {"F1", {{"1", "乔木林地"}, {"2", "竹林地"}, {"3", "特殊灌木林地"}, {"4", "未成林造林地"}, {"5", "非林地"}}},
      {"F2", {{"a1", "马尾松"}, {"a2", "柏木"}, {"a3", "毛竹"}, {"a4", "杉木"}}},
      {"F3", {{"1", "人工"}, {"2", "天然"}}},  // to the national inventory 1 is natural
      {"F4", {{"A", "幼龄林"}, {"B", "中龄林"}, {"C", "近熟林"}, {"D", "成熟林"}, {"E", "过熟林"}}}};
  stands.alias = "林地小班";
  writeLayer(office.path() / "county.gdb", stands);
  writeLayer(office.path() / "county.gdb", parcelsOf("0103", "0101", "1101"));
  office.run();
  requireHandSums(office, 1e-7, 40);
  CHECK_THAT(office.project(), Contains("species = { field = \"F2\", codes = { \"a1\" = \"马尾松\","));
  CHECK_THAT(office.project(), Contains("origin = { field = \"F3\", codes = { \"1\" = \"planted\""));
}

TEST_CASE("survey codes as numbers that lost their leading nought, of whole and of real fields") {
  for (const std::string kind : {":int", ":real"}) {
    INFO(kind);
    Office office;
    TestLayer stands = standsOf({{"DI_LEI" + kind, {"30100", "30100", "30200", "30301", "30402", ""}},
                                 {"yssz", species()},
                                 {"qi_yuan", {"21", "21", "21", "11", "21", ""}},
                                 {"linling:int", ages()},
                                 {"gqxj:real", volumes()}});
    stands.encoding = "UTF-8";
    writeLayer(office.path() / "xb.shp", stands);  // a real field keeps 15 decimals there
    TestLayer parcels = parcelsOf("103", "101", "1101");
    parcels.fields[3] += kind;
    parcels.encoding = "UTF-8";
    writeLayer(office.path() / "DLTB.shp", parcels);
    office.run();
    requireHandSums(office);
    CHECK_THAT(office.warnings(), Contains("030100") && Contains("0103"));
  }
}

TEST_CASE("init finds the office's own table whatever way the folder is named") {
  Office office;
  TestLayer stands = standsOf({{"DI_LEI", {"L1", "L1", "L2", "L3", "L4", "L5"}},
                               {"YOU_SHI_SZ", species()},
                               {"QI_YUAN", {"21", "21", "21", "11", "21", ""}},
                               {"NL:int", ages()},
                               {"GQXJ:real", volumes()}});
  writeLayer(office.path() / "xb.gpkg", stands);
  writeLayer(office.path() / "dltb.gpkg", parcelsOf("0103", "0101", "1101"));
  writeText(office.path() / "地类.csv",
            "code,class_key\nL1,forest_generic\nL2,bamboo\nL3,shrub\nL4,forest_other\nL5,-\n");
  const fs::path here = fs::current_path();
  for (const std::string& folder : {office.path().string(), fs::relative(office.path()).string(),
                                    (office.path() / "." / "").string(), std::string(".")}) {
    INFO(folder);
    fs::remove(office.path() / "project.toml");
    if (folder == ".") fs::current_path(office.path());
    office.run(folder);
    fs::current_path(here);
    requireHandSums(office);
    CHECK_THAT(office.project(), Contains("table = \"地类.csv\""));
  }
}

TEST_CASE("two years of one survey: the newer lies on top, and each has a name of its own") {
  Office office;
  for (const std::string year : {"2019", "2023"}) {
    const fs::path gdb = office.path() / ("变更" + year + ".gdb");
    writeLayer(gdb, parcelsOf("0103", year == "2019" ? "0404" : "0101", "1101"));
    writeLayer(gdb, {.name = "XZQ", .fields = {"XZQDM", "XZQMC"}, .features = {{square(0, 0, 6), {"1", "甲镇"}}}});
  }
  office.run();
  CHECK(office.classes() == 3);  // no grass of 2019
  double paddy = 0;
  for (std::size_t i = 0; i < 5; ++i) paddy += kSquares[i];
  CHECK(office.total("paddy", "area_ha") == Approx(paddy).epsilon(1e-7));
  CHECK_THAT(office.project(), Contains("base_year = 2023") && Contains("name = \"变更2019 DLTB\"") &&
                                   Contains("of 2019, older than 'DLTB'"));
}
