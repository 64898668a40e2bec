#include "geo/ask/LandStatistics.h"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

using namespace tanhui;

namespace {

SavedRun runOf(const std::vector<double>& hectares) {
  SavedRun run;
  run.strata.assign(hectares.size() + 1, {.classKey = "paddy", .species = {}});
  run.strata[kUnmapped].classKey = "unmapped";
  run.lines = {{kWholeRegion, kUnmapped, 1e6}, {0, 1, 1e6}};  // neither unmapped land nor a zone counts
  for (std::size_t i = 0; i < hectares.size(); ++i)
    run.lines.push_back({kWholeRegion, static_cast<StratumId>(i + 1), hectares[i]});
  return run;
}

}  // namespace

TEST_CASE("statistics of land go by its hectares") {
  const BandStatistics s = statisticsOver(runOf({1, 97, 1, 1}), {0, -5, 20, 90, std::nan("")});
  CHECK(s.count == 3);
  CHECK(s.min == -5);
  CHECK(s.max == 90);
  CHECK(s.p02 == 20);  // 1 of 99 ha lies below: less than two in a hundred
  CHECK(s.p98 == 20);
  CHECK(statisticsOver(runOf({}), {0}).count == 0);
}

TEST_CASE("statistics of land are those of its single hectares, sorted") {
  CHECK(rc::check([] {
    const auto whole = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 40)));
    std::vector<double> hectares(whole.begin(), whole.end()), values = {0}, single;
    for (const int count : whole) {
      values.push_back(*rc::gen::inRange(-50, 50));
      single.insert(single.end(), static_cast<std::size_t>(count), values.back());
    }
    std::ranges::sort(single);
    const auto at = [&](std::size_t hundredths) {  // the first hectare that, with those before it, makes up the share
      return single[(hundredths * single.size() + 99) / 100 - 1];
    };
    const BandStatistics s = statisticsOver(runOf(hectares), values);
    RC_ASSERT(s.min == single.front());
    RC_ASSERT(s.max == single.back());
    RC_ASSERT(s.p02 == at(2));
    RC_ASSERT(s.p98 == at(98));
  }));
}
