#pragma once

#include <string_view>

namespace tanhui {

/// Columns that UTF-8 text takes on a terminal or in digits of a sheet: East Asian wide and full-width characters take
/// two (UAX #11), combining marks none.
int displayWidth(std::string_view utf8);

}  // namespace tanhui
