#pragma once

#include <memory>
#include <vector>

#include <QImage>
#include <QPainter>

#include "app/viewer/canvas/VectorShapes.h"
#include "app/viewer/canvas/ViewState.h"
#include "app/viewer/model/MapLayer.h"

namespace tanhui::viewer {

/// A layer of a printed map: pixels of rasters at the resolution of the print, shapes as shapes.
struct PreparedLayer {
  MapLayer layer;
  QImage image;                                ///< of the whole view; null for shapes
  std::shared_ptr<const VectorShapes> shapes;  ///< null for rasters
};

/// The visible layers of a map, the lowest first, read for a view. Reads as long as it takes (not for the window's
/// thread) and leaves nothing out: throws Error when a layer cannot be read.
std::vector<PreparedLayer> prepareLayers(const std::vector<MapLayer>& topmostFirst, const Crs& crs,
                                         const ViewState& view);

/// Draws one of them; the painter's units are those of the view.
void paintLayer(QPainter& painter, const PreparedLayer& layer, const ViewState& view);

}  // namespace tanhui::viewer
