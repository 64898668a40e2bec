#include "geo/landclass/Stratum.h"

#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("the first stratum is unmapped land") {
  StratumTable table;
  REQUIRE(table.size() == 1);
  CHECK(table[kUnmapped].classKey == "unmapped");
  CHECK(table.intern({.classKey = "unmapped", .species = {}}) == kUnmapped);
}

TEST_CASE("equal strata share a number, in order of first sight") {
  StratumTable table;
  const Stratum pine{.classKey = "forest_enf_masson", .species = "马尾松", .age = 30, .volume = 60};
  CHECK(table.intern(pine) == 1);
  CHECK(table.intern({.classKey = "paddy", .species = {}}) == 2);
  CHECK(table.intern(pine) == 1);
  CHECK(table[1].species == "马尾松");
}

TEST_CASE("strata differ by the last bit of an age or a volume, and by what is unknown") {
  StratumTable table;
  Stratum stand{.classKey = "forest_ebf", .species = {}, .age = 30, .volume = 60};
  const StratumId first = table.intern(stand);
  stand.volume = std::nextafter(60.0, 61.0);
  CHECK(table.intern(stand) != first);
  stand.volume = std::numeric_limits<double>::quiet_NaN();
  const StratumId unknown = table.intern(stand);
  CHECK(unknown != first);
  CHECK(table.intern(stand) == unknown);
}

TEST_CASE("a name that ends where the next begins does not confuse strata") {
  StratumTable table;
  CHECK(table.intern({.classKey = "ab", .species = "c"}) != table.intern({.classKey = "a", .species = "bc"}));
}
