#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "geo/grid/Grid.h"

namespace tanhui {

/// Areas that do not overlap, given by the borders between them, each once: the pixels of a raster, say, in runs of one
/// value. What lies on neither side of any border is no area.
struct Mosaic {
  static constexpr std::uint32_t kNothing = std::numeric_limits<std::uint32_t>::max();

  /// A straight border; the areas are numbered from 0, kNothing is none. Left as one walks, x right and y up.
  struct Border {
    std::uint32_t from, to;  ///< in `points`
    std::uint32_t left, right;
  };
  std::uint32_t areas = 0;
  std::vector<Point> points;  ///< one for all the borders that meet there
  std::vector<Border> borders;

  void clear() {
    areas = 0;
    points.clear();
    borders.clear();
  }
};

}  // namespace tanhui
