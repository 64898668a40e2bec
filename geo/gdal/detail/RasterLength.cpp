#include "geo/gdal/detail/RasterLength.h"

#include <algorithm>
#include <memory>
#include <string>

#include <cpl_string.h>
#include <cpl_virtualmem.h>
#include <gdal_priv.h>
#include <rawdataset.h>

#include "geo/base/Error.h"
#include "geo/base/Handle.h"

namespace tanhui {
namespace {

/// One past the last byte that the pixels of the band take up in the file. Lines may be stored from the south.
double lastByte(RawRasterBand& band) {
  const auto along = [](double step, int count) { return std::max(0.0, step * (count - 1)); };
  return static_cast<double>(band.GetImgOffset()) + along(band.GetLineOffset(), band.GetYSize()) +
         along(band.GetPixelOffset(), band.GetXSize()) + GDALGetDataTypeSizeBytes(band.GetRasterDataType());
}

double lengthOf(VSILFILE* file) {
  if (VSIFSeekL(file, 0, SEEK_END) != 0) return 0;
  return static_cast<double>(VSIFTellL(file));
}

/// Other bands of raw pixels keep their file to themselves. Mapping such a band into memory, which reads no pixel,
/// fails when it ends early.
bool mapsBeyondFile(GDALRasterBandH band) {
  const CPLStringList options(CSLSetNameValue(nullptr, "USE_DEFAULT_IMPLEMENTATION", "NO"));
  int pixelSpace = 0;
  GIntBig lineSpace = 0;
  CPLErrorReset();
  const std::unique_ptr<CPLVirtualMem, decltype(&CPLVirtualMemFree)> mapped(
      GDALGetVirtualMemAuto(band, GF_Read, &pixelSpace, &lineSpace, options.List()), CPLVirtualMemFree);
  return takeGdalMessage().find("outside of the file") != std::string::npos && !mapped;
}

bool endsEarly(GDALRasterBandH handle) {
  auto* raw = dynamic_cast<RawRasterBand*>(GDALRasterBand::FromHandle(handle));
  if (raw == nullptr || raw->GetFPL() == nullptr) return mapsBeyondFile(handle);
  return lengthOf(raw->GetFPL()) < lastByte(*raw);
}

void requireWholeSources(GDALDatasetH vrt, const std::filesystem::path& path) {
  const CPLStringList files(GDALGetFileList(vrt));
  for (int i = 0; i < files.size(); ++i) {
    const std::filesystem::path source = files[i];
    // A mosaic may have thousands of TIFFs, which report what is missing.
    if (source == path || source.extension() == ".tif" || source.extension() == ".tiff") continue;
    const GdalDataset opened(GDALOpenEx(files[i], GDAL_OF_RASTER | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
    takeGdalMessage();
    if (opened) requireWholeFile(opened.get(), source);
  }
}

}  // namespace

void requireWholeFile(GDALDatasetH dataset, const std::filesystem::path& path) {
  for (int band = 1; band <= GDALGetRasterCount(dataset); ++band)
    if (endsEarly(GDALGetRasterBand(dataset, band)))
      throw Error(path.string(), say("layer.raster_truncated"), say("layer.raster_damaged.remedy"), ErrorKind::work);
  const char* driver = GDALGetDriverShortName(GDALGetDatasetDriver(dataset));
  if (driver != nullptr && EQUAL(driver, "VRT")) requireWholeSources(dataset, path);
}

}  // namespace tanhui
