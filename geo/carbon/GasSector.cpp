#include "geo/carbon/GasSector.h"

namespace tanhui {

GasSector sectorOf(Gas gas, const LandTraits& land) {
  const bool farm = gas == Gas::ch4 ? land.rice : land.category == LandCategory::cropland;
  return farm ? GasSector::agriculture : GasSector::landUse;
}

}  // namespace tanhui
