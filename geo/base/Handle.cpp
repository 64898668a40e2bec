#include "geo/base/Handle.h"

#include <mutex>

#include <cpl_error.h>

namespace tanhui {

Geos::Geos() : context_(GEOS_init_r()) {
  GEOSContext_setErrorMessageHandler_r(
      context_.get(), [](const char* message, void* self) { static_cast<Geos*>(self)->last_ = message; }, this);
}

void registerGdal() {
  static std::once_flag once;
  std::call_once(once, [] { GDALAllRegister(); });
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
