#pragma once

#include <filesystem>
#include <span>

#include "geo/account/RunReport.h"
#include "geo/base/Stop.h"
#include "geo/draw/ZoneShapes.h"

namespace tanhui {

/// Writes zones.gpkg: a layer per zone layer, every polygon with its totals (and means per hectare), styled by stock
/// per hectare through QGIS's layer_styles table. A shape without totals in the report gets null figures. Throws Error
/// (kind work) when GDAL cannot write, and Interrupted; nothing then stands under the final name.
std::filesystem::path writeZonesGpkg(const RunReport& report, std::span<const ZoneShapes> zones,
                                     const std::filesystem::path& folder, const StopFlag* stop = nullptr);

}  // namespace tanhui
