#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <cpl_conv.h>
#include <cpl_string.h>

#include "geo/base/File.h"
#include "geo/project/Project.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"

using namespace tanhui;

namespace {

constexpr const char* kWhole = R"([project]
name = "江津区 2025 碳汇本底"
base_year = 2025
horizon = 2060
language = "en"
synthetic = true

[grid]
crs = "EPSG:4544"
area = "map"
cell_size = 10
region = "数据/boundary.gpkg"
region_sublayer = "边界"
region_encoding = "GBK"
region_crs = "EPSG:4490"
region_where = "县 = '江津'"

[factors]
library = "ipcc"
overrides = "local.csv"
gwp = "AR6"
soil_depth_cm = 100
volume_equation = "continuous"

[[layers]]
name = "forest"
source = "林地小班.shp"
encoding = "GBK"
crs = "EPSG:4490"
class = { field = "DLBM", table = "sandiao" }
species = { field = "优势树种", table = "species.csv" }
age = { field = "年龄" }
volume = { field = "蓄积", unit = "m3" }
where = "DLBM <> '0000'"

[[layers]]
source = 'data\2015.tif'
class = { table = "clcd" }

[[layers]]
name = "planted"
source = "/data/new.gpkg"
sublayer = "造林"
class = "forest_generic"
species = "马尾松"
planted = 2010

[[zones]]
name = "townships"
source = "乡镇.gpkg"
id = "code"
label = "name"

[[zones]]
name = "corridor"
kind = "corridor"
source = "rivers.gpkg"
width = { field = "order", table = { 1 = 1000, "2" = 500, "三级" = 200.5 } }
exclude = ["永久基本农田.gpkg", { source = "用地.shp", crs = "EPSG:4544", encoding = "GBK", where = "DLBM = '20'" }]

[[zones]]
name = "bank"
kind = "corridor"
source = "rivers.gpkg"
width = 200

[[interventions]]
name = "北岸造林"
source = "interventions/北岸造林.gpkg"
action = "plant"
year = 2030
species = "马尾松"

[[interventions]]
name = "湿地"
scenario = "高情景"
source = "plans.gpkg"
sublayer = "湿地"
action = "restore_wetland"
year = 2125
class = "floodflat"

[output]
folder = "成果"
compress = "zstd"
maps = ["stock", "class"]
stock_bands = ["total"]
)";

/// The smallest project, with text after its layer.
std::string withLayer(const std::string& rest) { return "[[layers]]\nsource = \"a.shp\"\n" + rest; }

std::vector<Error> faultsOf(const std::string& toml) {
  try {
    parseProject(toml, "项目/project.toml");
  } catch (const ProjectFaults& faults) {
    return faults.all();
  }
  return {};
}

/// A project with one fault, told at a line with words and a remedy.
struct Slip {
  std::string toml;
  int line;
  std::string what, remedy;
};

}  // namespace

TEST_CASE("every key of a project is read") {
  const Project project = parseProject(kWhole, "/p/project.toml");
  CHECK(project.file == "/p/project.toml");
  CHECK(project.name == "江津区 2025 碳汇本底");
  CHECK(project.baseYear == 2025);
  CHECK(project.horizon == 2060);
  CHECK(project.language == Language::en);
  CHECK(project.synthetic);
  CHECK(project.crs == "EPSG:4544");
  CHECK(project.areaRule == AreaRule::map);
  CHECK(project.cellSize == 10);
  CHECK(project.region.path == "/p/数据/boundary.gpkg");
  CHECK(project.region.sublayer == "边界");
  CHECK(project.region.encoding == "GBK");
  CHECK(project.region.crs == "EPSG:4490");
  CHECK(project.region.where == "县 = '江津'");
  CHECK_FALSE(project.bounds);
  CHECK(project.library == "ipcc");
  CHECK(project.overrides == "/p/local.csv");
  CHECK(project.rules.gwp == "AR6");
  CHECK(project.rules.soilDepthCm == 100);
  CHECK(project.rules.volumeEquation == VolumeEquation::continuous);
  CHECK(project.outputFolder == "/p/成果");
  CHECK(project.codec == Codec::zstd);
  CHECK(project.maps == std::vector<std::string>{"stock", "class"});
  CHECK(project.stockBands == std::vector<std::string>{"total"});

  REQUIRE(project.layers.size() == 3);
  const LayerSpec& forest = project.layers[0];
  CHECK(forest.name == "forest");
  CHECK(forest.line == 25);
  CHECK(forest.source.path == "/p/林地小班.shp");
  CHECK(forest.source.encoding == "GBK");
  CHECK(forest.source.crs == "EPSG:4490");
  CHECK(forest.source.where == "DLBM <> '0000'");
  CHECK(forest.landClass.field == "DLBM");
  CHECK(forest.landClass.table == "sandiao");
  CHECK(forest.species.table == "/p/species.csv");
  REQUIRE(forest.age);
  CHECK(forest.age->field == "年龄");
  REQUIRE(forest.volume);
  CHECK(forest.volumeUnit == VolumeUnit::wholeFeature);

  const LayerSpec& raster = project.layers[1];
  CHECK(raster.name == "2015");
  CHECK(raster.source.path == "/p/data/2015.tif");
  CHECK(raster.landClass.field.empty());
  CHECK(raster.landClass.table == "clcd");

  const LayerSpec& planted = project.layers[2];
  CHECK(planted.source.path == "/data/new.gpkg");
  CHECK(planted.source.sublayer == "造林");
  CHECK(planted.landClass.constant == "forest_generic");
  CHECK(planted.species.constant == "马尾松");
  REQUIRE(planted.planted);
  CHECK(planted.planted->constant == "2010");

  REQUIRE(project.zones.size() == 3);
  CHECK(project.zones[0].kind == ZoneKind::polygons);
  CHECK(project.zones[0].id == "code");
  CHECK(project.zones[1].kind == ZoneKind::corridor);
  CHECK(project.zones[1].width.field == "order");
  CHECK(project.zones[1].width.table == std::map<std::string, double>{{"1", 1000}, {"2", 500}, {"三级", 200.5}});
  REQUIRE(project.zones[1].exclude.size() == 2);
  VectorSource farmland, built;
  farmland.path = "/p/永久基本农田.gpkg";
  built.path = "/p/用地.shp";
  built.crs = "EPSG:4544", built.encoding = "GBK", built.where = "DLBM = '20'";
  CHECK(project.zones[1].exclude[0] == farmland);
  CHECK(project.zones[1].exclude[1] == built);
  CHECK(project.zones[2].width.metres == 200);
}

TEST_CASE("interventions are read, and are no part of the layers") {
  const Project project = parseProject(kWhole, "/p/project.toml");
  REQUIRE(project.interventions.size() == 2);
  const InterventionSpec &pines = project.interventions[0], &marsh = project.interventions[1];
  CHECK(pines.name == "北岸造林");
  CHECK(pines.scenario == "plan");
  CHECK(pines.source.path == "/p/interventions/北岸造林.gpkg");
  CHECK(pines.action == LandAction::plant);
  CHECK(pines.year == 2030);
  CHECK(pines.species == "马尾松");
  CHECK(pines.line > 0);
  CHECK(marsh.scenario == "高情景");
  CHECK(marsh.source.sublayer == "湿地");
  CHECK(marsh.action == LandAction::restoreWetland);
  CHECK(marsh.year == 2125);
  CHECK(marsh.classKey == "floodflat");
}

TEST_CASE("each slip of an intervention is told with its line and what to do") {
  const auto intervention = [](const std::string& rest) {
    return withLayer("[[interventions]]\nname = \"a\"\nsource = \"i.gpkg\"\n" + rest);
  };
  const std::vector<Slip> slips = {
      {intervention("action = \"plant\"\nyear = 2027\n"), 3, "species", "species ="},
      {intervention("action = \"plant\"\nyear = 2027\nspecies = \"马尾树\"\n"), 8, "马尾树", "马尾松"},
      {intervention("action = \"plnt\"\nyear = 2027\nspecies = \"马尾松\"\n"), 6, "plnt", "plant"},
      {intervention("action = \"plant\"\nyear = 2024\nspecies = \"马尾松\"\n"), 7, "2024", "year = 2026"},
      {intervention("action = \"build\"\nyear = 2126\n"), 7, "2126", "year = 2026"},
      {intervention("action = \"build\"\nyear = 2027\nspecies = \"马尾松\"\n"), 8, "species", "plant"},
      {intervention("action = \"plant\"\nyear = 2027\nspecies = \"马尾松\"\nclass = \"marsh\"\n"), 9, "class",
       "species"},
      {intervention("action = \"restore_wetland\"\nyear = 2027\nclass = \"paddy\"\n"), 8, "paddy", "marsh"},
      {intervention("action = \"build\"\n"), 3, "year", "year ="},
      {intervention("action = \"build\"\nyear = 2027\n[[interventions]]\nname = \"a\"\nsource = \"b.gpkg\"\n"
                    "action = \"build\"\nyear = 2028\n"),
       9, "'a'", ""},
      {withLayer("interventions = 3\n"), 3, "interventions", ""},
  };
  for (const Slip& slip : slips) {
    INFO(slip.toml);
    const std::vector<Error> faults = faultsOf(slip.toml);
    REQUIRE(faults.size() == 1);
    CHECK_THAT(faults[0].where(), Catch::EndsWith(fmt::format("line {}", slip.line)));
    CHECK_THAT(text(faults[0].problem(), Language::en), Catch::Contains(slip.what));
    CHECK_THAT(text(faults[0].remedy(), Language::en), Catch::Contains(slip.remedy));
  }
}

TEST_CASE("what a project leaves out has its default") {
  const Project project = parseProject(withLayer(""), "/山城/project.toml");
  CHECK(project.name == "山城");
  CHECK(project.horizon == project.baseYear);
  CHECK(project.language == Language::zh);
  CHECK(project.areaRule == AreaRule::ground);
  CHECK(project.cellSize == 0);
  CHECK(project.library == "chongqing");
  CHECK(project.rules.gwp == "AR5");
  CHECK(project.rules.soilDepthCm == 30);
  CHECK(project.outputFolder == "/山城/out");
  CHECK(project.maps.size() == 4);
  CHECK(project.stockBands.size() == 6);
  CHECK(project.layers.at(0).name == "a");
}

TEST_CASE("each slip is told with its line and what to do") {
  const std::string corridor = "[[zones]]\nsource = \"z\"\nkind = \"corridor\"\nwidth = 100\n";
  const std::vector<Slip> slips = {
      {withLayer("[grid]\ncel_size = 10\n"), 4, "unknown key 'cel_size' in [grid]", "'cell_size'"},
      {withLayer("cell_size = 10\n"), 3, "unknown key 'cell_size' in [[layers]]", "move 'cell_size' to [grid]"},
      {withLayer("\"名称\" = \"林\"\n"), 3, "unknown key '名称'", "the keys of [[layers]] are: name, source"},
      {withLayer("class = { feild = \"DLBM\", table = \"sandiao\" }\n"), 3, "unknown key 'feild'", "'field'"},
      {withLayer("class = { field = \"DLBM\", table = \"sandaio\" }\n"), 3, "no code table 'sandaio'", "'sandiao'"},
      {withLayer("class = { field = 5 }\n"), 3, "'field' holds a value of the wrong type", "field = \"DLBM\""},
      {withLayer("class = {}\n"), 3, "neither a field nor a table", "class = {"},
      {withLayer("class = \"clcd\"\n"), 3, "'clcd' is a code table", "table = \"clcd\""},
      {withLayer("class = \"forest_genric\"\n"), 3, "no land class 'forest_genric'", "'forest_generic'"},
      {withLayer("class = [1]\n"), 3, "wrong type", "class = {"},
      {withLayer("age = { field = \"年龄\" }\nplanted = 2010\n"), 4, "both 'age' and 'planted'", "keep one"},
      {withLayer("species = { field = \"SZ\", codes = { a1 = \"火星松\" } }\n"), 3,
       "species.codes: code 'a1' stands for '火星松'", "tanhui factors species"},
      {withLayer("origin = { field = \"QY\", codes = { R = \"老\" } }\n"), 3, "origin.codes: code 'R'", "\"planted\""},
      {withLayer("age_group = { field = \"LZ\", codes = { Y = \"6\" } }\n"), 3, "age_group.codes: code 'Y'", "\"5\""},
      {withLayer("origin = { field = \"QY\", codes = { R = \"\" } }\n"), 3, "origin.codes: code 'R'", "\"planted\""},
      {withLayer("origin = { field = \"QY\", codes = { R = 1 } }\n"), 3, "'codes' holds a value of the wrong type",
       "R ="},
      {withLayer("age = { field = \"NL\", codes = { a = 1 } }\n"), 3, "'codes'", "field"},
      {withLayer("age_group = 7\n"), 3, "'7' is no age group", "1 to 5"},
      {withLayer("composition = \"8马2柏\"\n"), 3, "composition", "SZZC"},
      {withLayer("age = -5\n"), 3, "'age' is -5", "age = {"},
      {withLayer("age = \"ten\"\n"), 3, "'age' holds a value of the wrong type", "age = {"},
      {withLayer("volume = { field = \"v\", unit = \"mu\" }\n"), 3, "'unit' cannot be 'mu'", "m3/ha"},
      {withLayer("volume = { unit = \"m3\" }\n"), 3, "volume lacks the key 'field'", "field ="},
      {withLayer("[[layers]]\nname = \"a\"\nsource = \"b.shp\"\n"), 4, "'a' is used twice", "name of its own"},
      {"[[layers]]\nname = \"a\"\n", 1, "[[layers]] lacks the key 'source'", "source = "},
      {withLayer("[[zones]]\nsource = \"\"\n"), 4, "'source' is empty", "source = "},
      {withLayer("[[zones]]\nsource = \"z\"\nkind = \"corridoor\"\n"), 5, "'kind' cannot be", "'corridor'"},
      {withLayer("[[zones]]\nsource = \"z\"\nkind = \"corridor\"\n"), 3, "lacks the key 'width'", "width = "},
      {withLayer("[[zones]]\nsource = \"z\"\nwidth = 200\n"), 5, "'width' is for corridors and belts",
       "kind = \"corridor\""},
      {withLayer("[[zones]]\nsource = \"z\"\nkind = \"corridor\"\nwidth = -1\n"), 6, "'width' is -1",
       "width = { field"},
      {withLayer("[[zones]]\nsource = \"z\"\nkind = \"corridor\"\nwidth = { field = \"o\", table = { 1 = \"x\" } }\n"),
       6, "the width of '1'", "table = "},
      {withLayer("[project]\nbase_year = \"2025\"\n"), 4, "'base_year' holds a value of the wrong type",
       "base_year = 2025"},
      {withLayer("[project]\nbase_year = 20255\n"), 4, "'base_year' is 20255; it must lie between 1900 and 2200",
       "2025"},
      {withLayer("[project]\nbase_year = 2025.5\n"), 4, "wrong type", "2025"},
      {withLayer("[project]\nbase_year = 2030\nhorizon = 2025\n"), 5, "'horizon' 2025 is before", "2030"},
      {withLayer("[project]\nlanguage = \"cn\"\n"), 4, "'language' cannot be 'cn'", "zh"},
      {withLayer("[project]\nsynthetic = \"yes\"\n"), 4, "wrong type", "true"},
      {withLayer("[grid]\ncell_size = 0\n"), 4, "'cell_size' is 0", "cell_size = 10"},
      {withLayer("[grid]\ncell_size = nan\n"), 4, "'cell_size' is nan", "cell_size = 10"},
      {withLayer("[grid]\nbounds = [0, 0, 1]\n"), 4, "'bounds' holds a value of the wrong type", "bounds = ["},
      {withLayer("[grid]\nbounds = [5, 0, 1, 1]\n"), 4, "xmin < xmax", "bounds = ["},
      {withLayer("[grid]\nregion = \"r\"\nbounds = [0, 0, 1, 1]\n"), 5, "both 'region' and 'bounds'", "keep one"},
      {withLayer("[grid]\nregion_crs = \"EPSG:4490\"\n"), 4, "'region_crs' is given without", "region = "},
      {withLayer("[factors]\nlibrary = \"chongqin\"\n"), 4, "no factor library 'chongqin'", "'chongqing'"},
      {withLayer("[factors]\nsoil_depth_cm = 50\n"), 4, "'soil_depth_cm' cannot be '50'", "30, 100"},
      {withLayer("[factors]\ngwp = \"ar5\"\n"), 4, "'gwp' cannot be 'ar5'", "'AR5'"},
      {withLayer("[output]\ncompress = \"zst\"\n"), 4, "'compress' cannot be 'zst'", "'zstd'"},
      {withLayer("[output]\nmaps = [\"stok\"]\n"), 4, "'maps' cannot be 'stok'", "'stock'"},
      {withLayer("[output]\nmaps = [\"flux\", \"flux\"]\n"), 4, "names 'flux' twice", "once"},
      {withLayer("[output]\nstock_bands = []\n"), 4, "'stock_bands' is empty", "name a band"},
      {withLayer("[[zone]]\nsource = \"z\"\n"), 3, "unknown section 'zone'", "'zones'"},
      {withLayer("[[grid]]\ncell_size = 5\n"), 3, "'grid' must be a single section", "[grid]"},
      {"[layers]\nsource = \"a.shp\"\n", 1, "'layers' must be a list", "[[layers]]"},
      {withLayer(corridor + "exclude = [\"a.shp\", { source = \"b.shp\", csr = \"EPSG:4544\" }]\n"), 7, "csr", "'crs'"},
      {withLayer(corridor + "exclude = [{ crs = \"EPSG:4544\" }]\n"), 7, "source", "source ="},
      {withLayer(corridor + "exclude = [3]\n"), 7, "'exclude' holds a value of the wrong type", "exclude = ["},
      {"base_year = 2025\n" + withLayer(""), 1, "outside of any section", "the sections are"},
  };
  for (const Slip& slip : slips) {
    INFO(slip.toml);
    const std::vector<Error> faults = faultsOf(slip.toml);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].where() == fmt::format("项目/project.toml, line {}", slip.line));
    CHECK_THAT(text(faults[0].problem(), Language::en), Catch::Contains(slip.what));
    CHECK_THAT(text(faults[0].remedy(), Language::en), Catch::Contains(slip.remedy));
    CHECK(faults[0].kind() == ErrorKind::project);
  }
}

TEST_CASE("a project without layers is a fault of the file") {
  for (const std::string toml : {"", "[project]\nname = \"x\"\n", "layers = []\n"}) {
    const std::vector<Error> faults = faultsOf(toml);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].where() == "项目/project.toml");
    CHECK_THAT(faults[0].what(), Catch::Contains("no layers"));
  }
}

TEST_CASE("all slips are found in one pass, in the order of the lines") {
  const std::vector<Error> faults = faultsOf(
      "[project]\nbase_yaer = 2025\nlanguage = \"fr\"\n[grid]\ncell_size = -1\n[[layers]]\nname = \"a\"\n"
      "[output]\nfolder = 3\n");
  REQUIRE(faults.size() == 5);
  const std::vector<int> lines = {2, 3, 5, 6, 9};
  for (std::size_t i = 0; i < lines.size(); ++i)
    CHECK(faults[i].where() == fmt::format("项目/project.toml, line {}", lines[i]));
}

TEST_CASE("broken TOML is told by line and column, with what it most often is") {
  struct Broken {
    std::string toml;
    std::string where, remedy;
  };
  const std::vector<Broken> broken = {
      {"[project]\nname = \n", "line 2, column", "name ="},
      {"[project]\nname = “江津”\n", "line 2, column", "full-width"},
      {"[project]\nname ＝ \"x\"\n", "line 2, column", "full-width"},
      {"[[layers]]\nsource = \"D:\\数据\\林地.shp\"\n", "line 2, column", "paths with /"},
      {"[project]\nname = \"a\"\nname = \"b\"\n", "line 3, column", "name = \"b\""},
      {"[project]\n名称 = \"x\"\n", "line 2, column 1", "Chinese key into quotes"},
      {"[project\n", "line 1, column", "[project"},
  };
  for (const Broken& each : broken) {
    INFO(each.toml);
    const std::vector<Error> faults = faultsOf(each.toml);
    REQUIRE(faults.size() == 1);
    CHECK_THAT(faults[0].where(), Catch::Contains(each.where));
    CHECK_THAT(text(faults[0].remedy(), Language::en), Catch::Contains(each.remedy));
  }
}

TEST_CASE("a project reads the same in every encoding and line ending that editors write") {
  const TempFolder folder;
  const std::string utf8 = withLayer("name = \"林地小班\"\n");
  std::string windows = "\xEF\xBB\xBF" + utf8;
  for (std::size_t at = 0; (at = windows.find('\n', at)) != std::string::npos; at += 2) windows.replace(at, 1, "\r\n");
  const std::unique_ptr<char, decltype(&VSIFree)> gbk(CPLRecode(utf8.c_str(), "UTF-8", "GBK"), VSIFree);
  REQUIRE_FALSE(isUtf8(gbk.get()));
  for (const std::string& bytes : {utf8, windows, std::string(gbk.get())}) {
    test::writeText(folder.path() / "project.toml", bytes);
    CHECK(readProject(folder.path() / "project.toml").layers.at(0).name == "林地小班");
  }
  CHECK_THAT(faultsOf(std::string("\xFF\xFE[\0p\0", 6)).at(0).what(), Catch::Contains("no UTF-8 text"));
}

TEST_CASE("a missing project file says so") {
  const TempFolder folder;
  CHECK_THROWS_AS(readProject(folder.path() / "none.toml"), Error);
  CHECK_THROWS_AS(readProject(folder.path()), Error);
}

TEST_CASE("any bytes give a project or an Error, never anything else") {
  const std::string whole = kWhole;
  CHECK(rc::check([&whole] {
    // A sound project with a few bytes changed goes deeper than noise does.
    std::string bytes = whole;
    const auto changes = *rc::gen::inRange(1, 6);
    for (int i = 0; i < changes; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
      const auto cut = *rc::gen::inRange<std::size_t>(0, 12);
      bytes.replace(at, cut, *rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
      if (bytes.empty()) bytes = "x";
    }
    try {
      parseProject(bytes, "p.toml");
    } catch (const Error& error) {
      RC_ASSERT(!error.where().empty());
    }
  }));
}
