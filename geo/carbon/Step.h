#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "geo/base/Message.h"

namespace tanhui {

/// One line of the arithmetic behind a stratum's number, for `explain`: what it gives, how, from which factors.
struct Step {
  std::string quantity;                ///< "above" ... "soil", "biomass", "dead_organic", "soil_flux", "non_co2"
  Message formula;                     ///< in words and symbols with the numbers put in
  double value;                        ///< per ha, in the quantity's unit; the steps of a quantity add up to it
  std::vector<std::uint32_t> factors;  ///< indexes into the library
};

}  // namespace tanhui
