#include "geo/base/File.h"

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "tests/support/TempFolder.h"

using namespace tanhui;
namespace fs = std::filesystem;

TEST_CASE("SHA-256 of the standard's examples") {
  // FIPS 180-4 examples.
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST_CASE("a file's hash is that of its bytes, block by block") {
  const TempFolder folder;
  const std::string bytes(3'000'000, 'x');
  writeFileWhole(folder.path() / "f", bytes);
  CHECK(sha256File(folder.path() / "f") == sha256(bytes));
}

TEST_CASE("writing replaces the file whole, and a failed write leaves it as it was") {
  const TempFolder folder;
  const fs::path file = folder.path() / "表.csv";
  writeFileWhole(file, "old");
  writeFileWhole(file, "new");
  CHECK(readFile(file) == "new");
  CHECK(fs::file_size(file) == 3);
  CHECK_THROWS_AS(writeFileWhole(folder.path() / "missing" / "f", "x"), Error);
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("reading a folder or a missing file is an error with a remedy") {
  const TempFolder folder;
  CHECK_THROWS_WITH(readFile(folder.path()), Catch::Contains("folder"));
  CHECK_THROWS_WITH(readFile(folder.path() / "none"), Catch::Contains("none"));
}

TEST_CASE("GBK bytes become UTF-8, UTF-8 stays, a BOM goes") {
  CHECK(toUtf8("\xC1\xD6\xB5\xD8") == "林地");
  CHECK(toUtf8("林地") == "林地");
  CHECK(toUtf8("\xEF\xBB\xBF林地") == "林地");
  CHECK_FALSE(isUtf8("\xC1\xD6\xB5\xD8"));
}
