#pragma once

#include <span>

#include "geo/landclass/LandClass.h"
#include "geo/model/LandLayers.h"

namespace tanhui {

/// An area, in the CRS of the grid, less what of it is tilled cropland (耕地: paddy, irrigated and dry fields, no
/// orchards) by the land layers in their order: fields under a higher layer are what that layer says. A class raster's
/// pixels are cut along their sides. Where features of one layer overlap, a field there counts as field. Throws Error
/// (kind work).
MultiPolygon withoutCropland(const MultiPolygon& area, std::span<const LandLayer> layers, const StratumTable& strata,
                             const LandClasses& classes, const Crs& crs);

}  // namespace tanhui
