#include "geo/carbon/detail/InvestPools.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "geo/base/Error.h"
#include "geo/carbon/StratumAccount.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;

namespace {

const std::string kTable =
    "LULC_name,lucode,c_above,c_below,c_soil,c_dead\n"
    "forest,1,15,10,60,1\nshrub,2.0,5,3,20,0\n\"rice, two crops\",30,2,1,5,0\n";

FactorLibrary loadInvest(const std::string& text, const TempFolder& folder) {
  std::ofstream(folder.path() / "碳库.csv") << text;
  return FactorLibrary::load("碳库.csv", folder.path(), {});
}

}  // namespace

TEST_CASE("an InVEST pools table is taken as it is") {
  // Pools of natcap/invest, tests/test_carbon.py.
  const TempFolder folder;
  const FactorLibrary library = loadInvest(kTable, folder);
  CHECK(library.invest());
  CHECK(library.classKeys() == std::vector<std::string>{"1", "2", "30"});
  const StratumAccountant accountant(library, {});
  const StratumCarbon forest = accountant.carbonOf({.classKey = "1", .species = ""});
  CHECK(forest.value.stock == std::array<double, kPools>{15, 10, 1, 0, 60});
  CHECK(forest.value.total() == 86);
  CHECK(forest.value.flux() == 0);
  CHECK(forest.value.nonCo2 == 0);
  CHECK(forest.sensitivities.empty());
  CHECK(forest.factors.size() == 4);
  CHECK(accountant.carbonOf({.classKey = "2", .species = ""}).value.total() == 28);
  const Factor& soil = library[library.require("pool.30.soil")];
  CHECK(soil.nameEn == "rice, two crops: soil");
  CHECK(soil.grade == "user");
  CHECK(soil.source == "碳库.csv");
  CHECK(soil.se == 0);
}

TEST_CASE("the columns of an InVEST table may be in any order and case") {
  const TempFolder folder;
  const FactorLibrary library = loadInvest("C_dead,C_SOIL,c_above,Lucode,c_below\n1,60,15,7,10\n", folder);
  CHECK(library[library.require("pool.7.above")].value == 15);
  CHECK(library[library.require("pool.7.deadwood")].value == 1);
}

TEST_CASE("InVEST's older header: LULC for the code, names, no dead matter, as Excel saves it") {
  const TempFolder folder;
  const FactorLibrary library =
      loadInvest("LULC;LULC_Name;C_above;C_below;C_soil\r1;常绿阔叶林;15,5;10;60\r2;;5;3;20\r", folder);
  CHECK(library.classes().name("1", Language::en) == "常绿阔叶林");
  CHECK(library.classes().name("2", Language::zh) == "2");
  CHECK(library.classes().name("3", Language::zh) == "3");
  CHECK(library[library.require("pool.1.above")].value == 15.5);
  CHECK(library[library.require("pool.1.deadwood")].value == 0);
  REQUIRE(library.remarks().size() == 1);
  CHECK(library.remarks()[0].what.id == "carbon.no_dead_pool");
  CHECK(loadInvest(kTable, folder).remarks().empty());
}

TEST_CASE("a land cover code that the InVEST table lacks is named") {
  const TempFolder folder;
  const FactorLibrary library = loadInvest(kTable, folder);
  const StratumAccountant accountant(library, {});
  CHECK_THROWS_WITH(accountant.carbonOf({.classKey = "200", .species = ""}), Catch::Contains("200"));
}

TEST_CASE("faults of an InVEST table name their line") {
  const TempFolder folder;
  const std::string header = "lucode,c_above,c_below,c_soil,c_dead\n";
  CHECK_THROWS_WITH(loadInvest(header + "1,1,1,1,1\n1.0,2,2,2,2\n", folder), Catch::Contains("line 3"));
  CHECK_THROWS_WITH(loadInvest(header + "1,1,-1,1,1\n", folder), Catch::Contains("c_below"));
  CHECK_THROWS_WITH(loadInvest(header + "1,1,,1,1\n", folder), Catch::Contains("c_below"));
  CHECK_THROWS_WITH(loadInvest(header + "7,1,1e308,1,1\n", folder),
                    Catch::Contains("line 2, 7") && Catch::Contains("c_below"));
  CHECK_THROWS_AS(loadInvest(header, folder), Error);
}
