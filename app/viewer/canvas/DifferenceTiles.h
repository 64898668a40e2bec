#pragma once

#include <memory>

#include "app/viewer/canvas/TileSource.h"

namespace tanhui::viewer {

/// Tiles of one raster minus another, on the grid of the first; nothing where either has nothing.
std::shared_ptr<const TileSource> makeDifferenceTiles(const DifferenceContent& content, const Crs& crs);

}  // namespace tanhui::viewer
