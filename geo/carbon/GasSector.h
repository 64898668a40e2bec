#pragma once

#include <cstdint>

#include "geo/carbon/Carbon.h"
#include "geo/landclass/LandClass.h"

namespace tanhui {

/// The sector of the national inventory that reports a gas which the use of some land gives off.
enum class GasSector : std::uint8_t {
  landUse,      ///< LULUCF (CRT table 4): CH4 of wetlands and flooded land, drained soils, fires
  agriculture,  ///< CH4 of paddies (3.C), N2O of fertilised cropland (3.D)
};

/// The one place that draws this line: headline, series, draws and inventory all ask here. What a fire gives off is
/// LULUCF's wherever it burns and is not asked for.
GasSector sectorOf(Gas gas, const LandTraits& land);

}  // namespace tanhui
