#pragma once

#include <string>

namespace tanhui {

/// A year of a scenario that maps are wanted of.
struct YearChoice {
  int year = 0;
  std::string scenario;  ///< "baseline" or one of the project's
  bool operator==(const YearChoice&) const = default;
};

}  // namespace tanhui
