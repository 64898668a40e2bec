// Nothing of the user's is lost: outputs that would replace inputs or other files.
#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "tests/cli/County.h"

using namespace tanhui;
using namespace tanhui::test;
namespace fs = std::filesystem;

namespace {

/// A county whose zones are called as the outputs are, with the output folder among the inputs.
struct Trap : County {
  Trap() {
    replace("region = \"乡镇.gpkg\"", "region = \"zones.gpkg\"");
    replace("source = \"乡镇.gpkg\"", "source = \"zones.gpkg\"");
    write();
    fs::rename(path() / "乡镇.gpkg", path() / "zones.gpkg");
    before = sha256File(path() / "zones.gpkg");
  }
  CommandResult verb(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin() + 1, project().string());
    return runTanhui(std::move(arguments));
  }
  void requireKept(const CommandResult& result) const {
    INFO(result.err);
    CHECK(result.code == 2);
    CHECK_THAT(result.err, Catch::Contains("replace its own input") && Catch::Contains("remedy: "));
    CHECK(sha256File(path() / "zones.gpkg") == before);
    CHECK_FALSE(fs::exists(path() / "stock.tif"));
    CHECK_FALSE(fs::exists(path() / ".tanhui"));
  }
  std::string before;
};

}  // namespace

TEST_CASE("a run does not replace its inputs, by whatever way its output folder is named") {
  const Trap trap;
  fs::create_directory_symlink(trap.path(), trap.path() / "way");
  for (const std::string& out : {trap.path().string(), (trap.path() / "way").string(), trap.path().string() + "/way/."})
    for (const bool overwrite : {false, true}) {
      std::vector<std::string> arguments = {"run", "--out", out};
      if (overwrite) arguments.push_back("--overwrite");
      trap.requireKept(trap.verb(arguments));
    }
  fs::create_directory(trap.path() / "links");
  fs::create_hard_link(trap.path() / "zones.gpkg", trap.path() / "links" / "zones.gpkg");
  trap.requireKept(trap.verb({"run", "--out", (trap.path() / "links").string()}));
}

TEST_CASE("check tells of outputs over inputs, beside other faults") {
  Trap trap;
  trap.replace("DLBM\", table = \"sandiao\" }\nspecies", "NONE\", table = \"sandiao\" }\nspecies");
  trap.projectText += "\n[output]\nfolder = \".\"\n";
  writeText(trap.project(), trap.projectText);
  const CommandResult result = trap.verb({"check"});
  trap.requireKept(result);
  CHECK_THAT(result.err, Catch::Contains("NONE"));
}

TEST_CASE("a file that no run wrote is kept until its owner says otherwise") {
  County county;
  fs::create_directories(county.out() / "tables");
  writeText(county.out() / "report.html", "my own page");
  writeText(county.out() / "tables" / "zones.csv", "my own table");
  const CommandResult refused = county.run();
  INFO(refused.err);
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err,
             Catch::Contains("report.html") && Catch::Contains("zones.csv") && Catch::Contains("--overwrite"));
  CHECK(county.results() == std::set<std::string>{"report.html", "tables/zones.csv"});
  CHECK(readFile(county.out() / "report.html") == "my own page");
  CHECK(county.run("check").code == 2);

  CHECK(county.run("run", {"--overwrite"}).code == 0);
  CHECK(readFile(county.out() / "report.html") != "my own page");
  CHECK(county.run().code == 0);  // by now they are a run's
}

TEST_CASE("[output] overwrite says the same as --overwrite") {
  County county;
  county.projectText += "\n[output]\noverwrite = true\n";
  fs::create_directories(county.out());
  writeText(county.out() / "stock.tif", "mine");
  CHECK(county.run().code == 0);
}

TEST_CASE("zonal and rasterize replace neither an input nor what belongs to one, nor a device") {
  County county;
  county.write();
  REQUIRE(county.run().code == 0);
  const fs::path raster = county.out() / "stock.tif", zones = county.path() / "乡镇.gpkg";
  fs::create_hard_link(zones, county.path() / "other name.gpkg");
  fs::create_symlink(raster, county.path() / "link.tif");
  const std::string zonesBefore = sha256File(zones), rasterBefore = sha256File(raster);
  for (const fs::path& target : {zones, county.path() / "other name.gpkg"}) {
    const CommandResult result =
        runTanhui({"zonal", raster.string(), zones.string(), "-o", target.string(), "--stats", "mean"});
    INFO(result.err);
    CHECK(result.code == 2);
  }
  for (const fs::path& target : {raster, county.path() / "link.tif"}) {
    const CommandResult result = runTanhui({"rasterize", zones.string(), raster.string(), "-o", target.string()});
    INFO(result.err);
    CHECK(result.code == 2);
  }
  CHECK(sha256File(zones) == zonesBefore);
  CHECK(sha256File(raster) == rasterBefore);
  CHECK(runTanhui({"rasterize", zones.string(), raster.string(), "-o", "/dev/null"}).code == 1);
  CHECK(fs::is_character_file("/dev/null"));
}

TEST_CASE("two writers of one target both end well, and the file is one of them") {
  County county;
  county.write();
  REQUIRE(county.run().code == 0);
  const std::string raster = (county.out() / "stock.tif").string(), zones = (county.path() / "乡镇.gpkg").string();
  const fs::path target = county.path() / "twice.gpkg", alone = county.path() / "alone.gpkg";
  const std::vector<std::string> command = {TANHUI_BINARY, "zonal", raster, zones, "-o"};
  const auto with = [&](const fs::path& file) {
    std::vector<std::string> all = command;
    all.push_back(file.string());
    return all;
  };
  REQUIRE(runCommand(with(alone)).code == 0);
  for (int i = 0; i < 5; ++i) {
    Process first(with(target)), second(with(target));
    CHECK(first.finish().code == 0);
    CHECK(second.finish().code == 0);
    CHECK(fs::file_size(target) == fs::file_size(alone));
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(county.path()))
    CHECK_FALSE(entry.path().filename().string().starts_with("."));
}
