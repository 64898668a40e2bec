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
/// Runs come in row, then column order and do not overlap; cells not covered are left out. The fraction of a cell does
/// not depend on the window. The object is scratch space to be reused from shape to shape on one thread.
///
/// Required of the shape: valid in the sense of OGC simple features, rings closed and directed as MultiPolygon says,
/// its box set, coordinates finite. Where parts overlap all the same, a fraction is the sum of theirs, clamped.
class Coverage {
 public:
  /// Valid until the next call. `shape` and `grid` are in the same CRS. Fractions are clamped to [0, 1]; less than
  /// 1e-15 of a cell counts as none unless the whole shape lies in that cell.
  std::span<const CoverageRun> operator()(const MultiPolygon& shape, const Grid& grid, const Window& window);

 private:
  /// What the boundary adds to one cell. Column -1 stands for all that lies west of the window.
  struct Touch {
    int row, col;
    double cover;  ///< signed height of the boundary in the cell: what it adds to every cell east of it
    double area;   ///< signed area between the boundary and the cell's east side
  };
  struct Gather;

  bool insideOneCell(const MultiPolygon& shape, const Grid& grid, const Window& window);
  void sortByCell();
  void sweepRow(int row, const Touch* first, const Touch* last, int cols);
  void emit(int row, int colBegin, int colEnd, double fraction);

  std::vector<Touch> touches_, sorted_;
  std::vector<std::uint32_t> rowEnds_;
  int firstRow_ = 0, lastRow_ = -1;
  std::vector<CoverageRun> runs_;
};

}  // namespace tanhui
