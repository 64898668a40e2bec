#include "geo/carbon/CarbonDifference.h"

#include <algorithm>
#include <iterator>

namespace tanhui {
namespace {

Carbon minus(const Carbon& a, const Carbon& b) {
  Carbon out;
  for (std::size_t pool = 0; pool < kPools; ++pool) out.stock[pool] = a.stock[pool] - b.stock[pool];
  out.biomassFlux = a.biomassFlux - b.biomassFlux;
  out.deadOrganicFlux = a.deadOrganicFlux - b.deadOrganicFlux;
  out.soilFlux = a.soilFlux - b.soilFlux;
  out.nonCo2 = a.nonCo2 - b.nonCo2;
  out.agriculture = a.agriculture - b.agriculture;
  return out;
}

/// Both ascend by factor.
std::vector<Sensitivity> minus(const std::vector<Sensitivity>& a, const std::vector<Sensitivity>& b) {
  std::vector<Sensitivity> out = a;
  for (const Sensitivity& s : b) {
    const auto at = std::ranges::lower_bound(out, s.factor, {}, &Sensitivity::factor);
    const auto place = at != out.end() && at->factor == s.factor ? at : out.insert(at, Sensitivity{s.factor, 0, 0, 0});
    place->stock -= s.stock;
    place->flux -= s.flux;
    place->nonCo2 -= s.nonCo2;
    place->agriculture -= s.agriculture;
  }
  return out;
}

}  // namespace

std::vector<StratumCarbon> differenceOf(const std::vector<StratumCarbon>& later,
                                        const std::vector<StratumCarbon>& earlier) {
  std::vector<StratumCarbon> out(later.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i].value = minus(later[i].value, earlier[i].value);
    out[i].sensitivities = minus(later[i].sensitivities, earlier[i].sensitivities);
    std::ranges::set_union(later[i].factors, earlier[i].factors, std::back_inserter(out[i].factors));
  }
  return out;
}

}  // namespace tanhui
