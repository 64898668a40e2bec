#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "geo/carbon/FactorLibrary.h"
#include "geo/landclass/LandClass.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

namespace {

LandClasses read(const TempFolder& folder, const std::string& table) {
  writeFileWhole(folder.path() / "my.csv", table);
  return LandClasses::withOwn(folder.path() / "my.csv");
}

/// Four pools of a class, soil aside.
std::string poolsOf(const std::string& key) {
  std::string rows;
  for (const char* pool : {"veg", "litter", "deadwood"}) rows += "pool." + key + "." + pool + ",1,measured\n";
  return rows;
}

FactorLibrary withOverrides(const TempFolder& folder, const std::string& rows) {
  writeFileWhole(folder.path() / "own.csv", "key,value,source\n" + rows);
  return FactorLibrary::load("chongqing", folder.path(), "own.csv",
                             read(folder, "key,ipcc,name_zh\ntea_terrace,cropland,梯田茶园\n"));
}

}  // namespace

TEST_CASE("a class of the user's own has the traits of its row, and the group of its category where none is given") {
  const TempFolder folder;
  const LandClasses classes = read(folder,
                                   "key,ipcc,name_zh,name_en,colour,tillable,trees,wet,water,group\n"
                                   "tea_terrace,cropland,梯田茶园,Tea terrace,#123456,1,,,,\n"
                                   "windbreak,settlements,,,,,1,,,forest\n"
                                   "fishway,wetlands,鱼道,,,,,1,1,\n");
  CHECK(classes.traits("tea_terrace") == LandTraits{.category = LandCategory::cropland, .tillable = true});
  CHECK(classes.traits("windbreak") == LandTraits{.category = LandCategory::settlements, .trees = true});
  CHECK(classes.traits("fishway") == LandTraits{.category = LandCategory::wetlands, .wet = true, .water = true});
  CHECK(classes.group("tea_terrace") == "cropland");
  CHECK(classes.group("windbreak") == "forest");
  CHECK(classes.group("fishway") == "water");
  CHECK(classes.colour("tea_terrace") == 0x123456);
  CHECK(classes.name("tea_terrace", Language::zh) == "梯田茶园");
  CHECK(classes.name("tea_terrace", Language::en) == "Tea terrace");
  CHECK(classes.name("fishway", Language::en) == "鱼道");
  CHECK(classes.name("windbreak", Language::zh) == "windbreak");
  // Tanhui's own stay as they are, and what no table describes has no trait.
  CHECK(classes.all().size() == landClasses().size() + 3);
  CHECK(classes.traits("paddy") == LandClasses().traits("paddy"));
  CHECK(classes.traits("17") == LandTraits());
  CHECK(classes.isOwn("fishway"));
  CHECK_FALSE(classes.isOwn("paddy"));
}

TEST_CASE("what a table of classes has wrong is told with file and line") {
  const TempFolder folder;
  const auto fault = [&](const std::string& table) {
    try {
      read(folder, table);
    } catch (const Error& error) {
      return error.where() + ": " + error.problem().id + " " +
             (error.remedy().args.empty() ? "" : error.remedy().args[0]);
    }
    return std::string();
  };
  const std::string file = "my.csv";
  CHECK(fault("key,ipcc,closeable\na,forest,1\n") == file + ", line 1: classes.unknown_column closable");
  CHECK(fault("key,ipcc\na,forest\nb,croplands\n") == file + ", line 3: classes.bad_category ");
  CHECK(fault("key,ipcc\na,unmapped\n") == file + ", line 2: classes.bad_category ");
  CHECK(fault("key,ipcc,trees\na,forest,yes\n") == file + ", line 2: classes.bad_trait ");
  CHECK(fault("key,ipcc,colour\na,forest,green\n") == file + ", line 2: classes.bad_colour ");
  CHECK(fault("key,ipcc,group\na,forest,forst\n") == file + ", line 2: classes.bad_group forest");
  CHECK(fault("key,ipcc,rice\na,forest,1\n") == file + ", line 2, a: classes.trait_of_category ");
  CHECK(fault("key,ipcc\npaddy,cropland\n") == file + ", line 2: classes.key_taken ");
  CHECK(fault("key,ipcc\na,forest\na,forest\n") == file + ", line 3: classes.key_taken ");
  CHECK(fault("key,ipcc\n,forest\n") == file + ", line 2: classes.no_key ");
  CHECK_THROWS_AS(read(folder, "key\na\n"), Error);
  CHECK_THROWS_AS(read(folder, "key,ipcc\n"), Error);
}

TEST_CASE("overrides bring the factors of a class of one's own, and only such as the library has of others") {
  const TempFolder folder;
  const std::string pools = poolsOf("tea_terrace");
  const FactorLibrary library =
      withOverrides(folder, pools + "pool.tea_terrace.soil30,40,measured\nn2o.tea_terrace,2,measured\n");
  CHECK(library[library.require("pool.tea_terrace.soil30")].value == 40);
  CHECK(library[library.require("n2o.tea_terrace")].value == 2);
  CHECK(library.classes().traits("tea_terrace").category == LandCategory::cropland);
  CHECK_THROWS_WITH(withOverrides(folder, pools), Catch::Contains("pool.tea_terrace.soil30"));
  const std::string whole = pools + "pool.tea_terrace.soil30,40,measured\n";
  CHECK_THROWS_WITH(withOverrides(folder, whole + "n2oo.tea_terrace,2,measured\n"), Catch::Contains("line 6"));
  CHECK_THROWS_WITH(withOverrides(folder, whole + "n2o.tea_terrasse,2,measured\n"), Catch::Contains("line 6"));
}

TEST_CASE("a lucode of InVEST may be described, and keeps the name of its own table where it has none") {
  const TempFolder folder;
  writeFileWhole(
      folder.path() / "pools.csv",
      "lucode,LULC_Name,c_above,c_below,c_soil,c_dead\n1,Woodland,15,10,60,1\n2,Rice,5,3,20,0\n3,,1,1,1,0\n");
  const FactorLibrary library = FactorLibrary::load(
      "pools.csv", folder.path(), {}, read(folder, "key,ipcc,name_zh,rice\n2,cropland,水稻,1\n1,forest,,\n"));
  const LandClasses& classes = library.classes();
  CHECK(classes.name("1", Language::zh) == "Woodland");
  CHECK(classes.traits("1").category == LandCategory::forest);
  CHECK(classes.name("2", Language::zh) == "水稻");
  CHECK(classes.traits("2").rice);
  CHECK(classes.name("3", Language::zh) == "3");
  CHECK(classes.traits("3").category == LandCategory::unlisted);
}
