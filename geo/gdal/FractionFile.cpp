#include "geo/gdal/FractionFile.h"

#include <algorithm>
#include <array>
#include <string>

#include <cpl_error.h>
#include <cpl_string.h>

#include "geo/base/Error.h"

namespace tanhui {

FractionFile::FractionFile(const std::filesystem::path& target, const Grid& grid, const std::vector<std::string>& bands,
                           bool float64, int threads)
    : part_(target), float64_(float64) {
  const std::string edge = std::to_string(kFractionTile);
  CPLStringList options;
  options.SetNameValue("TILED", "YES");
  options.SetNameValue("BLOCKXSIZE", edge.c_str());
  options.SetNameValue("BLOCKYSIZE", edge.c_str());
  options.SetNameValue("COMPRESS", "DEFLATE");
  options.SetNameValue("INTERLEAVE", "BAND");
  options.SetNameValue("BIGTIFF", "IF_SAFER");
  if (threads > 1) options.SetNameValue("NUM_THREADS", std::to_string(threads).c_str());
  CPLErrorReset();
  dataset_.reset(GDALCreate(GDALGetDriverByName("GTiff"), part_.path().c_str(), static_cast<int>(grid.cols),
                            static_cast<int>(grid.rows), static_cast<int>(bands.size()),
                            float64 ? GDT_Float64 : GDT_Float32, options.List()));
  check(dataset_ != nullptr);
  std::array<double, 6> transform{grid.x0, grid.dx, 0, grid.y0, 0, -grid.dy};
  check(GDALSetGeoTransform(dataset_.get(), transform.data()) == CE_None);
  check(GDALSetSpatialRef(dataset_.get(), grid.crs.handle()) == CE_None);
  for (std::size_t band = 0; band < bands.size(); ++band)
    GDALSetDescription(GDALGetRasterBand(dataset_.get(), static_cast<int>(band) + 1), bands[band].c_str());
}

void FractionFile::check(bool done) const {
  if (!done)
    throw Error(part_.target().string(), say("file.cannot_write", takeGdalMessage()), say("file.cannot_write.remedy"),
                ErrorKind::work);
}

void FractionFile::write(std::uint32_t band, const Window& window, std::span<const double> fractions) {
  GDALRasterBandH handle = GDALGetRasterBand(dataset_.get(), static_cast<int>(band) + 1);
  const auto col = static_cast<int>(window.col / kFractionTile), row = static_cast<int>(window.row / kFractionTile);
  // GDALWriteBlock takes the values as its own type, without const; it does not change them.
  if (float64_) {
    check(GDALWriteBlock(handle, col, row, const_cast<double*>(fractions.data())) == CE_None);
    return;
  }
  narrow_.resize(fractions.size());
  std::ranges::transform(fractions, narrow_.begin(), [](double fraction) { return static_cast<float>(fraction); });
  check(GDALWriteBlock(handle, col, row, narrow_.data()) == CE_None);
}

void FractionFile::commit() {
  check(closeWhole(dataset_));
  part_.commit();
}

}  // namespace tanhui
