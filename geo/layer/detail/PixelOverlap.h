#pragma once

#include <cstdint>
#include <vector>

namespace tanhui {

/// How pixels along one axis overlap a cell: all but the first and last lie wholly inside it.
struct PixelOverlap {
  std::int64_t begin = 0, end = 0;  ///< pixels
  double first = 0, inner = 0, last = 0;

  double weight(std::int64_t pixel) const { return pixel == begin ? first : pixel + 1 == end ? last : inner; }
};

/// Overlaps of `cells` cells from `cell` on with pixels; in units of a cell, where cell edges are whole numbers, so
/// that the weights of a covered cell add up to 1 without loss.
std::vector<PixelOverlap> pixelOverlaps(std::int64_t cell, int cells, double offset, double pixelSize,
                                        std::int64_t pixels);

}  // namespace tanhui
