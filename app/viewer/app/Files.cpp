#include <QFileDialog>
#include <QInputDialog>
#include <QStatusBar>

#include "app/viewer/app/MainWindow.h"
#include "app/viewer/model/ExportPlace.h"
#include "app/viewer/panels/project/NewProject.h"
#include "app/viewer/sheet/MapExport.h"
#include "app/viewer/sheet/SheetDialog.h"
#include "geo/base/File.h"

namespace tanhui::viewer {
namespace {

/// GDAL's description of a tiled web map (its WMS driver): {z}, {x} and {y} become its own names.
std::string webMapXml(QString address) {
  address.replace("{z}", "${z}").replace("{x}", "${x}").replace("{y}", "${y}");
  return "<GDAL_WMS><Service name=\"TMS\"><ServerUrl>" + address.toHtmlEscaped().toStdString() +
         "</ServerUrl></Service><DataWindow><UpperLeftX>-20037508.34</UpperLeftX><UpperLeftY>20037508.34</UpperLeftY>"
         "<LowerRightX>20037508.34</LowerRightX><LowerRightY>-20037508.34</LowerRightY><TileLevel>18</TileLevel>"
         "<TileCountX>1</TileCountX><TileCountY>1</TileCountY><YOrigin>top</YOrigin></DataWindow>"
         "<Projection>EPSG:3857</Projection><BlockSizeX>256</BlockSizeX><BlockSizeY>256</BlockSizeY>"
         "<BandsCount>3</BandsCount><Timeout>10</Timeout><Cache/></GDAL_WMS>";
}

}  // namespace

void MainWindow::newProject() {
  auto* wizard = new NewProject(session_, this);
  wizard->setAttribute(Qt::WA_DeleteOnClose);
  wizard->show();
}

/// Projects and layers alike: what a file is shows itself.
void MainWindow::openFiles() {
  const Wording& words = session_.words();
  addSources(QFileDialog::getOpenFileNames(this, words("viewer.open.title"), {},
                                           words("viewer.filter.project") + ";;" + words("viewer.filter.all")));
}

void MainWindow::addBaseMap() {
  const Wording& words = session_.words();
  bool given = false;
  const QString address = QInputDialog::getText(this, words("viewer.menu.base_map"), words("viewer.base_map.how"),
                                                QLineEdit::Normal, {}, &given);
  if (!given || address.trimmed().isEmpty()) return;
  const bool tiles = address.contains("{z}");
  addSources({tiles ? QString::fromStdString(webMapXml(address.trimmed())) : address.trimmed()});
}

void MainWindow::exportSheet() {
  auto* dialog = new SheetDialog(session_, *canvas_, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->show();
}

/// The map as it is seen, as a picture or in place.
void MainWindow::exportPicture(bool georeferenced) {
  const QString file =
      askExportPlace(this, session_.words()(georeferenced ? "viewer.menu.picture_tiff" : "viewer.menu.picture"), {},
                     georeferenced ? "tif" : "png");
  if (file.isEmpty() || !mayExportTo(session_, file.toStdString())) return;
  inBackground(
      this,
      [layers = session_.layers().layers(), crs = session_.frame().crs, view = canvas_->view(),
       path = std::filesystem::path(file.toStdString()), georeferenced] {
        const std::vector<PreparedLayer> prepared = prepareLayers(layers, crs, view);
        if (georeferenced)
          writePictureTiff(prepared, view, crs, path);
        else
          writePicture(prepared, view, path);
        return path;
      },
      [this](Outcome<std::filesystem::path> outcome) {
        if (!outcome.value) return session_.tell(outcome.faults);
        statusBar()->showMessage(session_.words()("viewer.sheet.written", outcome.value->string()), 10000);
      });
}

/// The figures of the map that is seen, inside the zone that is selected.
void MainWindow::exportClipped() {
  const auto selected = canvas_->art().selectedShape();
  // In another year than the base year, or with factors edited, the map stands in no file.
  const RasterContent* raster = nullptr;
  const LiveContent* live = nullptr;
  for (const MapLayer& layer : session_.layers().layers()) {
    if (raster != nullptr || live != nullptr) break;
    if (!layer.visible) continue;
    raster = std::get_if<RasterContent>(&layer.content);
    live = std::get_if<LiveContent>(&layer.content);
    if (live != nullptr && live->map.classes) live = nullptr;
  }
  if (!selected || (raster == nullptr && live == nullptr))
    return session_.tell({Error("", say("viewer.clip.nothing"), say("viewer.clip.nothing.remedy"))});
  const QString file = askExportPlace(this, session_.words()("viewer.menu.clipped"), {}, "tif");
  if (file.isEmpty() || !mayExportTo(session_, file.toStdString())) return;
  inBackground(
      this,
      [source = raster != nullptr ? Content(*raster) : Content(*live), selected = *selected, crs = session_.frame().crs,
       path = std::filesystem::path(file.toStdString())] {
        if (const auto* computed = std::get_if<LiveContent>(&source))
          writeClippedTiff(*computed, *selected.shapes, selected.index, crs, path);
        else
          writeClippedTiff(std::get<RasterContent>(source).file, *selected.shapes, selected.index, crs, path);
        return path;
      },
      [this](Outcome<std::filesystem::path> outcome) {
        if (!outcome.value) return session_.tell(outcome.faults);
        statusBar()->showMessage(session_.words()("viewer.sheet.written", outcome.value->string()), 10000);
      });
}

}  // namespace tanhui::viewer
