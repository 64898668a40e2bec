#include "geo/run/WorkFolder.h"

#include <map>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

OutputPlaces places(const fs::path& output, bool overwrite = false) { return {output, {}, overwrite}; }

void put(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  writeFileWhole(path, text);
}

using Files = std::map<std::string, std::string>;

/// Files of a finished run below a folder, with the run.json that lists them.
void putRun(const fs::path& folder, const Files& files) {
  nlohmann::json outputs = nlohmann::json::array();
  for (const auto& [name, text] : files) {
    put(folder / name, text);
    outputs.push_back({{"path", name}, {"bytes", text.size()}, {"sha256", sha256(text)}});
  }
  put(folder / kRunJson,
      nlohmann::json{{"program", "tanhui"}, {"version", "1"}, {"inputs", nlohmann::json::array()}, {"outputs", outputs}}
          .dump());
}

Files filesBelow(const fs::path& folder) {
  Files files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file() && entry.path().filename() != kRunJson && entry.path().filename() != "lock")
      files[fs::relative(entry.path(), folder).string()] = readFile(entry.path());
  return files;
}

}  // namespace

TEST_CASE("publishing moves the staged files and leaves nothing else behind") {
  const TempFolder folder;
  const fs::path out = folder.path() / "输出";
  WorkFolder work(places(out));
  put(work.stage() / "stock.tif", "map");
  put(work.stage() / "tables" / "totals.csv", "table");
  CHECK_FALSE(fs::exists(out / "stock.tif"));
  const std::vector<fs::path> placed = work.publish();
  CHECK(placed == std::vector<fs::path>{out / "stock.tif", out / "tables" / "totals.csv"});
  CHECK(readFile(out / "tables" / "totals.csv") == "table");
  CHECK_FALSE(fs::exists(work.path()));
}

TEST_CASE("publishing may be killed between any two steps: the next run in the folder ends it") {
  const Files before = {{"flux.tif", "old flux"}, {"stock.tif", "old stock"}, {"tables/totals.csv", "old table"}};
  const Files after = {{"class.tif", "new"}, {"stock.tif", "new stock"}, {"tables/zones.csv", "new zones"}};
  for (std::size_t moved = 0; moved <= after.size() + 1; ++moved) {
    CAPTURE(moved);
    const TempFolder folder;
    putRun(folder.path(), before);
    const fs::path ready = WorkFolder::readyOf(folder.path());
    putRun(ready, after);
    put(ready.parent_path() / "journal", "tiles");
    std::size_t step = 0;
    for (const auto& [name, text] : after)
      if (step++ < moved) {
        fs::create_directories((folder.path() / name).parent_path());
        fs::rename(ready / name, folder.path() / name);
      }
    if (moved > after.size()) {  // all is done but the tidying up
      for (const auto& [name, text] : before)
        if (!after.contains(name)) fs::remove(folder.path() / name);
      fs::rename(ready / kRunJson, folder.path() / kRunJson);
    }
    {
      WorkFolder next(places(folder.path()));
      CHECK_FALSE(fs::exists(ready));
      CHECK(fs::exists(next.path() / "journal"));  // for a run that resumes
      next.discard();
    }
    CHECK(filesBelow(folder.path()) == after);
    REQUIRE(readRunJson(folder.path()));
    CHECK(readRunJson(folder.path())->outputs.size() == after.size());
  }
}

TEST_CASE("an output folder serves one run at a time, by whatever way it is reached") {
  const TempFolder folder;
  const fs::path out = folder.path() / "out", link = folder.path() / "link";
  {
    const WorkFolder work(places(out));
    fs::create_directory_symlink(out, link);
    CHECK_THROWS_WITH(WorkFolder(places(out)), Catch::Contains("another run"));
    CHECK_THROWS_WITH(WorkFolder(places(link)), Catch::Contains("another run"));
  }
  CHECK_NOTHROW(WorkFolder(places(link)));
}

TEST_CASE("what a failed run staged is gone for the next") {
  const TempFolder folder;
  {
    const WorkFolder work(places(folder.path()));
    put(work.stage() / "stock.tif", "half");
  }
  WorkFolder work(places(folder.path()));
  CHECK(work.publish().empty());
  CHECK_FALSE(fs::exists(folder.path() / "stock.tif"));
}

TEST_CASE("a path that cannot become a folder is an error of the work, and so is a work folder that is a link") {
  const TempFolder folder;
  const auto kindOf = [](const fs::path& output) {
    try {
      const WorkFolder work(places(output));
    } catch (const Error& error) {
      return error.kind();
    }
    FAIL("no error");
    return ErrorKind::project;
  };
  put(folder.path() / "file", "");
  CHECK(kindOf(folder.path() / "file" / "out") == ErrorKind::work);
  put(folder.path() / "mine" / "stage" / "thesis.docx", "years of work");
  fs::create_directory(folder.path() / "out");
  fs::create_directory_symlink(folder.path() / "mine", folder.path() / "out" / ".tanhui");
  CHECK(kindOf(folder.path() / "out") == ErrorKind::work);
  fs::remove(folder.path() / "out" / ".tanhui");
  fs::create_directory(folder.path() / "out" / ".tanhui");
  fs::create_symlink(folder.path() / "mine" / "stage" / "thesis.docx", folder.path() / "out" / ".tanhui" / "journal");
  CHECK(kindOf(folder.path() / "out") == ErrorKind::work);
  CHECK(readFile(folder.path() / "mine" / "stage" / "thesis.docx") == "years of work");
}
