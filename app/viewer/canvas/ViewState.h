#pragma once

#include <QPointF>
#include <QSize>

#include "geo/grid/Grid.h"

namespace tanhui::viewer {

/// Which part of the map a widget or a sheet shows: a value, so that a painter needs to know no more. Logical pixels,
/// y down; map units, y up.
struct ViewState {
  Point centre;
  double resolution = 1;  ///< map units per logical pixel
  QSize size;             ///< logical pixels
  double ratio = 1;       ///< device pixels per logical pixel

  Point toMap(QPointF p) const {
    return {centre.x + (p.x() - size.width() / 2.0) * resolution,
            centre.y - (p.y() - size.height() / 2.0) * resolution};
  }
  QPointF toScreen(Point p) const {
    return {size.width() / 2.0 + (p.x - centre.x) / resolution, size.height() / 2.0 - (p.y - centre.y) / resolution};
  }
  Box box() const;

  /// By pixels: the map follows the cursor.
  ViewState panned(QPointF by) const;
  /// Closer by `factor`; what is under `at` stays there. Resolutions stay within what a double can tell apart.
  ViewState zoomed(double factor, QPointF at) const;
  /// All of a box, with a margin; a box without area is shown from some way off.
  ViewState fitted(const Box& box, double margin = 0.04) const;

  friend bool operator==(const ViewState&, const ViewState&) = default;
};

}  // namespace tanhui::viewer
