#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "geo/base/Error.h"
#include "geo/grid/CellArea.h"
#include "geo/layer/ClassFractions.h"

namespace tanhui {

/// A raster of classes (integer values), read through one GDAL handle per object: make one object per worker.
class RasterLayer {
 public:
  /// Opens band `band` of a raster and checks it: a CRS, no rotation, integer values, a sane size.
  /// `grid` is where its values are wanted. Throws Error.
  RasterLayer(const std::filesystem::path& path, const Grid& grid, int band = 1);
  ~RasterLayer();
  RasterLayer(RasterLayer&&) noexcept;

  const Grid& ownGrid() const;  ///< the raster's own grid and CRS
  bool onGrid() const;          ///< its cells are cells of `grid`: values() may be used
  /// Some values may mean "no data": one is declared, or the raster holds reals, whose NaN is none in any case.
  bool hasNodata() const;
  /// Such pixels come out as this: the declared value when it is a 32-bit integer, else INT32_MIN.
  std::int32_t nodata() const;

  /// Only when onGrid(): the values of the window's cells, row-major; cells outside the raster get nodata (or, where
  /// the raster has none, INT32_MIN). Throws Error (kind work) when a block cannot be read: never a silent zero.
  void values(const Window& window, std::vector<std::int32_t>& out);

  /// Area-weighted class fractions in the window's cells, exact: pixels of the same CRS overlap cells as rectangles;
  /// pixels of another CRS as the quadrilaterals that their corners make in the grid's CRS. Where a class lies inside a
  /// cell they do not say: that is for pictures in coarse cells; what counts takes PixelMosaic.
  void fractions(const Window& window, ClassFractions& out);

  /// All values that occur, ascending: one pass over the raster, nodata left out.
  struct ValueCount {
    std::int32_t value = 0;
    std::int64_t pixels = 0;
    double areaHa = 0;
  };
  /// `area` is of ownGrid(); without it, no areas.
  std::vector<ValueCount> histogram(const CellArea* area = nullptr);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The cells of a raster are cells of the grid, to a ten-thousandth of a cell: nearer than that, rasters of one product
/// that were written with rounded corners would part.
bool sameCells(const Grid& raster, const Grid& grid);

/// The grid and CRS of a raster. Throws Error on: not a raster, no CRS, rotation, absurd size (more pixels than the
/// file could hold uncompressed a million times over).
Grid rasterGrid(const std::filesystem::path& path);

}  // namespace tanhui
