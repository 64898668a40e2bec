#pragma once

#include <vector>

#include "geo/account/OfficialArea.h"
#include "geo/model/Model.h"

namespace tanhui {

/// By layer (of both dates, in their order) and class; of layers whose parcels have recorded net areas. Layers whose
/// areas are in mu or hectares are left out with a warning; so is told which class does not pass.
std::vector<OfficialArea> officialAreas(const Model& model, Warnings& warnings);

}  // namespace tanhui
