#pragma once

#include <vector>

#include "geo/run/Model.h"

namespace tanhui::viewer {

/// Hectares of each stratum of the model inside a shape of its CRS. Polygons count exactly; a large shape is evaluated
/// on a coarser grid, on which only rasters blur. A second at most for a county. Not for the window's thread.
std::vector<LedgerLine> landIn(const Model& model, const MultiPolygon& shape);

/// What a map computed from the strata comes to over such land: of band `band` of the map.
double totalOver(const std::vector<LedgerLine>& land, const std::vector<double>& perHectare);

}  // namespace tanhui::viewer
