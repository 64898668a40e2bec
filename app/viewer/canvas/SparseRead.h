#pragma once

#include "app/viewer/canvas/TileSource.h"
#include "app/viewer/model/BandView.h"

namespace tanhui::viewer {

/// From this level on, a raster without overviews is only looked at: a tile would cost 4,096 x 4,096 pixels or more.
constexpr int kSparseLevel = 4;
/// Patches of a tile; of the root, which everything waits for, fewer.
constexpr int kPatches = 8, kRootPatches = 4;

/// Fills the pixels that a level has of a window from few of its blocks, spread evenly, each stretched over what it
/// stands for: coarse, but there at once. False when a block cannot be read.
bool readSparse(const BandView& view, const Window& window, int level, int patches, FloatPixels& out);

}  // namespace tanhui::viewer
