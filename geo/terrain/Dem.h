#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "geo/base/Stop.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// What a cell measures on the ground.
struct CellMetres {
  double width = 0, height = 0;  ///< m
  double diagonal() const;
};

/// The sizes of the cells of a grid, one entry a row: on the ellipsoid, whatever the CRS. Throws Error for no CRS.
std::vector<CellMetres> cellMetres(const Grid& grid);

/// Heights of a rectangle of cells, in the CRS and on the cells of their file.
struct Dem {
  Grid grid;                      ///< of this rectangle
  std::vector<float> z;           ///< m, row-major from the north-west; NaN: none
  std::vector<CellMetres> sizes;  ///< of the cells, one entry a row

  int cols() const { return static_cast<int>(grid.cols); }
  int rows() const { return static_cast<int>(grid.rows); }
  std::size_t cells() const { return z.size(); }
};

/// Where a DEM lies, without its heights. Throws Error as RasterBand does.
Grid demGrid(const std::filesystem::path& path);

/// The cells of a DEM that reach into a box of its own CRS, with a rim of `rim` cells around; all when the box is
/// empty. Scale and offset of the band are applied. Throws Error as RasterBand does, for a box apart from the DEM, for
/// a unit that is not metres, a palette, no height at all and heights that no ground has; Interrupted.
Dem readDem(const std::filesystem::path& path, const Box& within = {}, int rim = 0, const StopFlag* stop = nullptr);

/// Bytes that the heights of a box need, as readDem would hold them: 4 a cell.
std::int64_t demBytes(const Grid& grid, const Box& within, int rim = 0);

}  // namespace tanhui
