#pragma once

#include <QImage>

#include "app/viewer/canvas/TileSource.h"

namespace tanhui::viewer {

/// Figures to colours; what is NaN is transparent.
QImage colourFigures(const FloatPixels& pixels, const RampStyle& style);
/// Classes to colours; a value that the style does not know is transparent.
QImage colourClasses(const FloatPixels& pixels, const ClassStyle& style);

}  // namespace tanhui::viewer
