#pragma once

#include <cairo.h>

#include <string>

#include "geo/base/Error.h"

namespace tanhui {

/// Throws Error for a status of cairo other than success; `drawn` names what was drawn.
inline void checkCairo(cairo_status_t status, const char* drawn) {
  if (status != CAIRO_STATUS_SUCCESS)
    throw Error(drawn, say("report.cannot_draw", cairo_status_to_string(status)), say("report.cannot_draw.remedy"),
                ErrorKind::work);
}

/// A cairo_write_func_t: `out` is a std::string.
inline cairo_status_t appendCairoBytes(void* out, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace tanhui
