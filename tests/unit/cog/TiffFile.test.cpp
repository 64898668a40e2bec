#include "geo/cog/detail/TiffFile.h"

#include <catch2/catch.hpp>

#include "geo/base/Error.h"
#include "tests/unit/cog/CogFixture.h"

namespace tanhui {
namespace {

std::vector<std::uint8_t> bytes(const std::string& text) { return {text.begin(), text.end()}; }

}  // namespace

TEST_CASE("A file grows at its end, is read anywhere and cut") {
  TemporaryFolder folder;
  TiffFile file = TiffFile::create(folder / "a");
  file.write(bytes("hello "));
  file.write(bytes("world"));
  CHECK(file.size() == 11);
  std::vector<std::uint8_t> word(5);
  CHECK(file.read(6, word));
  CHECK(word == bytes("world"));
  CHECK(!file.read(7, word));
  file.truncate(5);
  file.write(bytes("!"));
  CHECK(readFile(folder / "a") == "hello!");
  const TiffFile again = TiffFile::open(folder / "a");
  CHECK(again.size() == 6);
}

TEST_CASE("A range of another file is appended") {
  TemporaryFolder folder;
  TiffFile source = TiffFile::create(folder / "source"), file = TiffFile::create(folder / "file");
  source.write(std::vector<std::uint8_t>(3'000'000, 'x'));
  source.write(bytes("tail"));
  file.write(bytes("head"));
  file.writeFrom(source, 2'999'990, 14);
  file.writeFrom(source, 0, 0);
  file.writeFrom(source, 0, 3'000'004);
  CHECK(file.size() == 4 + 14 + 3'000'004);
  const std::string read = readFile(folder / "file");
  CHECK(read.substr(0, 20) == "headxxxxxxxxxxtailxx");
  CHECK(read.substr(read.size() - 5) == "xtail");
  CHECK_THROWS_AS(file.writeFrom(source, 3'000'000, 10), Error);
}

TEST_CASE("A file that cannot be opened is an error that names it") {
  TemporaryFolder folder;
  try {
    TiffFile::open(folder / "none");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.where() == (folder / "none").string());
    CHECK(error.kind() == ErrorKind::work);
  }
}

}  // namespace tanhui
