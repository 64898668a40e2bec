#include "app/viewer/model/ExportPlace.h"

#include <QFileDialog>
#include <type_traits>

#include "geo/base/ProtectedFiles.h"
#include "geo/model/BuildModel.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

/// The files behind a layer that the user added; the maps of a run are no inputs.
void addSources(ProtectedFiles& files, const MapLayer& layer) {
  std::visit(
      [&](const auto& content) {
        using T = std::decay_t<decltype(content)>;
        if constexpr (std::is_same_v<T, RasterContent>)
          files.add(content.file);
        else if constexpr (std::is_same_v<T, PictureContent>)
          files.add(content.source);
        else if constexpr (std::is_same_v<T, VectorContent>)
          files.add(content.source.path);
        else if constexpr (std::is_same_v<T, DifferenceContent>)
          files.add(content.later.file), files.add(content.earlier.file);
      },
      layer.content);
}

}  // namespace

QString askExportPlace(QWidget* parent, const QString& title, const QString& start, const QString& suffix) {
  QFileDialog dialog(parent, title, {}, suffix.toUpper() + " (*." + suffix + ")");
  dialog.setAcceptMode(QFileDialog::AcceptSave);
  dialog.setDefaultSuffix(suffix);
  dialog.selectFile(start);
  while (dialog.exec() == QDialog::Accepted) {
    const QString file = dialog.selectedFiles().value(0);
    if (file.endsWith('.' + suffix)) return file;
    dialog.selectFile(file + '.' + suffix);  // "map.v2": asked again, by the name that it will have
  }
  return {};
}

void requireExportPlace(const Session& session, const fs::path& file) {
  ProtectedFiles files;
  if (const Project* project = session.project())
    for (const InputFile& input : inputsOf(*project)) files.add(input.path);
  for (const MapLayer& layer : session.layers().layers()) addSources(files, layer);
  if (files.at(file)) throw Error(file.string(), say("zonal.target_is_input"), say("zonal.target_is_input.remedy"));
}

bool mayExportTo(Session& session, const fs::path& file) {
  try {
    requireExportPlace(session, file);
    return true;
  } catch (...) {
    session.tell(faultsOf(std::current_exception()));
    return false;
  }
}

}  // namespace tanhui::viewer
