#include "geo/carbon/Recipe.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "geo/landclass/ClassTable.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

namespace {

const std::string kBareLibrary =
    "key,value,unit,source\npool.x.veg,10,tC/ha,plots\npool.x.litter,1,tC/ha,plots\n"
    "pool.x.deadwood,0,tC/ha,plots\npool.x.soil30,40,tC/ha,plots\n";

FactorLibrary loadBare(const std::string& more = "") {
  const TempFolder folder;
  std::ofstream(folder.path() / "bare.csv") << kBareLibrary << more;
  return FactorLibrary::load("bare.csv", folder.path(), {});
}

}  // namespace

TEST_CASE("every land class with a soil says what becomes of it, in both libraries") {
  // Water, rock, ice and bare or saline ground have no factor in the guidelines: their soil stays as it was.
  const std::set<std::string> none = {"river", "lake", "reservoir",   "pond",     "ditch",
                                      "bare",  "rock", "saline_sand", "snow_ice", "unmapped"};
  for (const std::string& name : FactorLibrary::builtIn()) {
    const FactorLibrary library = FactorLibrary::load(name, {}, {});
    for (const LandClass& landClass : landClasses()) {
      INFO(name << ": " << landClass.key);
      const ClassRecipe recipe = classRecipe(library, landClass.key, 30);
      CHECK((recipe.soilFlu || recipe.soilOfBefore) != none.contains(landClass.key));
      CHECK_FALSE((recipe.soilFlu && recipe.soilOfBefore));
    }
  }
}

TEST_CASE("lasting vegetation outside forests has the years it takes to establish") {
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  for (const std::string& classKey : library.classKeys()) {
    INFO(classKey);
    const ClassRecipe recipe = classRecipe(library, classKey, 30);
    const bool treesByCurve = classKey.starts_with("forest_");
    if (library[*recipe.veg].value > 0) CHECK(recipe.establishYears.has_value() != treesByCurve);
  }
  CHECK(library[*classRecipe(library, "bamboo", 30).establishYears].value == 8);
  CHECK(library[*classRecipe(library, "paddy", 30).soilFlu].value == 1.35);
  CHECK(library[*classRecipe(library, "marsh", 30).soilFluNew].value == 0.8);
  CHECK(library[*classRecipe(library, "builtup", 30).soilOfBefore].value == 0.8);
}

TEST_CASE("both libraries have every factor of change") {
  for (const std::string& name : FactorLibrary::builtIn()) {
    INFO(name);
    const FactorLibrary library = FactorLibrary::load(name, {}, {});
    const ChangeRecipe recipe = changeRecipe(library);
    for (const MaybeFactor& factor : {recipe.soilReference,      recipe.soilYears,         recipe.deadOrganicYears,
                                      recipe.fullDensity,        recipe.closeRate,         recipe.closeYears,
                                      recipe.products,           recipe.rootsToDeadwood,   recipe.deadwoodHalfLife,
                                      recipe.litterHalfLife,     recipe.sawnwoodHalfLife,  recipe.panelsHalfLife,
                                      recipe.paperHalfLife,      recipe.panelsShare,       recipe.paperShare,
                                      recipe.combustion,         recipe.fireCh4,           recipe.fireN2o,
                                      recipe.fireCarbonFraction, recipe.floodedCarbonLoss, recipe.youngReservoirYears})
      CHECK(factor);
    for (const ChangeRecipe::Measure& measure : recipe.measures) CHECK(measure.soil);
    CHECK(reservoirRecipe(library));
  }
}

TEST_CASE("measures on cropland are found by name, and some bring organic matter into a paddy") {
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  const ChangeRecipe recipe = changeRecipe(library);
  const auto key = [&](FactorIndex index) { return library[index].key; };
  REQUIRE(recipe.measure("straw_return"));
  CHECK(key(*recipe.measure("straw_return")->soil) == "soc.management.straw_return");
  CHECK(key(recipe.measure("straw_return")->paddy->conversion) == "rice.cfoa.straw_long");
  CHECK(key(recipe.measure("manure")->paddy->conversion) == "rice.cfoa.fym");
  CHECK(key(recipe.measure("green_manure")->paddy->rate) == "rice.rate.green_manure");
  CHECK_FALSE(recipe.measure("no_till")->paddy);
  CHECK(recipe.measure("prayer") == nullptr);
}

TEST_CASE("rice factors are those of the practice, and a word that the library lacks is named") {
  const FactorLibrary library = FactorLibrary::load("chongqing", {}, {});
  RicePractice practice;
  practice.water = "single";
  practice.preseason = "flooded30";
  const RiceRecipe recipe = riceRecipe(library, practice);
  CHECK(library[recipe.water].value == 0.71);
  CHECK(library[recipe.preseason].value == 2.41);
  practice.water = "sinlge";
  CHECK_THROWS_WITH(riceRecipe(library, practice), Catch::Contains("rice.sfw.sinlge"));
  for (const char* water : {"cont", "single", "multiple", "rainfed", "drought", "deep", "upland", "unknown"})
    CHECK(library.find(std::string("rice.sfw.") + water));
  for (const char* preseason : {"lt180", "gt180", "flooded30", "gt365", "unknown"})
    CHECK(library.find(std::string("rice.sfp.") + preseason));
}

TEST_CASE("a library without factors of change is no error until one is asked for") {
  const FactorLibrary library = loadBare();
  const ChangeRecipe recipe = changeRecipe(library);
  CHECK_FALSE(recipe.closeRate);
  CHECK_FALSE(recipe.measure("manure")->soil);
  CHECK_FALSE(reservoirRecipe(library));
  CHECK_FALSE(classRecipe(library, "x", 30).soilFlu);
  CHECK_THROWS_WITH(riceRecipe(library, {}), Catch::Contains("rice.efc"));
  CHECK_THROWS_WITH(library.require("close.rate"), Catch::Contains("close.rate"));
  // A user's own rows are found like the built-in ones.
  CHECK(classRecipe(loadBare("soc.x.flu,0.9,ratio,plots\n"), "x", 30).soilFlu);
}
