#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "geo/coverage/Mosaic.h"
#include "geo/gdal/RasterFile.h"
#include "geo/layer/PixelCorners.h"

namespace tanhui {

/// A class raster as land with a shape, on a grid that it does not lie on: its pixels with their sides, in the grid's
/// CRS, those of one class joined to one area. Only borders between classes are kept, so what meets them costs as much
/// as the classes have borders. One GDAL handle per object: make one object per worker.
class PixelMosaic {
 public:
  /// Throws Error as RasterFile does.
  PixelMosaic(const std::filesystem::path& path, const Grid& grid);

  /// How many pixels a window needs: what its reading costs.
  std::int64_t pixelsIn(const Window& window) const { return corners_.pixelsIn(grid_.box(window)).cells(); }

  /// Reads the pixels that reach into a window of the grid. Values for which `alike` gives the same value are of one
  /// area. Throws Error (kind work) when a block cannot be read, and as PixelCorners does.
  void read(const Window& window, const std::function<std::int32_t(std::int32_t)>& alike);

  const Mosaic& mosaic() const { return mosaic_; }
  /// What `alike` gave for each area of the mosaic, ascending. Nodata is no area.
  const std::vector<std::int32_t>& values() const { return values_; }
  /// What the pixels with a value cover of the window, in cells, each pixel reckoned by itself: for the closure.
  double cells() const { return cells_; }

 private:
  void numberAreas(const std::function<std::int32_t(std::int32_t)>& alike);
  std::int32_t areaOf(std::int32_t value) const;
  void findBorders(const Window& window);
  void bordersAlong(const std::int32_t* above, const std::int32_t* below, int edge);
  void bordersAcross(const std::int32_t* row, int pixelRow);
  void addBorder(std::uint32_t from, std::uint32_t to, std::int32_t left, std::int32_t right);
  std::uint32_t pointOf(std::vector<std::uint32_t>& numbers, const std::vector<Point>& corners, int col);
  void addCells(const std::int32_t* row, int pixelRow, const Box& box);
  double areaWithin(int col, int pixelRow, const Box& box) const;

  RasterFile file_;
  Grid grid_;
  PixelCorners corners_;
  Window pixels_;
  std::vector<std::int32_t> areas_;   ///< of the pixels, row-major; -1: none
  std::vector<std::int32_t> values_;  ///< of the areas
  Mosaic mosaic_;
  double cells_ = 0;

  // Of the pixel row at work: its corners and their numbers in the mosaic.
  std::vector<Point> north_, south_;
  std::vector<std::uint32_t> northPoints_, southPoints_;

  std::vector<std::int32_t> low_;  ///< area of a value from 0 on; -1: none, -2: not looked up
  std::vector<std::pair<std::int32_t, std::int32_t>> other_;  ///< the same for all other values, ascending
};

}  // namespace tanhui
