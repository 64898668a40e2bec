#include "geo/carbon/FactorLibrary.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <fstream>
#include <set>

#include "geo/landclass/ClassTable.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

namespace {

FactorLibrary builtIn(const std::string& name) { return FactorLibrary::load(name, {}, {}); }

std::filesystem::path write(const TempFolder& folder, const std::string& name, const std::string& text) {
  std::ofstream(folder.path() / name) << text;
  return folder.path() / name;
}

const std::string kHeader = "key,value,low,high,unit,source,grade\n";
const std::string kOneClass =
    "pool.x.veg,10,5,15,tC/ha,plots,read\npool.x.litter,1,,,tC/ha,plots,read\n"
    "pool.x.deadwood,0,0,0,tC/ha,plots,judgement\npool.x.soil30,40,30,60,tC/ha,plots,derived\n";

FactorLibrary loadText(const std::string& text) {
  const TempFolder folder;
  write(folder, "库.csv", text);
  return FactorLibrary::load("库.csv", folder.path(), {});
}

}  // namespace

TEST_CASE("every built-in factor has names, unit, source, edition and grade, and lies in its range") {
  for (const std::string& name : FactorLibrary::builtIn()) {
    const FactorLibrary library = builtIn(name);
    REQUIRE(library.all().size() > 250);
    for (const Factor& f : library.all()) {
      INFO(name << ": " << f.key);
      CHECK(!f.nameEn.empty());
      CHECK(!f.nameZh.empty());
      CHECK(!f.unit.empty());
      CHECK(!f.source.empty());
      CHECK(!f.edition.empty());
      CHECK(std::set<std::string>{"read", "recalled", "derived", "judgement"}.contains(f.grade));
      CHECK(f.low.has_value() == f.high.has_value());
      if (f.low) CHECK((*f.low <= f.value && f.value <= *f.high));
      const double widthInSe = f.distribution == "uniform" ? 0.95 * std::sqrt(12) : 3.92;
      if (f.low) CHECK(f.se == Approx((*f.high - *f.low) / widthInSe));
      CHECK((f.distribution == "none") == (f.se == 0));
    }
  }
}

TEST_CASE("every land class has its pools and yearly changes in both libraries") {
  for (const std::string& name : FactorLibrary::builtIn()) {
    const FactorLibrary library = builtIn(name);
    for (const LandClass& landClass : landClasses()) {
      if (landClass.key == "unmapped") continue;
      INFO(name << ": " << landClass.key);
      for (const char* pool : {".veg", ".litter", ".deadwood", ".soil30"})
        CHECK(library.find("pool." + landClass.key + pool));
      CHECK(library.find("rs." + landClass.key));
      CHECK(library.find("flux." + landClass.key + ".biomass"));
      CHECK(library.find("flux." + landClass.key + ".soil"));
    }
    for (const char* set : {"AR4", "AR5", "AR6"}) CHECK(library.find(std::string("gwp.") + set + ".ch4"));
  }
}

TEST_CASE("a pool to one metre never holds less than its upper part") {
  const FactorLibrary library = builtIn("chongqing");
  for (const std::string& classKey : library.classKeys())
    if (const auto deep = library.find("pool." + classKey + ".soil100"))
      CHECK(library[*deep].value >= library[library.require("pool." + classKey + ".soil30")].value);
}

TEST_CASE("the standard error comes from the 95 % range") {
  const FactorLibrary library = loadText(kHeader + kOneClass);
  CHECK(library[library.require("pool.x.veg")].se == Approx(10 / 3.92));
  CHECK(library[library.require("pool.x.litter")].se == 0);
  CHECK(library.classKeys() == std::vector<std::string>{"x"});
}

TEST_CASE("an unknown factor is named with its neighbours") {
  const FactorLibrary library = builtIn("chongqing");
  try {
    library.require("pool.pady.soil30");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK_THAT(error.what(), Catch::Contains("pool.pady.soil30"));
    CHECK_THAT(text(error.remedy(), Language::en), Catch::Contains("pool.paddy.soil30"));
    CHECK(error.kind() == ErrorKind::project);
  }
}

TEST_CASE("faults of a library name file and line") {
  CHECK_THROWS_WITH(loadText(kHeader + "pool.x.veg,10,12,15,tC/ha,plots,read\n"), Catch::Contains("line 2"));
  CHECK_THROWS_WITH(loadText(kHeader + "pool.x.veg,10,5,,tC/ha,plots,read\n"), Catch::Contains("line 2"));
  CHECK_THROWS_WITH(loadText(kHeader + "pool.x.veg,ten,,,tC/ha,plots,read\n"), Catch::Contains("ten"));
  CHECK_THROWS_WITH(loadText(kHeader + "pool.x.veg,10,,,tC/ha,,read\n"), Catch::Contains("source"));
  CHECK_THROWS_WITH(loadText(kHeader + "pool.x.veg,10,,,tC/ha,plots,sure\n"), Catch::Contains("sure"));
  CHECK_THROWS_WITH(loadText(kHeader + ",10,,,tC/ha,plots,read\n"), Catch::Contains("key"));
  CHECK_THROWS_WITH(loadText(kHeader + kOneClass + "pool.x.veg,1,,,tC/ha,plots,read\n"), Catch::Contains("twice"));
  CHECK_THROWS_WITH(loadText(kHeader + "pool.x.veg,1,,,tC/ha,plots,read\n"), Catch::Contains("pool.x.litter"));
  CHECK_THROWS_WITH(loadText("name,value\na,1\n"), Catch::Contains("key"));
  CHECK_THROWS_AS(FactorLibrary::load("没有.csv", "/nowhere", {}), Error);
}

TEST_CASE("figures that no factor can have name line and key, in the library and in overrides") {
  const auto row = [](const std::string& value) { return "pool.x.veg," + value + ",,,tC/ha,plots,read\n"; };
  for (const std::string value : {"1e308", "-1e10", "nan", "inf", "-5", "\"1,234.5\"", "１２"}) {
    CAPTURE(value);
    CHECK_THROWS_WITH(loadText(kHeader + row(value)), Catch::Contains("line 2") && Catch::Contains("pool.x.veg"));
    const TempFolder folder;
    write(folder, "库.csv", kHeader + kOneClass);
    const auto file = write(folder, "改.csv", "key,value\npool.x.litter,2\npool.x.veg," + value + "\n");
    CHECK_THROWS_WITH(FactorLibrary::load("库.csv", folder.path(), file),
                      Catch::Contains("line 3") && Catch::Contains("pool.x.veg"));
  }
  CHECK_THROWS_WITH(loadText(kHeader + "pool.x.veg,1,-2,4,tC/ha,plots,read\n"), Catch::Contains("negative"));
  CHECK_THROWS_WITH(loadText(kHeader + kOneClass + "pool.x.veg,1,,,tC/ha,plots,read\n"), Catch::Contains("line 6"));
  CHECK_THROWS_AS(builtIn("chongqing").withValues({{"pool.paddy.soil30", -1}}), Error);
}

TEST_CASE("a key that overrides twice is an error, not the last of the two") {
  const TempFolder folder;
  const auto file = write(folder, "改.csv", "key,value\npool.paddy.soil30,40\npool.paddy.soil30,50\n");
  CHECK_THROWS_WITH(FactorLibrary::load("chongqing", folder.path(), file),
                    Catch::Contains("line 3") && Catch::Contains("twice"));
}

TEST_CASE("the user's figures go over the library's") {
  const TempFolder folder;
  write(folder, "local.csv",
        "key,value,low,high,source\npool.paddy.soil30,44,40,48,样地调查 2024\npool.pond.soil30,5,,,guess\n"
        "pool.bamboo.veg,16.1,,,\n");
  const FactorLibrary library = FactorLibrary::load("chongqing", folder.path(), "local.csv");
  const Factor& soil = library[library.require("pool.paddy.soil30")];
  CHECK(soil.value == 44);
  CHECK(soil.se == Approx(8 / 3.92));
  CHECK(soil.source == "样地调查 2024");
  CHECK(soil.grade == "user");
  CHECK(soil.unit == "tC/ha");
  // Without a range, the relative width stays; where there was no value to relate to, none is made up.
  const FactorLibrary plain = builtIn("chongqing");
  const Factor& before = plain[plain.require("pool.bamboo.veg")];
  const Factor& bamboo = library[library.require("pool.bamboo.veg")];
  CHECK(bamboo.se / bamboo.value == Approx(before.se / before.value));
  CHECK(*bamboo.high == Approx(*before.high * 16.1 / before.value));
  CHECK_THAT(bamboo.source, Catch::Contains("local.csv"));
  CHECK(library[library.require("pool.pond.soil30")].se == 0);
}

TEST_CASE("an override of an unknown factor is an error with its line") {
  const TempFolder folder;
  write(folder, "local.csv", "key,value\npool.paddy.soil30,40\npool.pady.soil30,40\n");
  CHECK_THROWS_WITH(FactorLibrary::load("chongqing", folder.path(), "local.csv"), Catch::Contains("line 3"));
}
