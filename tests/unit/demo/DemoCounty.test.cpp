#include "datasets/demo/DemoCounty.h"

#include <catch2/catch.hpp>

#include <ctime>
#include <map>
#include <regex>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

std::map<std::string, std::string> hashes(const fs::path& folder) {
  std::map<std::string, std::string> all;
  for (const auto& entry : fs::directory_iterator(folder)) all[entry.path().filename()] = sha256File(entry.path());
  return all;
}

}  // namespace

TEST_CASE("two counties are the same to the byte, made soon, small, and say that they are made up") {
  const TempFolder folder;
  const std::clock_t start = std::clock();
  const fs::path project = makeDemoCounty(folder.path() / "甲 一");
  CHECK(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC < 20);
  const auto first = hashes(project.parent_path());

  // Again over what is there, as after a run that was killed before its end.
  fs::remove(project);
  CHECK(makeDemoCounty(project.parent_path()) == project);
  CHECK(hashes(project.parent_path()) == first);

  std::uintmax_t bytes = 0;
  for (const auto& entry : fs::directory_iterator(project.parent_path())) bytes += entry.file_size();
  CHECK(bytes < 60'000'000);

  const std::string toml = readFile(project);
  CHECK(toml.find("synthetic = true") != std::string::npos);
  const std::regex source("(?:source|region|table) = \"([^\"]+\\.[a-z]+)\"");
  int sources = 0;
  for (std::sregex_iterator it(toml.begin(), toml.end(), source), end; it != end; ++it, ++sources)
    CHECK(fs::exists(project.parent_path() / it->str(1)));
  CHECK(sources >= 10);
  CHECK(readFile(project.parent_path() / "说明.txt").find("synthetic") != std::string::npos);
}

TEST_CASE("a folder that cannot be made is an error of the work") {
  const TempFolder folder;
  writeFileWhole(folder.path() / "file", "x");
  try {
    makeDemoCounty(folder.path() / "file" / "county");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::work);
    CHECK(error.where().find("county") != std::string::npos);
  }
}
