#pragma once

#include <cstdint>
#include <vector>

#include "geo/coverage/MultiPolygon.h"

namespace tanhui {

/// Cuts a shape with many points down to what matters in a window, so that a corridor across a whole raster costs each
/// piece only its own stretch.
///
/// A stretch of boundary that lies wholly beyond one side of the window winds about every point of the window as the
/// straight line between its ends does, so it is replaced by that line: the part covers the window's cells exactly as
/// the shape does. (Outside the window it does not.)
class ShapePart {
 public:
  explicit ShapePart(const MultiPolygon& shape);

  /// The part that covers `window` as the shape does; valid until the next call on `scratch`. Gives the shape itself
  /// where cutting would not pay.
  const MultiPolygon& in(const Box& window, MultiPolygon& scratch) const;

 private:
  static constexpr std::uint32_t kStretch = 32;  ///< edges per stretch

  const MultiPolygon* shape_;
  std::vector<Box> boxes_;  ///< of the stretches, ring by ring; empty for a small shape
};

}  // namespace tanhui
