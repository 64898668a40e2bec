#pragma once

#include <QPainter>

#include "app/viewer/canvas/ViewState.h"
#include "app/viewer/model/Wording.h"
#include "geo/grid/GroundRuler.h"

namespace tanhui::viewer {

/// Screen and sheet draw the same scale bar and north arrow; all sizes follow the painter's font.

/// A bar of a round ground distance at most `most` logical pixels long, its south-west corner at `corner`.
void paintScaleBar(QPainter& painter, QPointF corner, double most, double metresPerPixel);

/// Points to true north (radians, clockwise from up), about `height` pixels high, its top in the middle of `top`.
void paintNorthArrow(QPainter& painter, QPointF top, double height, double north, const Wording& words);

/// "106°27′32.4″E"
QString degreesText(double degrees, bool longitude);

}  // namespace tanhui::viewer
