#include "geo/base/PartFile.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

std::ptrdiff_t entries(const fs::path& folder) { return std::distance(fs::directory_iterator(folder), {}); }

void put(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

}  // namespace

TEST_CASE("a file under construction has its final name in a folder of its own, and comes whole") {
  const TempFolder folder;
  const fs::path target = folder.path() / "图.tif";
  put(target, "old");
  {
    PartFile part(target);
    CHECK(part.path().filename() == target.filename());
    put(part.path(), "new");
    put(part.path().string() + ".aux.xml", "a side file of some driver");
    CHECK(readFile(target) == "old");
    part.commit();
    CHECK(readFile(target) == "new");
  }
  CHECK(entries(folder.path()) == 1);
  { const PartFile givenUp(target); }
  CHECK(readFile(target) == "new");
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("writers of one target never meet: each file is one writer's") {
  const TempFolder folder;
  const fs::path target = folder.path() / "zones.csv";
  {
    std::vector<std::jthread> writers;
    for (char name = 'a'; name < 'i'; ++name)
      writers.emplace_back([&, name] {
        for (int i = 0; i < 20; ++i) writeFileWhole(target, std::string(20'000, name));
      });
  }
  const std::string text = readFile(target);
  CHECK(text == std::string(20'000, text[0]));
  CHECK(entries(folder.path()) == 1);
}

TEST_CASE("what a killed writer left goes with the next one, what a living one writes does not") {
  const TempFolder folder;
  const fs::path target = folder.path() / "out.gpkg";
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const PartFile part(target);
    put(part.path(), "half");
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  REQUIRE(entries(folder.path()) == 1);
  PartFile living(target);
  CHECK(entries(folder.path()) == 1);
  put(living.path(), "whole");
  writeFileWhole(target, "another");
  living.commit();
  CHECK(readFile(target) == "whole");
}

TEST_CASE("folders and devices are no files to replace, and a link stays a link") {
  const TempFolder folder;
  fs::create_directory(folder.path() / "folder");
  ::mkfifo((folder.path() / "pipe").c_str(), 0600);
  for (const fs::path& target : {folder.path() / "folder", folder.path() / "pipe", fs::path("/dev/null")}) {
    CAPTURE(target);
    CHECK_THROWS_AS(writeFileWhole(target, "x"), Error);
    CHECK_FALSE(fs::is_regular_file(target));
  }
  fs::create_directory(folder.path() / "behind");
  put(folder.path() / "behind" / "real.csv", "old");
  fs::create_symlink(folder.path() / "behind" / "real.csv", folder.path() / "link.csv");
  writeFileWhole(folder.path() / "link.csv", "new");
  CHECK(fs::is_symlink(folder.path() / "link.csv"));
  CHECK(readFile(folder.path() / "behind" / "real.csv") == "new");
  CHECK(entries(folder.path() / "behind") == 1);
}

TEST_CASE("a name as long as a file system takes, and a relative one, can be written") {
  const TempFolder folder;
  std::string name;
  for (int i = 0; i < 83; ++i) name += "长";
  writeFileWhole(folder.path() / (name + ".csv"), "x");
  CHECK(readFile(folder.path() / (name + ".csv")) == "x");
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  writeFileWhole("here.csv", "y");
  fs::current_path(before);
  CHECK(readFile(folder.path() / "here.csv") == "y");
}
