#include "geo/model/LandDates.h"

#include <algorithm>

namespace tanhui {

const DatedLayer* LandDate::find(std::uint32_t layer) const {
  const auto found = std::ranges::lower_bound(layers, layer, {}, &DatedLayer::layer);
  return found != layers.end() && found->layer == layer ? &*found : nullptr;
}

namespace {

/// The strata of a layer when they are `years` older; empty when that makes no difference.
std::unordered_map<StratumId, StratumId> agedStrata(const LandLayer& layer, int years, StratumTable& strata) {
  std::unordered_map<StratumId, StratumId> aged;
  bool any = false;
  layer.eachStratum([&](StratumId id) {
    const auto [place, isNew] = aged.try_emplace(id, id);
    if (!isNew || years == 0 || !strata[id].hasAge()) return;
    Stratum older = strata[id];
    older.age += years;
    place->second = strata.intern(older);
    any = true;
  });
  if (!any) aged.clear();
  return aged;
}

}  // namespace

DatedLayer datedLayer(const std::vector<LandLayer>& layers, std::uint32_t index, int years, StratumTable& strata) {
  return {index, years, agedStrata(layers[index], years, strata)};
}

LandLayer agedLayer(const LandLayer& layer, int years, StratumTable& strata) {
  const DatedLayer then{0, years, agedStrata(layer, years, strata)};
  LandLayer now = layer;
  for (StratumId& stratum : now.strata) stratum = then.at(stratum);
  for (StratumMix& mix : now.mixes)
    for (StratumShare& part : mix) part.stratum = then.at(part.stratum);
  for (const auto& [value, stratum] : layer.values.all()) now.values.set(value, then.at(stratum));
  now.netRecordM2.clear();  // what a survey recorded is held against its own layer alone
  return now;
}

}  // namespace tanhui
