#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "geo/gdal/RasterBand.h"

namespace tanhui {

/// A raster of measurements, seen from the cells of a grid: the area-weighted mean of its pixels in each of them. Scale
/// and offset of the band are applied. One GDAL handle per object: make one object per worker.
class MeanRaster {
 public:
  /// Throws Error as RasterBand does.
  MeanRaster(const std::filesystem::path& path, const Grid& grid, int band);
  ~MeanRaster();
  MeanRaster(MeanRaster&&) noexcept;

  struct Cell {
    double share = 0;  ///< of the cell that pixels with a value cover, 0 to 1
    double mean = 0;   ///< of these pixels
  };
  /// Of the window's cells, row-major. Pixels of the grid's CRS are rectangles, those of another the quadrilaterals
  /// that their corners make in it; where cells are those of the grid, a cell has its pixel's value. Throws Error (kind
  /// work) when a block cannot be read.
  void means(const Window& window, std::vector<Cell>& out);

  /// The pixels that may reach into a box of the grid's CRS; empty when none does.
  Window pixelsIn(const Box& box) const;
  /// The values of pixels of a window inside the raster, row-major; NaN for those without one.
  void values(const Window& pixels, std::vector<double>& out);
  /// Where a pixel is, for messages.
  RasterBand::Place placeOf(std::int64_t col, std::int64_t row) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tanhui
