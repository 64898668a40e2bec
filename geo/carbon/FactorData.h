#pragma once

#include <string_view>

namespace tanhui {

/// An embedded file of datasets/factors by name; empty when there is none.
std::string_view factorData(std::string_view name);

}  // namespace tanhui
