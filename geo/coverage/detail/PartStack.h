#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <unordered_map>
#include <vector>

#include "geo/coverage/OverlayParts.h"

namespace tanhui {

/// The layers of an overlay with their features numbered through, so that a smaller number has priority.
class FeatureIndex {
 public:
  explicit FeatureIndex(std::span<const OverlayLayer> layers);

  std::uint32_t count() const { return static_cast<std::uint32_t>(layerOf_.size()); }
  std::uint32_t number(std::size_t layer, std::size_t feature) const {
    return first_[layer] + static_cast<std::uint32_t>(feature);
  }
  std::uint32_t layer(std::uint32_t number) const { return layerOf_[number]; }
  OverlayRole role(std::uint32_t number) const { return roles_[layerOf_[number]]; }
  OverlayFeatureRef ref(std::uint32_t number) const { return {layerOf_[number], number - first_[layerOf_[number]]}; }
  bool hasRegion() const { return hasRegion_; }
  bool hasMosaic() const { return hasMosaic_; }
  bool isMosaic(std::uint32_t layer) const { return mosaic_[layer]; }

 private:
  std::vector<std::uint32_t> first_, layerOf_;
  std::vector<OverlayRole> roles_;
  std::vector<bool> mosaic_;
  bool hasMosaic_ = false;
  bool hasRegion_ = false;
};

/// Gathers areas with their covering features into the parts of a cell: the owner by priority, the zones as a set, only
/// inside the region; and keeps account of overlaps. Writes finished cells to an OverlayResult.
class PartStack {
 public:
  PartStack(const FeatureIndex& features, OverlayResult& result);

  /// Adds area, in cells, of the current cell that exactly the features `covering` (ascending) cover.
  void add(std::span<const std::uint32_t> covering, double area);

  /// Ends the current cell, which stands for the cells [colBegin, colEnd) of a row.
  void finishCells(int row, int colBegin, int colEnd);

  /// Writes the overlaps, sorted.
  void finish();

 private:
  struct Part {
    std::uint32_t owner, zoneSet;
    double area;
  };
  struct Overlap {
    std::uint32_t first, second;
    double area;
  };

  std::uint32_t zoneSet();
  void addOverlaps(double area);
  void dropSpecks();
  void settleOverlaps(int cells);
  OverlayPart finished(int row, int colBegin, int colEnd, const Part& part) const;

  const FeatureIndex& features_;
  OverlayResult& result_;
  std::vector<Part> parts_;
  std::vector<std::uint32_t> land_, zones_, lastZones_;
  std::uint32_t lastZoneSet_ = 0;
  std::map<std::vector<std::uint32_t>, std::uint32_t> zoneSets_;
  std::vector<Overlap> cellOverlaps_;
  std::unordered_map<std::uint64_t, double> overlaps_;
  bool lastIsAlone_ = false;  ///< the last part written is the only one of its cells
};

}  // namespace tanhui
