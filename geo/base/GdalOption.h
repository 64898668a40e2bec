#pragma once

#include <optional>
#include <string>

#include <cpl_conv.h>

namespace tanhui {

/// Sets an option of GDAL on this thread while it lives.
class GdalOption {
 public:
  GdalOption(const char* key, const char* value) : key_(key) {
    if (const char* before = CPLGetThreadLocalConfigOption(key, nullptr)) before_ = before;
    CPLSetThreadLocalConfigOption(key, value);
  }
  ~GdalOption() { CPLSetThreadLocalConfigOption(key_, before_ ? before_->c_str() : nullptr); }
  GdalOption(const GdalOption&) = delete;
  GdalOption& operator=(const GdalOption&) = delete;

 private:
  const char* key_;
  std::optional<std::string> before_;
};

/// What side files (.aux.xml) tell of a raster (nodata, coordinate system, names of classes), GDAL takes only while
/// they are switched on. Nothing is written to them unless somebody sets something.
struct SideFiles : GdalOption {
  SideFiles() : GdalOption("GDAL_PAM_ENABLED", "YES") {}
};

}  // namespace tanhui
