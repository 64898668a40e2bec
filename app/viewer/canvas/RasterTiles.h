#pragma once

#include <memory>

#include "app/viewer/canvas/TileSource.h"

namespace tanhui::viewer {

/// Tiles of a band of any raster: read as it lies where its CRS is the map's and north is up, else through a warp.
/// A large raster without overviews shows a sparse look at it (a block in sixteen each way) until its overviews are
/// there (see OverviewCache.h). Throws Error.
std::shared_ptr<const TileSource> makeRasterTiles(const RasterContent& content, bool classes, const Crs& crs);

/// The same on the pixels of another raster, which `like` describes in `crs`.
std::shared_ptr<const TileSource> makeRasterTilesOn(const RasterContent& content, bool classes, const Pyramid& like,
                                                    const Crs& crs);

/// Tiles of a picture or a web map, in its own colours.
std::shared_ptr<const TileSource> makePictureTiles(const PictureContent& content, const Crs& crs);

}  // namespace tanhui::viewer
