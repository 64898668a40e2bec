#include "geo/carbon/GasSector.h"

#include "geo/carbon/Recipe.h"
#include "geo/layer/ClassTable.h"

namespace tanhui {

GasSector sectorOf(Gas gas, std::string_view classKey) {
  if (gas == Gas::ch4) return classKey == kPaddyClass ? GasSector::agriculture : GasSector::landUse;
  const LandClass* known = findLandClass(classKey);
  return known != nullptr && known->group == "cropland" ? GasSector::agriculture : GasSector::landUse;
}

}  // namespace tanhui
