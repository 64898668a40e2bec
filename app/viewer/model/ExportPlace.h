#pragma once

#include <filesystem>

#include <QString>
#include <QWidget>

#include "app/viewer/model/Session.h"

namespace tanhui::viewer {

/// Asks where to save; empty when the user thinks better of it. The name gets the suffix, and the question about an
/// existing file is about that name.
QString askExportPlace(QWidget* parent, const QString& title, const QString& start, const QString& suffix);

/// Throws Error when a file that the window reads stands there: an input of the project, the source of a layer, or what
/// belongs to one.
void requireExportPlace(const Session& session, const std::filesystem::path& file);
/// The same, with the fault told in the window.
bool mayExportTo(Session& session, const std::filesystem::path& file);

}  // namespace tanhui::viewer
