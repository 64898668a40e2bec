#pragma once

#include <vector>

#include "geo/landclass/Ledger.h"
#include "geo/model/Model.h"

namespace tanhui::viewer {

/// Hectares of each stratum of the model inside a shape of its CRS, exactly: polygons on a grid that is coarser for a
/// large shape, a second at most for a county; a model with rasters on its own grid, as a run takes it. Not for the
/// window's thread.
std::vector<LedgerLine> landIn(const Model& model, const MultiPolygon& shape);

/// What a map computed from the strata comes to over such land: of band `band` of the map.
double totalOver(const std::vector<LedgerLine>& land, const std::vector<double>& perHectare);

}  // namespace tanhui::viewer
