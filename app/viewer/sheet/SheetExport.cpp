#include "app/viewer/sheet/SheetExport.h"

#include <QDate>
#include <QPdfWriter>

#include "geo/base/PartFile.h"
#include "geo/base/Version.h"

namespace tanhui::viewer {
namespace fs = std::filesystem;
namespace {

constexpr double kPointsPerInch = 72;
constexpr int kDotsPerMetre = 2835;  // 72 to the inch: a font's point is the painter's unit

std::vector<SheetRow> rowsOf(const Totals& totals, Scope scope, const Wording& words) {
  const auto row = [&](const char* id, Quantity quantity, double value, double se) {
    return SheetRow{words(id), words.ranged(quantity, value, se), words.unit(quantity)};
  };
  return {{words("viewer.sheet.area"), words.figure(Quantity::area, totals.areaHa), words.unit(Quantity::area)},
          row("viewer.sheet.stock", Quantity::stock, totals.carbon.total(), totals.stockSe),
          row("viewer.sheet.flux", Quantity::co2Flux, totals.carbon.flux() * kCo2PerC, totals.fluxSe * kCo2PerC),
          row(scope == Scope::sink ? "report.key.lulucf" : "report.key.net", Quantity::co2eFlux,
              totals.carbon.net(scope), totals.netSeIn(scope))};
}

/// Opens a PDF page of the sheet's size whose unit is a point.
void setUp(QPdfWriter& writer, const Sheet& sheet) {
  writer.setResolution(static_cast<int>(kPointsPerInch));
  writer.setPageSize(QPageSize(sheet.page, QPageSize::Point, {}, QPageSize::ExactMatch));
  writer.setPageMargins(QMarginsF(0, 0, 0, 0));
  writer.setTitle(sheet.choice.title);
  writer.setCreator(QString("Tanhui ") + kVersion);
}

}  // namespace

SheetChoice usualChoice(const Session& session, const Wording& words) {
  SheetChoice choice;
  const Project* project = session.project();
  if (project == nullptr) {
    choice.title = words("viewer.program");
    return choice;
  }
  choice.title = qt(project->name);
  for (const MapLayer& layer : session.layers().layers()) {
    if (!layer.visible || std::holds_alternative<VectorContent>(layer.content)) continue;
    const std::string name = session.layers().displayName(layer).toStdString();
    choice.subtitle = session.time().exists() ? words("viewer.time.sheet_subtitle", name,
                                                      session.momentText(session.time().shown()).toStdString())
                                              : words("viewer.sheet.subtitle", name, project->baseYear);
    break;
  }
  choice.source = words("viewer.sheet.source", session.factors() ? session.factors()->name() : project->library);
  return choice;
}

SheetRequest sheetRequest(Session& session, const SheetChoice& choice, const Box& box) {
  const Wording& words = session.words();
  SheetRequest request{choice, session.layers().layers(), {session.frame().crs, box}, session.selection(), {}, {}, {},
                       {}};
  if (const Account* account = session.account()) {
    const ZoneTotals* zone = session.selection() ? session.zone(*session.selection()) : nullptr;
    request.tableTitle =
        zone != nullptr ? qt(zone->label.empty() ? zone->id : zone->label) : words("viewer.sheet.whole");
    if (session.time().exists()) request.tableTitle += "  " + session.momentText(session.time().shown());
    request.table = rowsOf(zone != nullptr ? zone->total : account->total, session.project()->scope, words);
  }
  if (session.project() != nullptr && session.project()->synthetic) request.mark = words("run.synthetic");
  QStringList footer;
  if (!choice.author.isEmpty()) footer << choice.author;
  if (!choice.source.isEmpty()) footer << choice.source;
  if (!session.editedFactors().empty()) footer << words("viewer.sheet.edited", session.editedFactors().size());
  footer << QString("Tanhui %1").arg(kVersion) << QDate::currentDate().toString(Qt::ISODate);
  request.footer = footer.join("  ·  ");
  return request;
}

Sheet makeSheet(const SheetRequest& request) {
  Sheet sheet;
  sheet.choice = request.choice;
  sheet.page = pageSize(request.choice);
  sheet.mapFrame = mapFrame(request.choice);
  sheet.crs = request.frame.crs;
  // The frame is whole points wide, so that a view can describe it.
  sheet.mapFrame.setSize(QSizeF(std::floor(sheet.mapFrame.width()), std::floor(sheet.mapFrame.height())));
  sheet.view.size = sheet.mapFrame.size().toSize();
  sheet.view.ratio = request.choice.dpi / kPointsPerInch;
  sheet.view = sheet.view.fitted(request.frame.extent, 0.02);
  sheet.ground = GroundRuler(sheet.crs).scale(sheet.view.box());
  sheet.layers = prepareLayers(request.layers, sheet.crs, sheet.view);
  sheet.selection = request.selection;
  sheet.tableTitle = request.tableTitle;
  sheet.table = request.table;
  sheet.mark = request.mark;
  sheet.footer = request.footer;
  return sheet;
}

QImage sheetImage(const Sheet& sheet, const LayerList& list, const Wording& words, int dpi) {
  const double scale = dpi / kPointsPerInch;
  QImage image((sheet.page * scale).toSize(), QImage::Format_RGB32);
  image.setDotsPerMeterX(kDotsPerMetre);
  image.setDotsPerMeterY(kDotsPerMetre);
  image.fill(Qt::white);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.scale(scale, scale);
  paintSheet(painter, sheet, list, words);
  painter.end();
  image.setDotsPerMeterX(static_cast<int>(dpi / 0.0254));  // what a printing program goes by
  image.setDotsPerMeterY(static_cast<int>(dpi / 0.0254));
  return image;
}

void writePdfPage(const Sheet& sheet, const LayerList& list, const Wording& words, const fs::path& file, SheetPart part,
                  int onlyLayer) {
  QPdfWriter writer(qt(file.string()));
  setUp(writer, sheet);
  QPainter painter;
  if (!painter.begin(&writer)) throw cannotWrite(file);
  paintSheet(painter, sheet, list, words, part, onlyLayer);
  if (!painter.end()) throw cannotWrite(file);
}

void writeSheet(const Sheet& sheet, const LayerList& list, const Wording& words, const fs::path& file) {
  PartFile part(file);
  if (file.extension() == ".png") {
    if (!sheetImage(sheet, list, words, sheet.choice.dpi).save(qt(part.path().string()), "PNG"))
      throw cannotWrite(file);
  } else if (file.extension() == ".pdf") {
    writePdfPage(sheet, list, words, part.path(), SheetPart::all, -1);
  } else {
    throw Error(file.string(), say("viewer.sheet.extension"), say("viewer.sheet.extension.remedy"));
  }
  part.commit();
}

}  // namespace tanhui::viewer
