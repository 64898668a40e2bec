#pragma once

#include <atomic>

#include <QPainter>

#include "app/viewer/canvas/VectorShapes.h"
#include "app/viewer/canvas/ViewState.h"

namespace tanhui::viewer {

/// Draws the shapes that the view shows. Vertices closer than a pixel to the one before are left out, and an area
/// smaller than a pixel is a dot. False when `stop` was set before the end.
bool drawShapes(QPainter& painter, const VectorShapes& shapes, const VectorStyle& style, const ViewState& view,
                const std::atomic<bool>& stop);

/// The outline of one shape on the view, for highlights: drawn at once, so one shape only.
QPainterPath shapePath(const VectorShapes& shapes, std::size_t shape, const ViewState& view);

/// Names of the shapes where they fit: inside the middle of each area, one never over another.
void drawLabels(QPainter& painter, const VectorShapes& shapes, const ViewState& view);

/// Text with a light rim, readable on any map. The point is the middle of the text.
void drawMapText(QPainter& painter, QPointF middle, const QString& text);

}  // namespace tanhui::viewer
