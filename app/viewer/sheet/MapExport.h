#pragma once

#include <filesystem>

#include "app/viewer/sheet/SheetMap.h"

namespace tanhui::viewer {

/// The picture of a view as PNG, white where nothing is. Whole or not at all. Throws Error (kind work).
void writePicture(const std::vector<PreparedLayer>& layers, const ViewState& view, const std::filesystem::path& file);

/// The picture of a view as a GeoTIFF of red, green, blue and alpha, in place in any GIS program. Whole or not at all.
/// Throws Error (kind work).
void writePictureTiff(const std::vector<PreparedLayer>& layers, const ViewState& view, const Crs& crs,
                      const std::filesystem::path& file);

/// All bands of a raster inside an area, on the raster's own cells (those whose centre lies inside), with names, units
/// and nodata; beside it the style of the raster, when it has one. Whole or not at all. Throws Error (kind work).
void writeClippedTiff(const std::filesystem::path& raster, const VectorShapes& shapes, std::size_t shape,
                      const Crs& crs, const std::filesystem::path& file);
/// The same of a map of figures that stands in no file: another year, or other factors than the run's.
void writeClippedTiff(const LiveContent& content, const VectorShapes& shapes, std::size_t shape, const Crs& crs,
                      const std::filesystem::path& file);

}  // namespace tanhui::viewer
