// What explains a column of a table.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "geo/base/File.h"
#include "tests/support/Command.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;
using Catch::Contains;
using Json = nlohmann::json;

namespace {

/// Runs `tanhui influence` on a small table with these further arguments.
test::CommandResult influenceOf(const std::vector<std::string>& arguments) {
  const TempFolder folder;
  const std::filesystem::path table = folder.path() / "样点.csv";
  writeFileWhole(table,
                 "y,soil,step,height\n1,x,a,100\n2,y,a,120\n3,y,b,130\n4,y,b,190\n5,z,c,210\n6,z,c,250\n7,z,c,260\n");
  std::vector<std::string> command = {TANHUI_BINARY, "influence", table.string()};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return test::runCommand(command);
}

}  // namespace

TEST_CASE("influence tells q, n and p of every factor and pair, as JSON") {
  const auto done = influenceOf({"--response", "y", "--factors", "soil,step,height", "--classes", "2,3", "--json"});
  INFO(done.err);
  REQUIRE(done.code == 0);
  const Json result = Json::parse(done.out);
  CHECK(result["n"] == 7);
  CHECK(result["single_member_strata"] == "dropped");
  const Json& soil = result["factors"][0];
  CHECK(soil["q"].get<double>() == Approx(0.7714285714));
  CHECK(soil["n"] == 6);
  CHECK(soil["dropped"] == 1);
  CHECK(result["factors"].size() == 2 + 2);  // kinds once, figures in 2 and in 3 classes
  CHECK(result["pairs"].size() == 3);
  CHECK(result["pairs"][0]["type"] == "weaken nonlinear");
  const auto kept = influenceOf({"--response", "y", "--factors", "soil", "--keep-lone", "--json"});
  CHECK(Json::parse(kept.out)["factors"][0]["q"].get<double>() == Approx(0.8571428571));
}

TEST_CASE("influence tells people n beside p, in their language") {
  CHECK_THAT(influenceOf({"--response", "y", "--factors", "step", "--lang", "zh"}).out,
             Contains("7 个单元") && Contains("0.8929") && Contains("不可单凭 p 下结论"));
}

TEST_CASE("influence names what is wrong with a table") {
  const auto refused = [](const std::vector<std::string>& arguments, const std::string& words) {
    const auto done = influenceOf(arguments);
    CHECK(done.code == 2);
    CHECK_THAT(done.err, Contains(words) && Contains("remedy: "));
  };
  refused({"--response", "y", "--factors", "sol"}, "'sol'");
  refused({"--response", "soil", "--factors", "step"}, "line 2");
  refused({"--response", "y", "--factors", "soil", "--kinds", "step"}, "step");
  refused({"--response", "y", "--factors", "height", "--classes", "8,3"}, "8");
  refused({"--response", "y", "--factors", "height", "--kinds", "height"}, "height");  // each unit a kind of its own
  CHECK(influenceOf({"--response", "y", "--factors", "height", "--method", "jenks"}).code == 2);
  CHECK(influenceOf({"--factors", "height"}).code == 2);
}
