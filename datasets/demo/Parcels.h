#pragma once

#include "datasets/demo/LandUse.h"
#include "datasets/demo/Patches.h"

namespace tanhui::demo {

/// Cuts the district's land use into the parcels of the survey: fields along the contours, woods, blocks of a town.
/// No parcel lies in two villages.
Patches cutParcels(const Raster<Use>& use, const Relief& relief, const Admin& admin, const Settlement& settlement);

/// The survey's code of a parcel; some orchards and woods on farmland carry K (adjustable).
struct SurveyCode {
  const char* dlbm;
  const char* dlmc;
  bool adjustable;
};
SurveyCode surveyCode(const Patches& parcels, int label);

}  // namespace tanhui::demo
