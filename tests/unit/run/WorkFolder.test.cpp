#include "geo/run/WorkFolder.h"

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;
namespace fs = std::filesystem;

TEST_CASE("publishing moves the staged files and leaves nothing else behind") {
  const TempFolder folder;
  const fs::path out = folder.path() / "输出";
  WorkFolder work(out);
  fs::create_directories(work.stage() / "tables");
  writeFileWhole(work.stage() / "stock.tif", "map");
  writeFileWhole(work.stage() / "tables" / "totals.csv", "table");
  CHECK_FALSE(fs::exists(out / "stock.tif"));
  const std::vector<fs::path> places = work.publish();
  CHECK(places == std::vector<fs::path>{out / "stock.tif", out / "tables" / "totals.csv"});
  CHECK(readFile(out / "tables" / "totals.csv") == "table");
  CHECK_FALSE(fs::exists(work.path()));
}

TEST_CASE("an output folder serves one run at a time") {
  const TempFolder folder;
  {
    const WorkFolder work(folder.path());
    CHECK_THROWS_WITH(WorkFolder(folder.path()), Catch::Contains("another run"));
  }
  CHECK_NOTHROW(WorkFolder(folder.path()));
}

TEST_CASE("what a failed run staged is gone for the next") {
  const TempFolder folder;
  {
    const WorkFolder work(folder.path());
    writeFileWhole(work.stage() / "stock.tif", "half");
  }
  WorkFolder work(folder.path());
  CHECK(work.publish().empty());
  CHECK_FALSE(fs::exists(folder.path() / "stock.tif"));
}

TEST_CASE("a path that cannot become a folder is an error of the work") {
  const TempFolder folder;
  writeFileWhole(folder.path() / "file", "");
  try {
    const WorkFolder work(folder.path() / "file" / "out");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::work);
  }
}
