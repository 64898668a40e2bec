#pragma once

#include <filesystem>
#include <vector>

#include "geo/landclass/Ledger.h"
#include "geo/model/Model.h"
#include "geo/paint/Maps.h"

namespace tanhui {

/// Hectares of each stratum of the model inside a shape of its CRS, exactly: polygons on a grid that is coarser for a
/// large shape, a second at most for a county; a model with rasters on its own grid, as a run takes it.
std::vector<LedgerLine> landIn(const Model& model, const MultiPolygon& shape);

/// What a map comes to over an area, and the hectares of it that the map has data for.
struct MapSum {
  double sum = 0, areaHa = 0;
};
/// A band of a map computed from strata, over such land. An error band has no sum: throws std::out_of_range.
MapSum sumOver(const FloatMap& map, std::size_t band, const std::vector<LedgerLine>& land);
/// A band (from 1) of a raster per hectare over an area of its CRS with that much ground: the mean over the valid
/// cells, exact at the border, times the ground that they cover.
MapSum sumOver(const std::filesystem::path& raster, int band, const MultiPolygon& area, double areaHa);

}  // namespace tanhui
