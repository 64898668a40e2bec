#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "geo/coverage/Mosaic.h"
#include "geo/coverage/MultiPolygon.h"

namespace tanhui {

/// What a layer is in an overlay.
enum class OverlayRole : std::uint8_t {
  region,  ///< only what lies inside some region feature counts (no region layer: everything counts)
  land,    ///< exclusive: an earlier land layer covers a later one; inside a layer an earlier feature covers a later
  zone,    ///< inclusive: a place lies in every zone feature that covers it
};

struct OverlayLayer {
  OverlayRole role;
  std::span<const MultiPolygon* const> features;  ///< in priority order
  const Mosaic* mosaic = nullptr;                 ///< in their place: its areas are the features

  std::size_t count() const { return mosaic != nullptr ? mosaic->areas : features.size(); }
};

constexpr std::uint32_t kNoOwner = std::numeric_limits<std::uint32_t>::max();

/// A feature of an overlay: index of its layer and of the feature in that layer.
struct OverlayFeatureRef {
  std::uint32_t layer, feature;
  friend auto operator<=>(const OverlayFeatureRef&, const OverlayFeatureRef&) = default;
};

/// A part of each of the cells [colBegin, colEnd) of one row: the part has one owner and one set of zones. Parts that
/// share a cell stand for the same cells and follow each other.
struct OverlayPart {
  int row, colBegin, colEnd;
  std::uint32_t ownerLayer;    ///< index of the land layer, or kNoOwner where no land feature covers
  std::uint32_t ownerFeature;  ///< index in that layer's features
  std::uint32_t zoneSet;       ///< index into OverlayResult::zoneSets (0 is the empty set)
  double fraction;             ///< of each cell
};

/// Two features of one land layer that cover the same ground inside the region; the later one does not count there.
/// Less than a billionth of a cell in all is left out: that much comes from rounding along a common border.
struct OverlayOverlap {
  std::uint32_t layer, first, second;
  double cells;  ///< area, in cells
};

struct OverlayResult {
  std::vector<OverlayPart> parts;  ///< by row, then column; the parts of a cell add up to its share of the region
  std::vector<std::vector<OverlayFeatureRef>> zoneSets;  ///< [0] is empty
  std::vector<OverlayOverlap> overlaps;                  ///< one per pair, sorted
  std::vector<std::vector<double>> covered;  ///< [layer][feature]: cells covered in the window, before stacking
};

}  // namespace tanhui
