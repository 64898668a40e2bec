#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "geo/cog/CogSpec.h"

namespace tanhui {

/// The .aux.xml that GDAL, QGIS and ArcGIS read beside a class map: category names and a raster attribute table
/// (value, count of cells, name, colour), because a TIFF itself has no place for them. `counts` by value; a class
/// without a name has no row.
std::string classTableXml(std::span<const CogSpec::ClassEntry> classes, std::span<const std::uint64_t> counts);

/// Text as XML content or attribute value. Control characters, which XML 1.0 cannot hold, become spaces.
std::string xmlText(const std::string& text);

}  // namespace tanhui
