#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "geo/base/Handle.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// The bands that hide pixels of a band where they are 0. Whatever hides a pixel hides it: a mask of the whole file or
/// of the band, NODATA_VALUES (GDAL gives these as masks), and an alpha band, which GDAL leaves aside where nodata is
/// declared or the bands are not 2 or 4.
std::vector<GDALRasterBandH> masksOf(GDALDatasetH dataset, int band);

/// Stored value x factor + offset is the measured one; 1 and 0 where nothing is said.
struct Scale {
  double factor = 1, offset = 0;
  bool applies() const { return factor != 1 || offset != 0; }
};
Scale scaleOf(GDALRasterBandH band);

/// One band of a raster opened for reading only and taken for what it is, by whoever reads rasters. Its header is
/// checked; what it says has no value (its nodata value, a mask inside or beside the file, an alpha band, NODATA_VALUES
/// of several bands together, NaN and the infinities) has none. Values are those stored, without scale and offset,
/// never colours of a palette. Rows count from the north, whichever way the file has them. One object per thread.
class RasterBand {
 public:
  enum class Access {
    cached,  ///< through GDAL's block cache
    direct   ///< uncompressed TIFF past it: faster for what is read once
  };
  /// Throws Error: no such file or band, an endless input, not a raster, no CRS, rotated or without georeference, an
  /// absurd size, complex values, and (kind work) a raw file shorter than its header demands.
  RasterBand(const std::filesystem::path& path, int band, Access access = Access::cached);

  const std::filesystem::path& path() const { return path_; }
  const Grid& grid() const { return grid_; }
  GDALDatasetH dataset() const { return dataset_.get(); }
  GDALRasterBandH handle() const { return band_; }
  GDALDataType type() const { return type_; }
  bool real() const { return type_ == GDT_Float32 || type_ == GDT_Float64; }
  /// True when a value may mean "none": nodata is declared, there is a mask, or values are real (NaN).
  bool hasGaps() const { return hasNodata_ || !masks_.empty() || real(); }
  /// The declared nodata value as the pixels carry it; NaN when there is none.
  double nodata() const { return nodata_; }
  /// A further value that stands for no data, as stored.
  void addNodata(double value);

  const Scale& scale() const { return scale_; }
  /// The unit of the measured values as the band says it ("tC/ha"); may be empty.
  std::string unit() const;

  /// Values of a window inside the raster; row i begins at out + i * stride. Pixels without a value become `none`.
  /// T: float, double, or std::int32_t, which is for integers of up to 32 bits and leaves the declared nodata value as
  /// it stands. Throws Error (kind work) for pixels that cannot be read.
  template <typename T>
  void read(const Window& window, T* out, std::size_t stride, T none);

  /// Where a pixel is: column and row in the file's own order from 0, as gdallocationinfo counts, and its middle.
  struct Place {
    std::int64_t col, row;
    double x, y;
  };
  Place placeOf(std::int64_t col, std::int64_t row) const;

 private:
  void open(Access access);
  void checkSize() const;
  void readGrid();
  void readNodata();
  void readScale();
  template <typename T>
  void readWide(const Window& inFile, T* out, std::size_t stride, T none);
  template <typename T>
  void clearGaps(const Window& inFile, T* out, std::size_t stride, T none) const;
  template <typename T>
  void hide(const Window& inFile, T* out, std::size_t stride, T none);
  void rasterIo(GDALRasterBandH band, const Window& inFile, void* out, GDALDataType type, std::size_t stride);

  std::filesystem::path path_;
  int bandNumber_;
  GdalDataset dataset_;
  GDALRasterBandH band_ = nullptr;
  GDALDataType type_ = GDT_Unknown;
  Grid grid_;
  bool southUp_ = false, signedByte_ = false, hasNodata_ = false;
  double nodata_ = std::numeric_limits<double>::quiet_NaN();
  std::int64_t wideNodata_ = 0;   ///< of Int64 to the last digit; of UInt64 by its bits
  std::vector<double> noValues_;  ///< all that stand for no data, but for the declared one of a 64-bit integer
  Scale scale_;
  std::vector<GDALRasterBandH> masks_;
  std::vector<std::uint8_t> seen_;
};

}  // namespace tanhui
