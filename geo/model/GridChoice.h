#pragma once

#include <vector>

#include "geo/grid/Grid.h"
#include "geo/model/LandLayers.h"

namespace tanhui {

/// The CRS of the run: the project's, else that of the first layer of the base year, when it is projected or a raster.
/// Throws Error with the Gauss-Kruger zone to take when there is none.
Crs chooseCrs(const Project& project);

/// The region as one feature in that CRS: the union of the region's polygons, the bounds, or the box of all layers.
/// Empty when the first raster alone says what the grid is, and the grid is all of it.
VectorLayer chooseRegion(const Project& project, const Crs& crs, const std::vector<LandLayer>& layers,
                         Warnings& warnings);

/// A region that is a box.
VectorLayer boxRegion(const Box& box);

/// The grid: cells of `cell_size` over the region, else the first raster's own cells, as far as the region goes.
Grid chooseGrid(const Project& project, const Crs& crs, const VectorLayer& region,
                const std::vector<LandLayer>& layers);

}  // namespace tanhui
