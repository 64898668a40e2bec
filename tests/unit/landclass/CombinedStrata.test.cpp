#include "geo/landclass/CombinedStrata.h"

#include <catch2/catch.hpp>

using namespace tanhui;

TEST_CASE("a combination is a stratum of its own, interned once") {
  StratumTable table;
  CombinedStrata combined;
  InterventionSets sets;
  const InterventionSetId two = sets.intern(std::vector<std::uint32_t>{0, 2});
  const StratumId paddy = table.intern({.classKey = "paddy", .species = {}});
  const StratumId bare = table.intern({.classKey = "bare", .species = {}});
  CHECK(combined.intern(table, paddy, kUnknownBefore, kNoInterventions) == paddy);
  CHECK(combined.size() == 0);
  const StratumId both = combined.intern(table, paddy, bare, two);
  CHECK(both == 3);
  CHECK(combined.intern(table, paddy, bare, two) == both);
  CHECK(table.size() == 4);
  CHECK(table[both].classKey == "paddy");
  CHECK(table[both].interventions == two);
  CHECK(table[both].before == bare);
  CHECK(combined.find(paddy, bare, two, sets) == both);
  CHECK(presentOf(table[both]).interventions == kNoInterventions);
  CHECK(table.intern(presentOf(table[both])) == paddy);
}

TEST_CASE("where a combination was never interned, the nearest stands in") {
  StratumTable table;
  CombinedStrata combined;
  InterventionSets sets;
  const auto set = [&](const std::vector<std::uint32_t>& members) { return sets.intern(members); };
  const StratumId paddy = table.intern({.classKey = "paddy", .species = {}});
  const StratumId first = combined.intern(table, paddy, kUnknownBefore, set({0}));
  const StratumId unmapped = combined.intern(table, paddy, kUnmapped, kNoInterventions);
  CHECK(combined.find(paddy, kUnknownBefore, set({0, 1, 2}), sets) == first);
  CHECK(combined.find(paddy, kUnmapped, set({1, 2}), sets) == unmapped);
  CHECK(combined.find(paddy, 77, set({0}), sets) == first);
  CHECK(combined.find(paddy, 77, kNoInterventions, sets) == paddy);
  CHECK(combined.find(kUnmapped, kUnknownBefore, set({0}), sets) == kUnmapped);
}

TEST_CASE("strata differ by past and plans") {
  StratumTable table;
  Stratum stand{.classKey = "forest_ebf", .species = {}, .age = 30};
  const StratumId plain = table.intern(stand);
  stand.interventions = 63;
  const StratumId planned = table.intern(stand);
  CHECK(planned != plain);
  stand.before = kUnmapped;
  CHECK(table.intern(stand) != planned);
  CHECK(table.size() == 4);
}
