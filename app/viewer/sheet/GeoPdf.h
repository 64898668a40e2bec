#pragma once

#include "app/viewer/sheet/SheetExport.h"

namespace tanhui::viewer {

/// Writes the sheet as a georeferenced PDF (ISO 32000-2, 12.10) whose layers can be switched on and off: pages drawn
/// here, layer by layer, which GDAL puts together. Whole or not at all. Throws Error (kind work).
void writeGeoPdf(const Sheet& sheet, const LayerList& list, const Wording& words, const std::filesystem::path& file);

}  // namespace tanhui::viewer
