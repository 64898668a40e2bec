#pragma once

#include <cstdint>

namespace tanhui {

/// A year of a scenario.
struct Moment {
  std::uint32_t scenario = 0;  ///< 0: the baseline
  int year = 0;
  friend bool operator==(const Moment&, const Moment&) = default;
};

}  // namespace tanhui
