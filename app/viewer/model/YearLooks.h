#pragma once

#include <vector>

#include "app/viewer/model/MapLayer.h"
#include "geo/ask/YearMaker.h"

namespace tanhui::viewer {

/// Makes the legends of a project's maps hold for all its years, so that years and scenarios can be compared: ramps
/// reach over what the base year, the horizon and the year between them have in every scenario, and the class map knows
/// every class that land will be of. Throws what YearMaker::at() throws.
void lookForAllYears(std::vector<MapLayer>& layers, const YearInputs& inputs);

}  // namespace tanhui::viewer
