#include "geo/landclass/StratumMix.h"

#include <algorithm>

namespace tanhui {
namespace {

constexpr double kNoRest = 1e-15;  // shares that sum to 1 but for rounding

bool sameLand(const Stratum& a, const Stratum& b) { return a.classKey == b.classKey && a.species == b.species; }

}  // namespace

StratumId mainOf(std::span<const StratumShare> mix) {
  return std::ranges::max_element(mix, {}, &StratumShare::share)->stratum;
}

void pairShares(std::span<const StratumShare> now, std::span<const StratumShare> before, const StratumTable& strata,
                std::vector<SharePair>& pairs) {
  pairs.clear();
  StratumMix restNow(now.begin(), now.end()), restBefore(before.begin(), before.end());
  double rest = 1;
  for (StratumShare& is : restNow)
    for (StratumShare& was : restBefore) {
      const double stayed = std::min(is.share, was.share);
      if (!(stayed > 0) || is.stratum == kUnknownBefore || was.stratum == kUnknownBefore ||
          !sameLand(strata[is.stratum], strata[was.stratum]))
        continue;
      pairs.push_back({is.stratum, was.stratum, stayed});
      is.share -= stayed;
      was.share -= stayed;
      rest -= stayed;
    }
  if (rest <= kNoRest) return;
  for (const StratumShare& is : restNow)
    for (const StratumShare& was : restBefore)
      if (is.share > kNoRest && was.share > kNoRest)
        pairs.push_back({is.stratum, was.stratum, is.share * was.share / rest});
}

}  // namespace tanhui
