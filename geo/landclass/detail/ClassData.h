#pragma once

#include <string_view>

namespace tanhui {

/// An embedded file of datasets/classes by name; empty when there is none.
std::string_view classData(std::string_view name);

}  // namespace tanhui
