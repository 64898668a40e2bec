#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "geo/model/LandLayers.h"

namespace tanhui {

/// A layer in the stack of a date. It may be the layer of an earlier date still, under layers of what has changed since
/// (`over`): then its stands are as many years older, and their volumes as they were measured.
struct DatedLayer {
  std::uint32_t layer;                            ///< index in Model::earlier
  int years = 0;                                  ///< from its own date on
  std::unordered_map<StratumId, StratumId> aged;  ///< the layer's strata at the date; empty: all are what they were

  StratumId at(StratumId stratum) const {
    const auto found = aged.find(stratum);
    return found == aged.end() ? stratum : found->second;
  }
};

/// The land of a date before the base year. An earlier layer of Model::earlier covers a later one.
struct LandDate {
  std::vector<DatedLayer> layers;  ///< ascending

  /// Null for a layer that is not of the date.
  const DatedLayer* find(std::uint32_t layer) const;
};

/// The layer of that index, `years` after its own date.
DatedLayer datedLayer(const std::vector<LandLayer>& layers, std::uint32_t index, int years, StratumTable& strata);

/// The layer with its stands `years` older.
LandLayer agedLayer(const LandLayer& layer, int years, StratumTable& strata);

}  // namespace tanhui
