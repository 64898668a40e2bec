#include "app/viewer/model/BandView.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace tanhui::viewer {

BandView::BandView(GDALDatasetH dataset, int band, bool classes)
    : band_(GDALGetRasterBand(dataset, band)), masks_(masksOf(dataset, band)) {
  int has = 0;
  if (GDALGetRasterDataType(band_) == GDT_Int64) {
    nodata_ = static_cast<float>(GDALGetRasterNoDataValueAsInt64(band_, &has));
  } else if (GDALGetRasterDataType(band_) == GDT_UInt64) {
    nodata_ = static_cast<float>(GDALGetRasterNoDataValueAsUInt64(band_, &has));
  } else {
    nodata_ = static_cast<float>(GDALGetRasterNoDataValue(band_, &has));
  }
  hasNodata_ = has != 0;
  if (!classes) scale_ = scaleOf(band_);
}

void BandView::finish(float& value, bool seen) const {
  constexpr float nothing = std::numeric_limits<float>::quiet_NaN();
  if (!seen || !std::isfinite(value) || (hasNodata_ && value == nodata_)) {
    value = nothing;
  } else if (scale_.applies()) {
    value = static_cast<float>(static_cast<double>(value) * scale_.factor + scale_.offset);
  }
}

bool BandView::read(const QRect& from, const QRect& to, float* out, int width, GDALRIOResampleAlg resample) const {
  GDALRasterIOExtraArg how;
  INIT_RASTERIO_EXTRA_ARG(how);
  how.eResampleAlg = resample;
  const auto into = [&](GDALRasterBandH band, void* buffer, GDALDataType type, int line) {
    return GDALRasterIOEx(band, GF_Read, from.x(), from.y(), from.width(), from.height(), buffer, to.width(),
                          to.height(), type, 0, GSpacing{line} * GDALGetDataTypeSizeBytes(type), &how) == CE_None;
  };
  float* first = out + std::ptrdiff_t{to.y()} * width + to.x();
  if (!into(band_, first, GDT_Float32, width)) return false;
  std::vector<std::uint8_t> seen(static_cast<std::size_t>(to.width()) * static_cast<std::size_t>(to.height()), 255);
  std::vector<std::uint8_t> mask(seen.size());
  for (GDALRasterBandH band : masks_) {
    if (!into(band, mask.data(), GDT_Byte, to.width())) return false;
    for (std::size_t i = 0; i < seen.size(); ++i) seen[i] = std::min(seen[i], mask[i]);
  }
  for (int row = 0; row < to.height(); ++row)
    for (int col = 0; col < to.width(); ++col)
      finish(
          first[std::ptrdiff_t{row} * width + col],
          seen[static_cast<std::size_t>(row) * static_cast<std::size_t>(to.width()) + static_cast<std::size_t>(col)] !=
              0);
  return true;
}

}  // namespace tanhui::viewer
