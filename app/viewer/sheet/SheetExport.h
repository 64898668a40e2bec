#pragma once

#include <filesystem>

#include "app/viewer/model/Session.h"
#include "app/viewer/sheet/Sheet.h"

namespace tanhui::viewer {

/// What a sheet shows, decided on the window's thread.
struct SheetRequest {
  SheetChoice choice;
  std::vector<MapLayer> layers;  ///< topmost first
  MapFrame frame;                ///< its extent is what the map shows at least
  std::optional<ZoneRef> selection;
  QString tableTitle;
  std::vector<SheetRow> table;
  QString mark, footer;
};

/// A request for what the session shows: the title from the project, the table from the zone selected or the whole
/// region. `box`: of the map, in its CRS.
SheetRequest sheetRequest(Session& session, const SheetChoice& choice, const Box& box);

/// Usual words for the fields of a sheet.
SheetChoice usualChoice(const Session& session, const Wording& words);

/// Reads the layers at the resolution of the print. Not for the window's thread. Throws Error.
Sheet makeSheet(const SheetRequest& request);

/// The sheet as an image of `dpi`.
QImage sheetImage(const Sheet& sheet, const LayerList& list, const Wording& words, int dpi);

/// Writes the sheet, whole or not at all, by the extension: .png, .pdf. Throws Error (kind work).
void writeSheet(const Sheet& sheet, const LayerList& list, const Wording& words, const std::filesystem::path& file);

/// One page with parts of the sheet, as they are put together elsewhere.
void writePdfPage(const Sheet& sheet, const LayerList& list, const Wording& words, const std::filesystem::path& file,
                  SheetPart part, int onlyLayer);

}  // namespace tanhui::viewer
