#include "geo/init/InitGuess.h"

#include <catch2/catch.hpp>

#include "geo/init/InitTemplate.h"
#include "geo/project/Project.h"
#include "tests/support/TempFolder.h"
#include "tests/support/TestData.h"
#include "tests/unit/init/InitLayers.h"

using namespace tanhui;

using test::guess, test::polygons;
using Fields = std::vector<VectorInfo::Field>;

TEST_CASE("forest stands are known by their fields, Chinese or in pinyin") {
  const LayerGuess chinese = guess("林地小班.shp", polygons("林地小班", {{"DLBM", false, {"0301", "0302", "0307"}},
                                                                         {"优势树种", false, {"马尾松", "杉木"}},
                                                                         {"年龄", true, {"12", "35", ""}},
                                                                         {"每公顷蓄积", true, {"0", "85.5"}}}));
  CHECK(chinese.role == LayerRole::stands);
  CHECK(chinese.classField == "DLBM");
  CHECK(chinese.classTable == "sandiao");
  CHECK(chinese.species == "优势树种");
  CHECK(chinese.age == "年龄");
  CHECK(chinese.volume == "每公顷蓄积");
  CHECK(chinese.volumeUnit == VolumeUnit::perHectare);

  const LayerGuess pinyin = guess("xb.gpkg", polygons("xb", {{"YOU_SHI_SZ", false, {"220"}},
                                                             {"PINGJUN_NL", true, {"20"}},
                                                             {"HUO_LMGQXJ", true, {"60"}},
                                                             {"XJ", true, {"5000"}}}));
  CHECK(pinyin.role == LayerRole::stands);
  CHECK(pinyin.classTable.empty());
  CHECK(pinyin.species == "YOU_SHI_SZ");
  CHECK(pinyin.age == "PINGJUN_NL");
  CHECK(pinyin.volume == "HUO_LMGQXJ");
  CHECK(pinyin.volumeUnit == VolumeUnit::perHectare);
}

TEST_CASE("age groups and compositions are taken where most of their values can be read") {
  const LayerGuess stands = guess("xb.gpkg", polygons("xb", {{"YOU_SHI_SZ", false, {"220", "350"}},
                                                             {"LING_ZU", false, {"1", "4", "", "2"}},
                                                             {"SZZC", false, {"8马2柏", "10松", "", "混交"}}}));
  CHECK(stands.ageGroup == "LING_ZU");
  CHECK(stands.composition == "SZZC");
  const LayerGuess words = guess(
      "xb.gpkg", polygons("xb", {{"优势树种", false, {"柏木"}}, {"龄组", false, {"幼龄林", "中龄林", "产前期"}}}));
  CHECK(words.ageGroup == "龄组");
  CHECK(
      guess("xb.gpkg", polygons("xb", {{"优势树种", false, {"柏木"}}, {"龄组", false, {"A", "B"}}})).ageGroup.empty());
  CHECK(
      guess("xb.gpkg", polygons("xb", {{"优势树种", false, {"柏木"}}, {"SZZC", false, {"马柏"}}})).composition.empty());
}

TEST_CASE("a volume of the whole stand is told from one per hectare") {
  CHECK(guess("f.gpkg", polygons("f", {{"树种", false, {"柏木"}}, {"小班蓄积", true, {"310"}}})).volumeUnit ==
        VolumeUnit::wholeFeature);
  CHECK(guess("f.gpkg", polygons("f", {{"树种", false, {"柏木"}}, {"公顷蓄积", true, {"9000"}, {}, {}, {9000}}}))
            .volumeUnit == VolumeUnit::wholeFeature);
}

TEST_CASE("a field whose values do not fit its name is not taken") {
  const LayerGuess odd =
      guess("f.gpkg",
            polygons("f", {{"树种", false, {"柏木"}}, {"年龄", false, {"幼龄林", "成熟林"}}, {"蓄积", false, {"-3"}}}));
  CHECK(odd.age.empty());
  CHECK(odd.volume.empty());
}

TEST_CASE("survey parcels, wetlands and farmland are ordered by what they are") {
  const Fields codes = {{"BSM", false, {"1", "2", "3"}}, {"DLBM", false, {"0101", "0201K", "0303", "1101"}}};
  CHECK(guess("国土调查.gpkg", polygons("地类图斑", codes)).role == LayerRole::parcels);
  CHECK(guess("湿地.gpkg", polygons("湿地", codes)).role == LayerRole::wetlands);
  CHECK(guess("耕地.gpkg", polygons("耕地", codes)).role == LayerRole::farmland);
  CHECK(LayerRole::stands < LayerRole::wetlands);
  CHECK(LayerRole::farmland < LayerRole::parcels);
}

TEST_CASE("a small number is no land class: an order field stays an order field") {
  VectorInfo rivers = polygons("河流", {{"级别", true, {"3", "1", "2"}}, {"名称", false, {"碧江"}}});
  rivers.polygons = false, rivers.lines = true;
  const LayerGuess corridor = guess("水系.gpkg", rivers);
  CHECK(corridor.role == LayerRole::corridor);
  CHECK(corridor.widthField == "级别");
  CHECK(corridor.widthValues == std::vector<std::string>{"1", "2", "3"});
  CHECK(guess("等级.gpkg", polygons("等级", {{"等级", true, {"1", "2"}}})).role == LayerRole::none);
}

TEST_CASE("zones, control lines, projects and the boundary are told by name and fields") {
  const Fields named = {{"code", false, {"500116001", "500116002"}}, {"name", false, {"甲镇", "乙镇"}}};
  const LayerGuess towns = guess("乡镇.gpkg", polygons("乡镇", named, 2));
  CHECK(towns.role == LayerRole::zones);
  CHECK(towns.id == "code");
  CHECK(towns.label == "name");
  CHECK(guess("三线.gpkg", polygons("城镇开发边界", named, 2)).role == LayerRole::control);
  CHECK(guess("永久基本农田.gpkg", polygons("a", {{"DLBM", false, {"0101"}}}, 2)).role == LayerRole::control);
  CHECK(guess("修复工程.gpkg", polygons("修复工程", named, 2)).role == LayerRole::restoration);
  CHECK(guess("边界.gpkg", polygons("边界", {{"name", false, {"碧江区"}}}, 1)).role == LayerRole::region);
  CHECK(guess("misc.gpkg", polygons("misc", {{"x", true, {"1"}}}, 50)).role == LayerRole::none);
}

TEST_CASE("a code table in the folder is tried beside the built-in ones") {
  const TempFolder folder;
  test::writeText(folder.path() / "湿地类型.csv", "code,class_key\nW-01,marsh\nW-02,drawdown\n");
  test::writeText(folder.path() / "别的.csv", "a,b\n1,2\n");
  const std::vector<TableChoice> tables = tableChoices(folder.path());
  CHECK(tables.size() == ClassTable::builtIn().size() + 1);
  const LayerGuess wetland =
      guessVector("湿地.gpkg", polygons("湿地", {{"类型", false, {"W-01", "W-02"}}}), true, tables);
  CHECK(wetland.role == LayerRole::wetlands);
  CHECK(wetland.classTable == "湿地类型.csv");
}

TEST_CASE("a land-cover raster goes by the table that knows its values, a height model by none") {
  const TempFolder folder;
  test::TestRaster cover;
  cover.value = [](int col, int) { return col % 2 == 0 ? 10.0 : col % 3 == 0 ? 95.0 : 40.0; };
  test::writeRaster(folder.path() / "cover.tif", cover);
  const LayerGuess worldcover = guessRaster(folder.path() / "cover.tif");
  CHECK(worldcover.role == LayerRole::raster);
  CHECK(worldcover.classTable == "worldcover");

  test::TestRaster heights;
  heights.type = "Int16";
  heights.value = [](int col, int row) { return 200.0 + 7 * col + 31 * row; };
  test::writeRaster(folder.path() / "dem.tif", heights);
  CHECK(guessRaster(folder.path() / "dem.tif").role == LayerRole::none);
}

TEST_CASE("the template of any guesses is a sound project that says the same") {
  LayerGuess stands = guess(
      "/p/林地 \"小班\".shp",
      polygons("x",
               {{"DLBM", false, {"0301"}}, {"树种", false, {"柏木"}}, {"年龄", true, {"9"}}, {"蓄积", true, {"9"}}}));
  VectorInfo rivers = polygons("河流", {{"级别", true, {"2", "1"}}});
  rivers.polygons = false, rivers.lines = true;
  const LayerGuess corridor = guessVector("/p/水系.gpkg", rivers, false, test::builtInTables());
  LayerGuess raster;
  raster.path = "/elsewhere/clcd.tif", raster.role = LayerRole::raster, raster.classTable = "clcd";
  for (const Language language : {Language::zh, Language::en}) {
    const InitHeader header{"碧江区", 2024, language, "EPSG:4544", 10};
    const std::string toml = projectTemplate(header, {stands, raster, corridor}, "/p");
    INFO(toml);
    const Project project = parseProject(toml, "/p/project.toml");
    CHECK(project.name == "碧江区");
    CHECK(project.baseYear == 2024);
    CHECK(project.language == language);
    CHECK(project.cellSize == 10);
    REQUIRE(project.layers.size() == 2);
    CHECK(project.layers[0].source.path == stands.path);
    CHECK(project.layers[0].landClass.table == "sandiao");
    CHECK(project.layers[0].age->field == "年龄");
    CHECK(project.layers[0].volumeUnit == VolumeUnit::wholeFeature);
    CHECK(project.layers[1].source.path == raster.path);
    CHECK(project.layers[1].landClass.table == "clcd");
    REQUIRE(project.zones.size() == 1);
    CHECK(project.zones[0].width.table == std::map<std::string, double>{{"1", 1000}, {"2", 500}});
    CHECK(toml.find("source = \"水系.gpkg\"") != std::string::npos);
    CHECK(project.zones[0].source.sublayer == "河流");
    CHECK(toml.find("# soil_depth_cm = 30") != std::string::npos);
  }
}

TEST_CASE("text is quoted so that TOML reads it back") {
  CHECK(tomlText("a\"b\\c") == R"("a\"b\\c")");
  CHECK(tomlText("a\tb") == R"("a\u0009b")");
  CHECK(tomlText("林地") == "\"林地\"");
}
