#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/coverage/MultiPolygon.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// The same covered fraction (0, 1] for cells [colBegin, colEnd) of one row, all relative to the window.
struct CoverageRun {
  int row, colBegin, colEnd;
  double fraction;
};

/// Exact area fractions of one area on the cells of a window.
///
/// Method: signed-area accumulation over the cells that the boundary touches, spans for the inside (the exact-area
/// rule of font rasterizers, here in double precision). Memory grows with the boundary cells, never with the box.
/// Runs come in row, then column order and do not overlap; cells not covered are left out. The object is scratch
/// space to be reused from shape to shape on one thread.
class Coverage {
 public:
  /// Valid until the next call. `shape` and `grid` are in the same CRS. Fractions are clamped to [0, 1].
  std::span<const CoverageRun> operator()(const MultiPolygon& shape, const Grid& grid, const Window& window);

 private:
  // the builder of this room chooses the members
};

}  // namespace tanhui
