#include "geo/evaluate/Journal.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "tests/support/TempFolder.h"

using namespace tanhui;
namespace fs = std::filesystem;

namespace {

JournalEntry entry(int n) {
  JournalEntry e;
  e.tile = 1000 - 7 * n;  // any tiles in any order
  e.spoolSizes = {static_cast<std::uint64_t>(100 * n), static_cast<std::uint64_t>(7 * n)};
  e.sums.ledger = {{1, 2, 0.1 * n}, {kWholeRegion, 2, 0.3 * n}};
  e.sums.coveredCells = {1.0 / n, 2};
  e.sums.stackedCells = n;
  e.sums.outsideZonesHa = {0.5};
  e.sums.repeatedZonesHa = {0.25};
  e.sums.overlaps = {{0, 1, 2, 3.5}};
  e.sums.unknown = {{4, -5, 6.5}};
  e.sums.conflicts = {{0, 2, 1.25}};
  e.sums.scaling = {{3, -0.125}};
  return e;
}

void checkSame(const JournalEntry& a, const JournalEntry& b) {
  CHECK(a.tile == b.tile);
  CHECK(a.spoolSizes == b.spoolSizes);
  REQUIRE(a.sums.ledger.size() == b.sums.ledger.size());
  for (std::size_t i = 0; i < a.sums.ledger.size(); ++i) CHECK(a.sums.ledger[i].areaHa == b.sums.ledger[i].areaHa);
  CHECK(a.sums.coveredCells == b.sums.coveredCells);
  CHECK(a.sums.stackedCells == b.sums.stackedCells);
  REQUIRE(b.sums.unknown.size() == 1);
  CHECK(b.sums.unknown[0].value == -5);
  REQUIRE(b.sums.conflicts.size() == 1);
  CHECK(b.sums.conflicts[0].givesWay == 2);
  CHECK(b.sums.conflicts[0].areaHa == 1.25);
  REQUIRE(b.sums.scaling.size() == 1);
  CHECK(b.sums.scaling[0].zone == 3);
  CHECK(b.sums.scaling[0].areaHa == -0.125);
  REQUIRE(b.sums.overlaps.size() == 1);
  CHECK(b.sums.overlaps[0].areaHa == 3.5);
}

fs::path written(const TempFolder& folder, int entries) {
  const fs::path file = folder.path() / "journal";
  Journal journal(file, "print", false);
  for (int i = 1; i <= entries; ++i) journal.append(entry(i));
  return file;
}

}  // namespace

TEST_CASE("a journal gives back its entries to a run of the same inputs") {
  const TempFolder folder;
  const Journal again(written(folder, 3), "print", true);
  REQUIRE(again.taken().size() == 3);
  for (int i = 1; i <= 3; ++i) checkSame(entry(i), again.taken()[static_cast<std::size_t>(i - 1)]);
}

TEST_CASE("a journal of other inputs, or without resume, starts empty") {
  const TempFolder folder;
  const fs::path file = written(folder, 2);
  CHECK(Journal(file, "other print", true).taken().empty());
  CHECK(Journal(written(folder, 2), "print", false).taken().empty());
}

TEST_CASE("a journal cut anywhere gives the entries before the cut, and goes on from there") {
  const TempFolder folder;
  const auto whole = fs::file_size(written(folder, 3));
  for (std::uintmax_t cut = 0; cut < whole; cut += 5) {
    const fs::path file = written(folder, 3);
    fs::resize_file(file, cut);
    std::size_t taken = 0;
    {
      Journal journal(file, "print", true);
      taken = journal.taken().size();
      CHECK(taken < 3);
      journal.append(entry(9));
    }
    const Journal again(file, "print", true);
    REQUIRE(again.taken().size() == taken + 1);
    checkSame(entry(9), again.taken().back());
  }
}

TEST_CASE("a journal with a flipped bit stops before it") {
  const TempFolder folder;
  const fs::path file = written(folder, 2);
  std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
  stream.seekp(-3, std::ios::end);
  stream.put('\x7f');
  stream.close();
  CHECK(Journal(file, "print", true).taken().size() == 1);
}
