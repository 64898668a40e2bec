#pragma once

#include <vector>

#include <QPageLayout>
#include <QPainter>
#include <QString>

#include "app/viewer/model/Session.h"
#include "app/viewer/sheet/SheetMap.h"
#include "geo/grid/GroundRuler.h"

namespace tanhui::viewer {

/// What a user decides about a printed map.
struct SheetChoice {
  QPageSize::PageSizeId paper = QPageSize::A4;  ///< or A3
  bool landscape = true;
  QString title, subtitle, author, source;
  int dpi = 200;  ///< of rasters, and of a PNG
};

/// A line of the table on a sheet.
struct SheetRow {
  QString name, value, unit;
};

/// Everything that stands on a sheet, in points (1/72 inch); painted the same way for preview, PNG and PDF.
struct Sheet {
  SheetChoice choice;
  QSizeF page;      ///< points
  QRectF mapFrame;  ///< points, on the page
  ViewState view;   ///< of the frame, in points
  Crs crs;
  GroundScale ground;
  std::vector<PreparedLayer> layers;  ///< the lowest first
  std::optional<ZoneRef> selection;   ///< outlined where its layer is shown
  QString tableTitle;
  std::vector<SheetRow> table;
  QString mark;    ///< "synthetic data", or empty
  QString footer;  ///< sources, program and date
};

/// The page in points, and where the map lies on it.
QSizeF pageSize(const SheetChoice& choice);
QRectF mapFrame(const SheetChoice& choice);

enum class SheetPart { background, layers, frame, all };

/// Paints a sheet; the painter's unit is a point. `onlyLayer`: of the layers, only this one (for a GeoPDF).
void paintSheet(QPainter& painter, const Sheet& sheet, const LayerList& list, const Wording& words,
                SheetPart part = SheetPart::all, int onlyLayer = -1);

}  // namespace tanhui::viewer
