#pragma once

#include <span>
#include <string>
#include <vector>

namespace tanhui {

/// Puts class keys into the order of every table, each once: that of landClasses(), then those that only a library
/// knows by key (whole numbers by value: 2 before 10), "unmapped" last.
void sortClasses(std::vector<std::string>& keys);

}  // namespace tanhui
