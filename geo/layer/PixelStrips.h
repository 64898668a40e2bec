#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

#include "geo/coverage/MultiPolygon.h"
#include "geo/grid/Grid.h"

namespace tanhui {

/// Pixels of a class raster as areas in another CRS: runs of a row whose values are `wanted`, of those places of the
/// raster that come near `area` (in `target`). Nodata is never wanted. Throws Error as RasterFile and PixelCorners do.
std::vector<MultiPolygon> pixelStrips(const std::filesystem::path& raster, const Crs& target, const MultiPolygon& area,
                                      const std::function<bool(std::int32_t)>& wanted);

}  // namespace tanhui
