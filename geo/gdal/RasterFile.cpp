#include "geo/gdal/RasterFile.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geo/base/Error.h"

namespace tanhui {
namespace {

bool isInt32(double value) {
  return value >= std::numeric_limits<std::int32_t>::min() && value <= std::numeric_limits<std::int32_t>::max() &&
         std::trunc(value) == value;
}

bool widerThanInt32(GDALDataType type) {
  return type != GDT_Byte && type != GDT_Int16 && type != GDT_UInt16 && type != GDT_Int32;
}

}  // namespace

RasterFile::RasterFile(const std::filesystem::path& path, int band)
    : band_(path, band),
      nodata_(isInt32(band_.nodata()) ? static_cast<std::int32_t>(band_.nodata())
                                      : std::numeric_limits<std::int32_t>::min()) {
  if (band_.scale().applies())
    throw Error(path.string(), say("layer.raster_scaled", band_.scale().factor, band_.scale().offset),
                say("layer.raster_scaled.remedy"));
}

void RasterFile::read(const Window& window, std::int32_t* out, std::size_t stride) {
  if (widerThanInt32(band_.type())) {
    readReal(window, out, stride);
  } else {
    band_.read(window, out, stride, nodata_);
  }
}

void RasterFile::readReal(const Window& window, std::int32_t* out, std::size_t stride) {
  // A few rows at a time: doubles take twice the room.
  const int step = std::max(1, (1 << 18) / std::max(1, window.cols));
  const auto cols = static_cast<std::size_t>(window.cols);
  for (int row = 0; row < window.rows; row += step) {
    const Window strip{window.col, window.row + row, window.cols, std::min(step, window.rows - row)};
    real_.resize(cols * static_cast<std::size_t>(strip.rows));
    band_.read(strip, real_.data(), cols, std::numeric_limits<double>::quiet_NaN());
    for (int r = 0; r < strip.rows; ++r)
      for (std::size_t c = 0; c < cols; ++c)
        out[static_cast<std::size_t>(row + r) * stride + c] = wholeValue(
            real_[static_cast<std::size_t>(r) * cols + c], strip.col + static_cast<std::int64_t>(c), strip.row + r);
  }
}

std::int32_t RasterFile::wholeValue(double value, std::int64_t col, std::int64_t row) const {
  if (std::isnan(value)) return nodata_;
  if (isInt32(value)) return static_cast<std::int32_t>(value);
  const RasterBand::Place at = band_.placeOf(col, row);
  throw Error(
      band_.path().string(),
      say("layer.raster_not_classes", value, at.col, at.row, fmt::format("{:.9g}", at.x), fmt::format("{:.9g}", at.y)),
      say("layer.raster_not_classes.remedy"));
}

}  // namespace tanhui
