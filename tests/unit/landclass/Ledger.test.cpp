#include "geo/landclass/Ledger.h"

#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("a ledger adds areas by zone and stratum, and lists the region last") {
  Ledger ledger;
  ledger.add(kWholeRegion, 1, 5);
  ledger.add(2, 7, 1);
  ledger.add(0, 9, 2);
  ledger.add(2, 7, 0.5);
  ledger.add(2, 3, 4);
  const std::vector<LedgerLine> lines = ledger.lines();
  REQUIRE(lines.size() == 4);
  CHECK((lines[0].zone == 0 && lines[0].stratum == 9 && lines[0].areaHa == 2));
  CHECK((lines[1].zone == 2 && lines[1].stratum == 3 && lines[1].areaHa == 4));
  CHECK((lines[2].zone == 2 && lines[2].stratum == 7 && lines[2].areaHa == 1.5));
  CHECK((lines[3].zone == kWholeRegion && lines[3].areaHa == 5));
}

TEST_CASE("adding a ledger's lines to another adds up line by line") {
  Ledger first, second;
  first.add(1, 1, 0.25);
  second.add(1, 1, 0.5);
  second.add(1, 2, 1);
  first.add(second.lines());
  REQUIRE(first.lines().size() == 2);
  CHECK(first.lines()[0].areaHa == 0.75);
}
