#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/grid/Grid.h"
#include "geo/model/LandLayers.h"

namespace tanhui {

/// Where the strata of a stack of land layers may be: a box for each stratum of a feature; those of a raster, and
/// "unmapped", everywhere. A search looks only at the features near by.
class StratumPlaces {
 public:
  explicit StratumPlaces(std::span<const LandLayer> layers);

  struct Place {
    Box box;
    StratumId stratum;
  };
  /// In the order of layers and features.
  std::span<const Place> features() const { return features_; }
  /// Of strata that may be anywhere, ascending.
  std::span<const StratumId> everywhere() const { return everywhere_; }

  /// Indexes into features() of those whose boxes meet the box, ascending.
  void featuresIn(const Box& box, std::vector<std::uint32_t>& out) const;
  /// The strata that may be in the box, each once, ascending.
  void strataIn(const Box& box, std::vector<StratumId>& out) const;

 private:
  struct Range {
    std::size_t begin, end;
  };
  Range columns(const Box& box) const;
  Range rows(const Box& box) const;
  std::size_t bucket(double value, double low, double size) const;

  std::vector<Place> features_;
  std::vector<StratumId> everywhere_;
  Box box_;
  std::size_t side_ = 1;                             ///< buckets a side
  std::vector<std::vector<std::uint32_t>> buckets_;  ///< row by row: features that reach into it
};

}  // namespace tanhui
