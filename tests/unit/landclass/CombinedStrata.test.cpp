#include "geo/landclass/CombinedStrata.h"

#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("a combination is a stratum of its own, interned once") {
  StratumTable table;
  CombinedStrata combined;
  const StratumId paddy = table.intern({.classKey = "paddy", .species = {}});
  const StratumId bare = table.intern({.classKey = "bare", .species = {}});
  CHECK(combined.intern(table, paddy, kUnknownBefore, 0) == paddy);
  CHECK(combined.size() == 0);
  const StratumId both = combined.intern(table, paddy, bare, 5);
  CHECK(both == 3);
  CHECK(combined.intern(table, paddy, bare, 5) == both);
  CHECK(table.size() == 4);
  CHECK(table[both].classKey == "paddy");
  CHECK(table[both].interventions == 5);
  CHECK(table[both].before == bare);
  CHECK(combined.find(paddy, bare, 5) == both);
  CHECK(presentOf(table[both]).interventions == 0);
  CHECK(table.intern(presentOf(table[both])) == paddy);
}

TEST_CASE("where a combination was never interned, the nearest stands in") {
  StratumTable table;
  CombinedStrata combined;
  const StratumId paddy = table.intern({.classKey = "paddy", .species = {}});
  const StratumId first = combined.intern(table, paddy, kUnknownBefore, 1);
  const StratumId unmapped = combined.intern(table, paddy, kUnmapped, 0);
  CHECK(combined.find(paddy, kUnknownBefore, 0b111) == first);
  CHECK(combined.find(paddy, kUnmapped, 0b110) == unmapped);
  CHECK(combined.find(paddy, 77, 1) == first);
  CHECK(combined.find(paddy, 77, 0) == paddy);
  CHECK(combined.find(kUnmapped, kUnknownBefore, 1) == kUnmapped);
}

TEST_CASE("strata differ by past and plans") {
  StratumTable table;
  Stratum stand{.classKey = "forest_ebf", .species = {}, .age = 30};
  const StratumId plain = table.intern(stand);
  stand.interventions = std::uint64_t{1} << 63;
  const StratumId planned = table.intern(stand);
  CHECK(planned != plain);
  stand.before = kUnmapped;
  CHECK(table.intern(stand) != planned);
  CHECK(table.size() == 4);
}
