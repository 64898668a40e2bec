#include "geo/gdal/RasterBand.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <type_traits>

#include <cpl_string.h>
#include <cpl_vsi.h>

#include "geo/base/Error.h"
#include "geo/base/GdalOption.h"
#include "geo/base/Input.h"
#include "geo/base/Nearest.h"
#include "geo/gdal/detail/RasterLength.h"

namespace tanhui {
namespace {

/// A header may claim any size: this many times what the files on disk could hold is a mistake or an attack.
constexpr double kMostCompression = 1e6;
/// One block of the file must fit in memory.
constexpr double kLargestBlock = 2e9;  ///< bytes

double bytesOnDisk(GDALDatasetH dataset) {
  const CPLStringList files(GDALGetFileList(dataset));
  double bytes = 0;
  for (int i = 0; i < files.size(); ++i) {
    VSIStatBufL status;
    if (VSIStatL(files[i], &status) == 0) bytes += static_cast<double>(status.st_size);
  }
  return bytes;
}

/// A value as a band of floats carries it: GDAL gives a float's value as a double with more digits
/// (-3.4028234663852886e38), or the decimal number from which the float was made. NaN: no pixel can hold it.
double asFloat(double value) {
  if (!std::isfinite(value)) return value;
  constexpr double largest = std::numeric_limits<float>::max();
  if (std::abs(value) > largest * (1 + 1e-6)) return std::numeric_limits<double>::quiet_NaN();
  return static_cast<double>(static_cast<float>(std::clamp(value, -largest, largest)));
}

const char* itemOf(GDALRasterBandH band, const char* key, const char* domain) {
  const char* item = GDALGetMetadataItem(band, key, domain);
  return item != nullptr ? item : "";
}

/// The rasters that a container (netCDF, HDF, GeoPackage) holds, as GDAL names them.
std::vector<std::string> subdatasets(GDALDatasetH dataset) {
  std::vector<std::string> names;
  const CPLStringList items(CSLDuplicate(GDALGetMetadata(dataset, "SUBDATASETS")));
  for (int i = 1; const char* name = items.FetchNameValue(fmt::format("SUBDATASET_{}_NAME", i).c_str()); ++i)
    names.emplace_back(name);
  return names;
}

}  // namespace

std::vector<GDALRasterBandH> masksOf(GDALDatasetH dataset, int number) {
  GDALRasterBandH band = GDALGetRasterBand(dataset, number);
  std::vector<GDALRasterBandH> masks;
  const int flags = GDALGetMaskFlags(band);
  const bool ofBand = (flags & (GMF_ALL_VALID | GMF_NODATA)) == 0;
  if ((flags & GMF_PER_DATASET) != 0 || ofBand) masks.push_back(GDALGetMaskBand(band));
  if ((flags & GMF_ALPHA) != 0) return masks;
  for (int i = 1; i <= GDALGetRasterCount(dataset); ++i) {
    GDALRasterBandH other = GDALGetRasterBand(dataset, i);
    const GDALDataType type = GDALGetRasterDataType(other);
    if (i != number && GDALGetRasterColorInterpretation(other) == GCI_AlphaBand &&
        (type == GDT_Byte || type == GDT_UInt16))
      masks.push_back(other);
  }
  return masks;
}

Scale scaleOf(GDALRasterBandH band) {
  Scale scale;
  int has = 0;
  const double factor = GDALGetRasterScale(band, &has);
  if (has != 0) scale.factor = factor;
  const double offset = GDALGetRasterOffset(band, &has);
  if (has != 0) scale.offset = offset;
  return scale;
}

RasterBand::RasterBand(const std::filesystem::path& path, int band, Access access) : path_(path), bandNumber_(band) {
  registerGdal();
  const SideFiles readToo;
  open(access);
  checkSize();
  readGrid();
  readNodata();
  readScale();
  masks_ = masksOf(dataset_.get(), bandNumber_);
  requireWholeFile(dataset_.get(), path_);
}

void RasterBand::open(Access access) {
  requireInput(path_);
  const GdalOption direct("GTIFF_DIRECT_IO", access == Access::direct ? "YES" : "NO");
  dataset_.reset(
      GDALOpenEx(path_.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr));
  if (dataset_ == nullptr)
    throw Error(path_.string(), say("layer.raster_open", takeGdalMessage()), say("layer.raster_open.remedy"));
  const int bands = GDALGetRasterCount(dataset_.get());
  if (const std::vector<std::string> parts = subdatasets(dataset_.get()); bands == 0 && !parts.empty())
    throw Error(path_.string(), say("layer.raster_parts", parts.size()),
                say("layer.raster_parts.remedy", joinNames(parts)));
  if (bandNumber_ < 1 || bandNumber_ > bands)
    throw Error(path_.string(), say("layer.raster_band", bandNumber_, bands), say("layer.raster_band.remedy"));
  band_ = GDALGetRasterBand(dataset_.get(), bandNumber_);
  type_ = GDALGetRasterDataType(band_);
  if (GDALDataTypeIsComplex(type_) != 0)
    throw Error(path_.string(), say("layer.raster_complex"), say("layer.raster_complex.remedy"));
  // What GDAL before 3.7 has for signed bytes: it gives them as 0 to 255.
  signedByte_ = type_ == GDT_Byte && EQUAL(itemOf(band_, "PIXELTYPE", "IMAGE_STRUCTURE"), "SIGNEDBYTE");
}

void RasterBand::checkSize() const {
  const double cols = GDALGetRasterXSize(dataset_.get()), rows = GDALGetRasterYSize(dataset_.get());
  const double pixelBytes = GDALGetDataTypeSizeBytes(type_);
  int blockCols = 0, blockRows = 0;
  GDALGetBlockSize(band_, &blockCols, &blockRows);
  const bool absurd = cols * rows * pixelBytes > kMostCompression * std::max(bytesOnDisk(dataset_.get()), 1.0);
  if (absurd || double{pixelBytes} * blockCols * blockRows > kLargestBlock)
    throw Error(path_.string(), say("layer.raster_size", cols, rows), say("layer.raster_size.remedy"));
}

void RasterBand::readGrid() {
  std::array<double, 6> t{};
  if (GDALGetGeoTransform(dataset_.get(), t.data()) != CE_None) {
    CPLErrorReset();
    throw Error(path_.string(), say("layer.raster_place"), say("layer.raster_place.remedy"));
  }
  grid_.cols = GDALGetRasterXSize(dataset_.get());
  grid_.rows = GDALGetRasterYSize(dataset_.get());
  const auto cols = static_cast<double>(grid_.cols), rows = static_cast<double>(grid_.rows);
  // A hundredth of a pixel over the whole raster is rounding in the header.
  const bool rotated = std::abs(t[2]) * rows > 0.01 * std::abs(t[1]) || std::abs(t[4]) * cols > 0.01 * std::abs(t[5]);
  if (rotated) throw Error(path_.string(), say("layer.raster_rotated"), say("layer.raster_rotated.remedy"));
  if (!(t[1] > 0) || t[5] == 0 || !std::ranges::all_of(t, [](double v) { return std::isfinite(v); }))
    throw Error(path_.string(), say("layer.raster_place"), say("layer.raster_place.remedy"));
  southUp_ = t[5] > 0;
  grid_.x0 = t[0];
  grid_.y0 = southUp_ ? t[3] + rows * t[5] : t[3];
  grid_.dx = t[1];
  grid_.dy = std::abs(t[5]);
  grid_.crs = Crs::fromHandle(GDALGetSpatialRef(dataset_.get()));
  if (!grid_.crs.known()) throw Error(path_.string(), say("layer.raster_crs"), say("layer.raster_crs.remedy"));
}

void RasterBand::readNodata() {
  int has = 0;
  if (type_ == GDT_Int64) {
    wideNodata_ = GDALGetRasterNoDataValueAsInt64(band_, &has);
    nodata_ = static_cast<double>(wideNodata_);
  } else if (type_ == GDT_UInt64) {
    const std::uint64_t value = GDALGetRasterNoDataValueAsUInt64(band_, &has);
    wideNodata_ = static_cast<std::int64_t>(value);
    nodata_ = static_cast<double>(value);
  } else {
    nodata_ = GDALGetRasterNoDataValue(band_, &has);
    if (type_ == GDT_Float32) nodata_ = asFloat(nodata_);
    if (has != 0 && !std::isnan(nodata_)) noValues_.push_back(nodata_);
  }
  hasNodata_ = has != 0;
  if (!hasNodata_) nodata_ = std::numeric_limits<double>::quiet_NaN();
}

void RasterBand::addNodata(double value) {
  hasNodata_ = true;
  noValues_.push_back(type_ == GDT_Float32 ? asFloat(value) : value);
}

void RasterBand::readScale() {
  scale_ = scaleOf(band_);
  if (!std::isfinite(scale_.factor) || scale_.factor == 0 || !std::isfinite(scale_.offset))
    throw Error(path_.string(), say("layer.raster_scale_unusable", scale_.factor, scale_.offset),
                say("layer.raster_scale_unusable.remedy"));
}

std::string RasterBand::unit() const {
  const char* unit = GDALGetRasterUnitType(band_);
  return unit != nullptr ? unit : "";
}

template <typename T>
void RasterBand::read(const Window& window, T* out, std::size_t stride, T none) {
  Window inFile = window;
  if (southUp_) inFile.row = grid_.rows - window.row - window.rows;
  if (type_ == GDT_Int64 || type_ == GDT_UInt64) {
    readWide(inFile, out, stride, none);
  } else {
    constexpr GDALDataType type = std::is_same_v<T, float>    ? GDT_Float32
                                  : std::is_same_v<T, double> ? GDT_Float64
                                                              : GDT_Int32;
    rasterIo(band_, inFile, out, type, stride);
  }
  clearGaps(inFile, out, stride, none);
  hide(inFile, out, stride, none);
  if (!southUp_) return;
  for (int top = 0, bottom = window.rows - 1; top < bottom; ++top, --bottom) {
    T* upper = out + static_cast<std::size_t>(top) * stride;
    std::swap_ranges(upper, upper + window.cols, out + static_cast<std::size_t>(bottom) * stride);
  }
}

/// 64-bit integers are told from nodata before they become doubles, which hold 53 bits.
template <typename T>
void RasterBand::readWide(const Window& inFile, T* out, std::size_t stride, T none) {
  if constexpr (std::is_same_v<T, double>) {
    static_assert(sizeof(double) == sizeof(std::int64_t));
    rasterIo(band_, inFile, out, type_, stride);
    const bool isSigned = type_ == GDT_Int64, declared = hasNodata_ && !std::isnan(nodata_);
    for (int r = 0; r < inFile.rows; ++r) {
      double* row = out + static_cast<std::size_t>(r) * stride;
      for (int c = 0; c < inFile.cols; ++c) {
        std::int64_t bits = 0;
        std::memcpy(&bits, row + c, sizeof bits);
        row[c] = isSigned ? static_cast<double>(bits) : static_cast<double>(static_cast<std::uint64_t>(bits));
        if (declared && bits == wideNodata_) row[c] = none;
      }
    }
  } else {
    throw Error(path_.string(), say("layer.raster_open", GDALGetDataTypeName(type_)), say("layer.raster_open.remedy"));
  }
}

template <typename T>
void RasterBand::clearGaps(const Window& inFile, T* out, std::size_t stride, T none) const {
  for (int r = 0; r < inFile.rows; ++r) {
    T* row = out + static_cast<std::size_t>(r) * stride;
    if (signedByte_)
      for (int c = 0; c < inFile.cols; ++c) row[c] = row[c] > 127 ? row[c] - 256 : row[c];
    if constexpr (std::is_floating_point_v<T>) {
      // NaN and the infinities with the first value in one pass: there seldom is another.
      const T first = noValues_.empty() ? none : static_cast<T>(noValues_.front());
      if (real()) {
        for (int c = 0; c < inFile.cols; ++c) row[c] = ((row[c] - row[c] == 0) & (row[c] != first)) ? row[c] : none;
      } else if (!noValues_.empty()) {
        for (int c = 0; c < inFile.cols; ++c) row[c] = row[c] != first ? row[c] : none;
      }
      for (std::size_t i = 1; i < noValues_.size(); ++i)
        for (int c = 0; c < inFile.cols; ++c) row[c] = row[c] != static_cast<T>(noValues_[i]) ? row[c] : none;
    }
  }
}

template <typename T>
void RasterBand::hide(const Window& inFile, T* out, std::size_t stride, T none) {
  const auto cols = static_cast<std::size_t>(inFile.cols);
  for (GDALRasterBandH mask : masks_) {
    seen_.resize(static_cast<std::size_t>(inFile.cells()));
    rasterIo(mask, inFile, seen_.data(), GDT_Byte, cols);
    for (std::size_t r = 0; r < static_cast<std::size_t>(inFile.rows); ++r)
      for (std::size_t c = 0; c < cols; ++c)
        if (seen_[r * cols + c] == 0) out[r * stride + c] = none;
  }
}

void RasterBand::rasterIo(GDALRasterBandH band, const Window& inFile, void* out, GDALDataType type,
                          std::size_t stride) {
  const GSpacing pixel = GDALGetDataTypeSizeBytes(type);
  CPLErrorReset();
  const CPLErr failed = GDALRasterIOEx(band, GF_Read, static_cast<int>(inFile.col), static_cast<int>(inFile.row),
                                       inFile.cols, inFile.rows, out, inFile.cols, inFile.rows, type, pixel,
                                       pixel * static_cast<GSpacing>(stride), nullptr);
  if (failed != CE_None)
    throw Error(path_.string(),
                say("layer.raster_damaged", inFile.col, inFile.row, inFile.cols, inFile.rows, takeGdalMessage()),
                say("layer.raster_damaged.remedy"), ErrorKind::work);
}

RasterBand::Place RasterBand::placeOf(std::int64_t col, std::int64_t row) const {
  return {col, southUp_ ? grid_.rows - 1 - row : row, grid_.x0 + (static_cast<double>(col) + 0.5) * grid_.dx,
          grid_.y0 - (static_cast<double>(row) + 0.5) * grid_.dy};
}

template void RasterBand::read<float>(const Window&, float*, std::size_t, float);
template void RasterBand::read<double>(const Window&, double*, std::size_t, double);
template void RasterBand::read<std::int32_t>(const Window&, std::int32_t*, std::size_t, std::int32_t);

}  // namespace tanhui
