#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "geo/gdal/RasterBand.h"

namespace tanhui {

/// One band of a raster of classes: whole numbers of up to 32 bits, whatever their type in the file.
class RasterFile {
 public:
  /// Throws Error: as RasterBand does, and for a band with scale and offset, which is no band of classes.
  RasterFile(const std::filesystem::path& path, int band);

  const Grid& grid() const { return band_.grid(); }
  bool hasNodata() const { return band_.hasGaps(); }
  /// The value that stands for "no data" in what read() gives: the declared one when it is a 32-bit integer, else
  /// INT32_MIN (as also where none is declared).
  std::int32_t nodata() const { return nodata_; }

  /// Values of a window inside the raster; row i begins at out + i * stride. Throws Error: pixels that cannot be read
  /// (kind work), a value that is no 32-bit integer.
  void read(const Window& window, std::int32_t* out, std::size_t stride);

 private:
  void readReal(const Window& window, std::int32_t* out, std::size_t stride);
  std::int32_t wholeValue(double value, std::int64_t col, std::int64_t row) const;

  RasterBand band_;
  std::int32_t nodata_;
  std::vector<double> real_;
};

}  // namespace tanhui
