#include "app/viewer/canvas/OverviewCache.h"

#include <cpl_conv.h>
#include <gdal_utils.h>

#include <QCoreApplication>
#include <QStandardPaths>

#include "app/viewer/canvas/RasterAccess.h"
#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "geo/base/GdalOption.h"
#include "geo/base/Input.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t kLarge = std::int64_t{4096} * 4096;  // pixels that a screen can be made from without overviews
constexpr int kFirstFactor = 8;

fs::path cacheFolder() {
  return fs::path(QStandardPaths::writableLocation(QStandardPaths::CacheLocation).toStdString()) / "overviews";
}

fs::path vrtOf(const fs::path& raster) {
  return cacheFolder() / (sha256(fs::absolute(raster).string() + "#" + fileStamp(raster)).substr(0, 24) + ".vrt");
}

/// A VRT that was made but whose overviews were not finished has no .ovr beside it under the final name.
fs::path overviewsOf(const fs::path& vrt) { return vrt.string() + ".ovr"; }

int stopWhenAsked(double, const char*, void* stop) {
  return static_cast<const std::atomic<bool>*>(stop)->load() ? FALSE : TRUE;
}

}  // namespace

std::string fileStamp(const fs::path& file) {
  std::error_code none;
  const fs::path behind = fileBehind(file);
  const auto size = fs::file_size(behind, none);
  const auto time = fs::last_write_time(behind, none).time_since_epoch().count();
  return fmt::format("{}-{}", size, time);
}

fs::path cachedOverviews(const fs::path& raster) {
  const fs::path vrt = vrtOf(raster);
  std::error_code none;
  return fs::exists(vrt, none) && fs::exists(overviewsOf(vrt), none) ? vrt : fs::path();
}

bool wantsOverviews(const fs::path& raster) {
  const RasterAccess access = openRasterAccess(raster.string(), 1);
  const std::int64_t pixels =
      std::int64_t{GDALGetRasterXSize(access.dataset.get())} * GDALGetRasterYSize(access.dataset.get());
  return pixels > kLarge && !access.hasOverviews() && cachedOverviews(raster).empty();
}

bool buildOverviews(const fs::path& raster, bool classes, const std::atomic<bool>& stop) {
  const RasterAccess access = openRasterAccess(raster.string(), 1);
  const fs::path vrt = vrtOf(raster);
  // Two windows may make the same: each under a name of its own, and the last one stays.
  const fs::path part = cacheFolder() / fmt::format(".part-{}-{}-{}", QCoreApplication::applicationPid(),
                                                    static_cast<const void*>(&stop), vrt.filename().string());
  std::error_code failure;
  fs::create_directories(cacheFolder(), failure);
  if (failure)
    throw Error(cacheFolder().string(), say("viewer.no_overviews", failure.message()),
                say("viewer.no_overviews.remedy"), ErrorKind::work);
  {
    const GdalDataset copy(GDALCreateCopy(GDALGetDriverByName("VRT"), part.c_str(), access.dataset.get(), FALSE,
                                          nullptr, nullptr, nullptr));
    if (!copy) failRead(raster.string());
  }
  std::vector<int> factors;
  const int longer = std::max(GDALGetRasterXSize(access.dataset.get()), GDALGetRasterYSize(access.dataset.get()));
  for (int factor = kFirstFactor; longer / factor >= 128; factor *= 2) factors.push_back(factor);
  bool made = false;
  {
    const GdalOption compress("COMPRESS_OVERVIEW", "LZW"), large("BIGTIFF_OVERVIEW", "IF_SAFER");
    const GdalDataset view(GDALOpen(part.c_str(), GA_ReadOnly));
    if (!view) failRead(raster.string());
    made =
        GDALBuildOverviews(view.get(), classes ? "NEAREST" : "AVERAGE", static_cast<int>(factors.size()),
                           factors.data(), 0, nullptr, stopWhenAsked, const_cast<std::atomic<bool>*>(&stop)) == CE_None;
  }
  const fs::path partOverviews = overviewsOf(part);
  if (!made) {
    const std::string why = takeGdalMessage();
    std::error_code none;
    fs::remove(part, none);
    fs::remove(partOverviews, none);
    if (stop) return false;
    throw Error(raster.string(), say("viewer.no_overviews", why), say("viewer.no_overviews.remedy"), ErrorKind::work);
  }
  fs::rename(partOverviews, overviewsOf(vrt));
  fs::rename(part, vrt);
  return true;
}

}  // namespace tanhui::viewer
