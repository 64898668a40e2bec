#include "geo/base/Handle.h"

#include <mutex>

#include <cpl_conv.h>
#include <cpl_error.h>

namespace tanhui {

Geos::Geos() : context_(GEOS_init_r()) {
  GEOSContext_setErrorMessageHandler_r(
      context_.get(), [](const char* message, void* self) { static_cast<Geos*>(self)->last_ = message; }, this);
}

void registerGdal() {
  static std::once_flag once;
  std::call_once(once, [] {
    GDALAllRegister();
    // Quiet: every return code is read, and the message becomes part of our own error.
    CPLSetErrorHandler(CPLQuietErrorHandler);
    // No .aux.xml and no .ovr beside the user's inputs.
    CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");
    CPLSetConfigOption("GDAL_DISABLE_READDIR_ON_OPEN", nullptr);
    // A block that is cut off or damaged is a failure, never a warning beside grey pixels.
    CPLSetConfigOption("GTIFF_IGNORE_READ_ERRORS", "NO");
    CPLSetConfigOption("GDAL_ERROR_ON_LIBJPEG_WARNING", "YES");
  });
}

bool closeWhole(GdalDataset& dataset) {
  CPLErrorReset();
  GDALFlushCache(dataset.get());
  const bool flushed = CPLGetLastErrorType() < CE_Failure;
  dataset.reset();
  return flushed && CPLGetLastErrorType() < CE_Failure;
}

std::string takeGdalMessage() {
  std::string message = CPLGetLastErrorMsg();
  CPLErrorReset();
  return message;
}

}  // namespace tanhui
