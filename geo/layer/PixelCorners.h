#pragma once

#include <span>
#include <vector>

#include "geo/grid/Transform.h"

namespace tanhui {

/// The corners of a raster's pixels in another CRS, or in its own. PROJ is asked at the nodes of patches of pixels;
/// between them the place is biquadratic. Patches lie at fixed places of the raster, so a corner comes out the same for
/// any window, and are small (500 m at most, or one pixel): what is left of the third order is below a micrometre, and
/// below a billionth of any area.
///
/// The sides of a large pixel are curves: it has `segments` a side, each of 100 m at most, so that the chords stay
/// within a millimetre of the curve, as those of polygons do.
class PixelCorners {
 public:
  /// Throws Error (where = `where`) when there is no way between the two.
  PixelCorners(const Grid& raster, const Crs& target, const std::string& where);

  /// The raster's own CRS: pixels are rectangles.
  bool identity() const { return transform_.identity(); }
  /// Straight segments of a pixel's side: a power of two.
  int segments() const { return segments_; }

  /// The pixels that may touch a box of the target CRS (a little more), clipped to the raster; empty when none does.
  Window pixelsIn(const Box& target) const;

  /// Prepares for the corners of a window of pixels. Throws Error when a corner does not transform, and where the image
  /// of the raster folds over, as at an antimeridian.
  void prepare(const Window& pixels);
  /// Seen in the target CRS, the raster's east lies to the left of its north.
  bool mirrors() const { return mirrors_; }

  /// The pixels.cols + 1 corners along one edge between rows: 0 is the northern edge of the window.
  void row(int edge, std::vector<Point>& out) const;
  /// A place on a pixel's side: column and row in segments from the north-west corner of the window.
  Point at(std::int64_t col, std::int64_t row) const;

 private:
  Point placeOf(std::int64_t col, std::int64_t row) const;
  void findFolds();

  Grid raster_, fine_;  ///< fine_: of segments
  std::string where_;
  Transform transform_;
  int segments_ = 1;
  int patch_ = 2;  ///< segments along a patch: a power of two
  Window pixels_;
  std::int64_t patchCol_ = 0, patchRow_ = 0;  ///< of the first node, in patches
  std::size_t nodeCols_ = 0;
  std::vector<Point> nodes_;
  bool mirrors_ = false;
};

}  // namespace tanhui
