#pragma once

#include "geo/run/Run.h"

namespace tanhui::cli {

/// From now on the first Ctrl-C (SIGINT) or SIGTERM sets the flag, for the work to end cleanly; the second one kills.
const StopFlag& watchInterrupts();

}  // namespace tanhui::cli
