#include "geo/layer/RasterFile.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <cpl_string.h>
#include <cpl_vsi.h>

namespace tanhui {
namespace {

constexpr std::int32_t kNoValue = std::numeric_limits<std::int32_t>::min();
/// A header may claim any size: this many times what the files on disk could hold is a mistake or an attack.
constexpr double kMostCompression = 1e6;
/// One block of the file must fit in memory.
constexpr double kLargestBlock = 2e9;  ///< bytes

bool isInt32(double value) {
  return value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max() &&
         std::trunc(value) == value;
}

bool widerThanInt32(GDALDataType type) {
  return type != GDT_Byte && type != GDT_Int16 && type != GDT_UInt16 && type != GDT_Int32;
}

double bytesOnDisk(GDALDatasetH dataset) {
  const CPLStringList files(GDALGetFileList(dataset));
  double bytes = 0;
  for (int i = 0; i < files.size(); ++i) {
    VSIStatBufL status;
    if (VSIStatL(files[i], &status) == 0) bytes += static_cast<double>(status.st_size);
  }
  return bytes;
}

}  // namespace

RasterFile::RasterFile(const std::filesystem::path& path, int band)
    : path_(path), bandNumber_(band), nodata_(kNoValue) {
  registerGdal();
  open();
  checkSize();
  readGrid();
  readNodata();
}

void RasterFile::open() {
  std::error_code code;
  if (!path_.string().starts_with("/vsi") && !std::filesystem::exists(path_, code))
    throw Error(path_.string(), say("layer.no_file"), say("layer.no_file.remedy"));
  dataset_.reset(
      GDALOpenEx(path_.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, nullptr, nullptr, nullptr));
  if (dataset_ == nullptr)
    throw Error(path_.string(), say("layer.raster_open", takeGdalMessage()), say("layer.raster_open.remedy"));
  const int bands = GDALGetRasterCount(dataset_.get());
  if (bandNumber_ < 1 || bandNumber_ > bands)
    throw Error(path_.string(), say("layer.raster_band", bandNumber_, bands), say("layer.raster_band.remedy"));
  band_ = GDALGetRasterBand(dataset_.get(), bandNumber_);
  type_ = GDALGetRasterDataType(band_);
  if (GDALDataTypeIsComplex(type_) != 0)
    throw Error(path_.string(), say("layer.raster_complex"), say("layer.raster_complex.remedy"));
}

void RasterFile::checkSize() const {
  const double cols = GDALGetRasterXSize(dataset_.get()), rows = GDALGetRasterYSize(dataset_.get());
  const double pixelBytes = GDALGetDataTypeSizeBytes(type_);
  int blockCols = 0, blockRows = 0;
  GDALGetBlockSize(band_, &blockCols, &blockRows);
  const bool absurd = cols * rows * pixelBytes > kMostCompression * std::max(bytesOnDisk(dataset_.get()), 1.0);
  if (absurd || double{pixelBytes} * blockCols * blockRows > kLargestBlock)
    throw Error(path_.string(), say("layer.raster_size", cols, rows), say("layer.raster_size.remedy"));
}

void RasterFile::readGrid() {
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

void RasterFile::readNodata() {
  int has = 0;
  declaredNodata_ = GDALGetRasterNoDataValue(band_, &has);
  const bool real = type_ == GDT_Float32 || type_ == GDT_Float64;
  hasNodata_ = has != 0 || real;  // NaN is no value in any case
  if (has == 0) declaredNodata_ = std::numeric_limits<double>::quiet_NaN();
  if (type_ == GDT_Float32) declaredNodata_ = static_cast<double>(static_cast<float>(declaredNodata_));
  nodata_ = isInt32(declaredNodata_) ? static_cast<std::int32_t>(declaredNodata_) : kNoValue;
}

void RasterFile::read(const Window& window, std::int32_t* out, std::size_t stride) {
  Window inFile = window;
  if (southUp_) inFile.row = grid_.rows - window.row - window.rows;
  if (widerThanInt32(type_)) {
    readReal(inFile, out, stride);
  } else {
    rasterIo(inFile, out, GDT_Int32, stride);
  }
  if (!southUp_) return;
  for (int top = 0, bottom = window.rows - 1; top < bottom; ++top, --bottom) {
    std::int32_t* upper = out + static_cast<std::size_t>(top) * stride;
    std::swap_ranges(upper, upper + window.cols, out + static_cast<std::size_t>(bottom) * stride);
  }
}

void RasterFile::readReal(const Window& inFile, std::int32_t* out, std::size_t stride) {
  // A few rows at a time: doubles take twice the room.
  const int step = std::max(1, (1 << 18) / std::max(1, inFile.cols));
  const auto cols = static_cast<std::size_t>(inFile.cols);
  for (int row = 0; row < inFile.rows; row += step) {
    const Window strip{inFile.col, inFile.row + row, inFile.cols, std::min(step, inFile.rows - row)};
    real_.resize(cols * static_cast<std::size_t>(strip.rows));
    rasterIo(strip, real_.data(), GDT_Float64, cols);
    for (int r = 0; r < strip.rows; ++r)
      for (std::size_t c = 0; c < cols; ++c)
        out[static_cast<std::size_t>(row + r) * stride + c] =
            wholeValue(real_[static_cast<std::size_t>(r) * cols + c], strip);
  }
}

std::int32_t RasterFile::wholeValue(double value, const Window& inFile) const {
  if (std::isnan(value) || value == declaredNodata_) return nodata_;
  if (isInt32(value)) return static_cast<std::int32_t>(value);
  throw Error(path_.string(), say("layer.raster_not_classes", value, inFile.col, inFile.row),
              say("layer.raster_not_classes.remedy"));
}

void RasterFile::rasterIo(const Window& inFile, void* out, GDALDataType type, std::size_t stride) {
  const GSpacing pixel = GDALGetDataTypeSizeBytes(type);
  CPLErrorReset();
  const CPLErr failed = GDALRasterIOEx(band_, GF_Read, static_cast<int>(inFile.col), static_cast<int>(inFile.row),
                                       inFile.cols, inFile.rows, out, inFile.cols, inFile.rows, type, pixel,
                                       pixel * static_cast<GSpacing>(stride), nullptr);
  if (failed != CE_None)
    throw Error(path_.string(),
                say("layer.raster_damaged", inFile.col, inFile.row, inFile.cols, inFile.rows, takeGdalMessage()),
                say("layer.raster_damaged.remedy"), ErrorKind::work);
}

}  // namespace tanhui
