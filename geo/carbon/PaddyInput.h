#pragma once

#include <cstdint>

namespace tanhui {

/// Organic matter that a measure brings into a paddy, by its factors in the library.
struct PaddyInput {
  std::uint32_t rate;        ///< "rice.rate.MEASURE": t/ha/yr
  std::uint32_t conversion;  ///< "rice.cfoa.*": CFOA of IPCC 2019 Refinement V4 Eq 5.3
};

}  // namespace tanhui
