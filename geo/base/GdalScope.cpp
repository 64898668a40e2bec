#include "geo/base/GdalScope.h"

#include <algorithm>
#include <array>
#include <utility>

#include "geo/base/Handle.h"

namespace tanhui {
namespace {

constexpr std::array<std::pair<const char*, const char*>, 3> kSettings = {
    {{"GDAL_PAM_ENABLED", "NO"}, {"GTIFF_IGNORE_READ_ERRORS", "NO"}, {"GDAL_ERROR_ON_LIBJPEG_WARNING", "YES"}}};
constexpr long long kSmallCacheBytes = 32LL << 20;

}  // namespace

GdalScope::GdalScope() {
  registerGdal();
  for (const auto& [key, value] : kSettings) options_.emplace_back(key, value);
  CPLPushErrorHandler(CPLQuietErrorHandler);
}

GdalScope::~GdalScope() { CPLPopErrorHandler(); }

GdalProgram::GdalProgram() {
  registerGdal();
  for (const auto& [key, value] : kSettings) CPLSetConfigOption(key, value);
  handlerBefore_ = CPLSetErrorHandler(CPLQuietErrorHandler);
}

GdalProgram::~GdalProgram() {
  CPLSetErrorHandler(handlerBefore_);
  for (const auto& [key, value] : kSettings) CPLSetConfigOption(key, nullptr);
}

SmallBlockCache::SmallBlockCache() {
  if (CPLGetConfigOption("GDAL_CACHEMAX", nullptr) != nullptr) return;
  before_ = GDALGetCacheMax64();
  GDALSetCacheMax64(std::min(before_, kSmallCacheBytes));
}

SmallBlockCache::~SmallBlockCache() {
  if (before_ >= 0) GDALSetCacheMax64(before_);
}

}  // namespace tanhui
