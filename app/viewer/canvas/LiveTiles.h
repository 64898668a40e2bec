#pragma once

#include <memory>

#include "app/viewer/canvas/TileSource.h"

namespace tanhui::viewer {

/// Tiles of a map that no file holds: the strata of each cell, evaluated at the resolution of the screen, and looked up
/// in the carbon of the strata. Another factor, band or year needs the strata of no cell anew. Without carbon it can be
/// read, but only a class map be coloured.
std::shared_ptr<const TileSource> makeLiveTiles(const LiveContent& content);

}  // namespace tanhui::viewer
