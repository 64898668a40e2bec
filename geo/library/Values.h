#pragma once

#include "geo/account/Account.h"
#include "geo/tanhui.h"

namespace tanhui::library {

/// What the core sums, as the library's values.
Figures figuresOf(const Totals& totals);

}  // namespace tanhui::library
