#pragma once

#include "geo/base/Stop.h"
#include "geo/pattern/detail/Cores.h"

namespace tanhui {

/// Step 5: sets kConnector on the skeleton outside the cores and on what of the foreground (but cores and islets) lies
/// within the edge width less sqrt(2) - 0.02 of it, on a way through that foreground; and kBridge where a connected
/// piece of it touches two cores or more.
void markConnectors(PatternField& field, const Nesting& nesting, const StopFlag* stop);

}  // namespace tanhui
