#pragma once

#include <filesystem>

#include "app/viewer/model/ProjectLayers.h"

namespace tanhui::viewer {

/// CRS and extent of a raster. Throws Error when it cannot be read.
MapFrame frameOf(const std::filesystem::path& raster);

/// Statistics of a band for the range of its ramp, from a look at about a quarter of a million of its cells. Throws
/// Error when it cannot be read.
BandStatistics sampleStatistics(const std::filesystem::path& raster, int band);

/// The classes of a raster: of its colour table and names, or else the values that occur in it.
ClassStyle classStyle(const std::filesystem::path& raster);

/// A layer for a raster of any kind: a picture when it has red, green and blue or a web map behind it; classes when it
/// has a colour table or few whole values; else figures. Throws Error when it cannot be read.
FoundLayer rasterLayer(const std::string& source);

}  // namespace tanhui::viewer
