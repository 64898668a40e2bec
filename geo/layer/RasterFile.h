#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "geo/base/Error.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// One band of a raster opened for reading only, checked as far as its header tells. Rows count from the north,
/// whichever way the file has them.
class RasterFile {
 public:
  /// Throws Error: no such file or band, not a raster, no CRS, rotated or without georeference, an absurd size, complex
  /// values.
  RasterFile(const std::filesystem::path& path, int band);

  const Grid& grid() const { return grid_; }
  GDALDataType type() const { return type_; }
  bool hasNodata() const { return hasNodata_; }
  /// The value that stands for "no data" in what read() gives: the declared one when it is a 32-bit integer, else
  /// INT32_MIN (as also where none is declared).
  std::int32_t nodata() const { return nodata_; }

  /// Integer values of a window inside the raster; row i begins at out + i * stride. Throws Error: pixels that cannot
  /// be read (kind work), a value that is no 32-bit integer.
  void read(const Window& window, std::int32_t* out, std::size_t stride);

 private:
  void open();
  void checkSize() const;
  void readGrid();
  void readNodata();
  void readWhole(const Window& fileWindow, std::int32_t* out, std::size_t stride);
  void readReal(const Window& fileWindow, std::int32_t* out, std::size_t stride);
  std::int32_t wholeValue(double value, const Window& fileWindow) const;
  void rasterIo(const Window& fileWindow, void* out, GDALDataType type, std::size_t stride);

  std::filesystem::path path_;
  int bandNumber_;
  GdalDataset dataset_;
  GDALRasterBandH band_ = nullptr;
  GDALDataType type_ = GDT_Unknown;
  Grid grid_;
  bool southUp_ = false;
  bool hasNodata_ = false;
  double declaredNodata_ = 0;
  std::int32_t nodata_;
  std::vector<double> real_;
};

}  // namespace tanhui
