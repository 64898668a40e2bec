#pragma once

#include <QIcon>
#include <QPalette>

namespace tanhui::viewer {

/// Line icons of the toolbar, drawn in the palette's text colour so that they read on light and dark. `name`: "open",
/// "add", "zoomIn", "zoomOut", "all", "box", "selection", "back", "forward", "polygon", "compare", "run", "sheet".
QIcon iconNamed(const char* name, const QPalette& palette);

}  // namespace tanhui::viewer
