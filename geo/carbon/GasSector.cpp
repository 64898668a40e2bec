#include "geo/carbon/GasSector.h"

#include "geo/layer/LandClass.h"

namespace tanhui {

GasSector sectorOf(Gas gas, std::string_view classKey) {
  const LandTraits& land = traitsOf(classKey);
  const bool farm = gas == Gas::ch4 ? land.rice : land.category == LandCategory::cropland;
  return farm ? GasSector::agriculture : GasSector::landUse;
}

}  // namespace tanhui
