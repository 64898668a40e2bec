#include "geo/landclass/StratumMix.h"

#include <cmath>
#include <map>

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

StratumTable fiveClasses() {
  StratumTable strata;
  for (const char* key : {"paddy", "field_ridge", "grass", "tea"}) strata.intern({.classKey = key, .species = {}});
  strata.intern({.classKey = "grass", .species = {}, .age = 7});  // the same land as 3
  return strata;
}

StratumMix randomMix() {
  StratumMix mix;
  double sum = 0;
  for (StratumId id = 0; id < 6; ++id) {
    const double share = *rc::gen::inRange(0, 5);
    if (share > 0) mix.push_back({id, share});
    sum += share;
  }
  if (mix.empty()) return {{0, 1}};
  for (StratumShare& part : mix) part.share /= sum;
  return mix;
}

}  // namespace

TEST_CASE("the main stratum has the largest share, the earlier of two alike") {
  CHECK(mainOf(StratumMix{{4, 0.2}, {1, 0.5}, {3, 0.3}}) == 1);
  CHECK(mainOf(StratumMix{{4, 0.5}, {1, 0.5}}) == 4);
}

TEST_CASE("pairs of two dates keep the shares of each, and as much as can has stayed") {
  const StratumTable strata = fiveClasses();
  CHECK(rc::check("random mixes", [&] {
    const StratumMix now = randomMix(), before = randomMix();
    std::vector<SharePair> pairs;
    pairShares(now, before, strata, pairs);
    std::map<StratumId, double> isNow, was;
    std::map<std::string, double> stayed, classNow, classBefore;
    for (const SharePair& pair : pairs) {
      RC_ASSERT(pair.share > 0);
      isNow[pair.now] += pair.share;
      was[pair.before] += pair.share;
      if (strata[pair.now].classKey == strata[pair.before].classKey) stayed[strata[pair.now].classKey] += pair.share;
    }
    for (const StratumShare& part : now) {
      RC_ASSERT(std::abs(isNow[part.stratum] - part.share) < 1e-14);
      classNow[strata[part.stratum].classKey] += part.share;
    }
    for (const StratumShare& part : before) {
      RC_ASSERT(std::abs(was[part.stratum] - part.share) < 1e-14);
      classBefore[strata[part.stratum].classKey] += part.share;
    }
    for (const auto& [key, share] : classNow)
      RC_ASSERT(std::abs(stayed[key] - std::min(share, classBefore[key])) < 1e-14);
  }));
}

TEST_CASE("the same shares at both dates are the same land, without a speck of change") {
  const StratumTable strata = fiveClasses();
  const StratumMix mix{{1, 1 - 0.1284}, {2, 0.1284}};
  std::vector<SharePair> pairs;
  pairShares(mix, mix, strata, pairs);
  REQUIRE(pairs.size() == 2);
  for (const SharePair& pair : pairs) CHECK(pair.now == pair.before);
}

TEST_CASE("where nobody told the past, each share has none") {
  const StratumTable strata = fiveClasses();
  const StratumMix mix{{1, 0.75}, {2, 0.25}};
  const StratumShare untold{kUnknownBefore, 1};
  std::vector<SharePair> pairs;
  pairShares(mix, std::span(&untold, 1), strata, pairs);
  REQUIRE(pairs.size() == 2);
  CHECK(pairs[1].now == 2);
  CHECK(pairs[1].before == kUnknownBefore);
  CHECK(pairs[1].share == 0.25);
}
