// Too little disk or memory is an error with a remedy, at whatever point it runs out; never a signal, never a file that
// looks whole and is not.
#include <signal.h>

#include <map>

#include <catch2/catch.hpp>

#include "geo/base/File.h"
#include "tests/cli/County.h"

using namespace tanhui;
using namespace tanhui::test;
namespace fs = std::filesystem;

namespace {

void requireTold(const CommandResult& result) {
  INFO(result.err);
  REQUIRE(result.code == 1);
  REQUIRE_THAT(result.err, Catch::Contains("error: ") && Catch::Contains("\nremedy: "));
}

}  // namespace

TEST_CASE("a run whose files may not grow tells so, or ends with whole files") {
  County county;
  county.plan();
  county.write();
  const auto hashes = [&] {
    std::map<std::string, std::string> all;
    for (const std::string& name : county.results())
      if (name != "run.json") all[name] = sha256File(county.out() / name);
    return all;
  };
  REQUIRE(runTanhui({"run", county.project().string()}).code == 0);
  const auto whole = hashes();
  fs::remove_all(county.out());
  bool failed = false, done = false;
  for (unsigned long bytes = 512; bytes < 4'000'000; bytes = bytes * 7 / 4) {
    CAPTURE(bytes);
    const CommandResult result = runTanhui({"run", county.project().string()}, {.fileBytes = bytes});
    if (result.code == 0) {
      CHECK(hashes() == whole);
      fs::remove_all(county.out());
      done = true;
    } else {
      requireTold(result);
      CHECK(county.results().empty());
      failed = true;
    }
  }
  CHECK(failed);
  CHECK(done);
}

TEST_CASE("zonal and rasterize whose files may not grow tell so, or end with whole files") {
  County county;
  REQUIRE(county.run().code == 0);
  const std::string raster = (county.out() / "stock.tif").string(), zones = (county.path() / "乡镇.gpkg").string();
  for (const std::string name : {"t.gpkg", "t.csv", "t.geojson", "t.fgb", "t.tif"}) {
    CAPTURE(name);
    const fs::path target = county.path() / name;
    const std::vector<std::string> command =
        name == "t.tif" ? std::vector<std::string>{"rasterize", zones, raster, "--by", "name", "-o", target.string()}
                        : std::vector<std::string>{"zonal", raster, zones, "-o", target.string()};
    REQUIRE(runTanhui(command).code == 0);
    const auto size = fs::file_size(target);
    for (const auto part : {0.01, 0.3, 0.6, 0.9, 0.99}) {
      fs::remove(target);
      const auto bytes = static_cast<unsigned long>(static_cast<double>(size) * part);
      CAPTURE(bytes);
      const CommandResult result = runTanhui(command, {.fileBytes = std::max(bytes, 1UL)});
      requireTold(result);
      CHECK_FALSE(fs::exists(target));
    }
  }
}

TEST_CASE("too little memory is told, whatever it is that asks for more") {
  County county;
  county.plan();
  county.write();
  bool failed = false;
  for (unsigned long megabytes = 60; megabytes < 1000; megabytes = megabytes * 5 / 4) {
    CAPTURE(megabytes);
    const CommandResult result =
        runTanhui({"run", county.project().string(), "--threads", "2"}, {.memory = megabytes * 1024 * 1024});
    INFO(result.err);
    REQUIRE(result.code < 128);
    if (result.code == 127) continue;  // too little even for the program's libraries
    if (result.code == 0) break;
    requireTold(result);
    CHECK(county.results().empty());
    failed = true;
  }
  CHECK(failed);
}
