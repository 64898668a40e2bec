#pragma once

#include <vector>

#include <QRect>

#include "geo/gdal/RasterBand.h"

namespace tanhui::viewer {

/// What can be seen of one band: measured figures, or codes as they are stored; NaN where the file has no value, by the
/// same signs that a run goes by.
class BandView {
 public:
  BandView(GDALDatasetH dataset, int band, bool classes);

  GDALRasterBandH handle() const { return band_; }
  /// Reads `from` of the band's pixels into `to` of a picture that begins at `out` and is `width` wide; where there are
  /// more pixels, they are averaged or one is taken. False when GDAL cannot.
  bool read(const QRect& from, const QRect& to, float* out, int width,
            GDALRIOResampleAlg resample = GRIORA_NearestNeighbour) const;

 private:
  void finish(float& value, bool seen) const;

  GDALRasterBandH band_;
  std::vector<GDALRasterBandH> masks_;
  bool hasNodata_ = false;
  float nodata_ = 0;
  Scale scale_;
};

}  // namespace tanhui::viewer
