#pragma once

#include <functional>
#include <vector>

#include <QPainter>

#include "app/viewer/canvas/TileSource.h"
#include "app/viewer/canvas/ViewState.h"

namespace tanhui::viewer {

/// Gives the image of a tile, or a null image.
using TileImages = std::function<QImage(const Tile&)>;

/// Paints the tiles of a layer that the view shows: each at its own level where it is there, else its four children,
/// else what an ancestor shows of it. Every spot is painted once, so that an opacity holds. Screen and sheet share
/// this.
void paintTiles(QPainter& painter, const ViewState& view, const Pyramid& pyramid, const TileImages& images);

/// The tiles that a view needs, the most urgent first: the coarsest, one in between, then what is seen from the middle
/// outwards, then a rim of one tile around it.
std::vector<Tile> wantedTiles(const ViewState& view, const Pyramid& pyramid);

}  // namespace tanhui::viewer
