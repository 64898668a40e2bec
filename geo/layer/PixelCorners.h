#pragma once

#include <span>
#include <vector>

#include "geo/grid/Transform.h"

namespace tanhui {

/// The corners of a raster's pixels in another CRS. PROJ is asked at the nodes of patches of pixels; between them the
/// place is biquadratic. Patches lie at fixed places of the raster, so a corner comes out the same for any window, and
/// are small enough (20 km at most) that the error stays below a ten-thousandth of a pixel.
class PixelCorners {
 public:
  /// Throws Error (where = `where`) when there is no way between the two.
  PixelCorners(const Grid& raster, const Crs& target, const std::string& where);

  /// The pixels that may touch a box of the target CRS (a little more), clipped to the raster; empty when none does.
  Window pixelsIn(const Box& target) const;

  /// Prepares for the corners of a window of pixels. Throws Error when a corner does not transform.
  void prepare(const Window& pixels);

  /// The pixels.cols + 1 corners along one edge between rows: 0 is the northern edge of the window.
  void row(int edge, std::vector<Point>& out) const;

 private:
  Grid raster_;
  std::string where_;
  Transform transform_;
  int patch_ = 2;  ///< pixels along a patch: a power of two
  Window pixels_;
  std::int64_t patchCol_ = 0, patchRow_ = 0;  ///< of the first node, in patches
  std::size_t nodeCols_ = 0;
  std::vector<Point> nodes_;
};

}  // namespace tanhui
