#include "app/viewer/app/Unattended.h"

#include <QApplication>
#include <QTimer>
#include <cstdio>

#include "app/viewer/model/ExportPlace.h"
#include "app/viewer/sheet/SheetExport.h"
#include "geo/base/Nearest.h"
#include "geo/base/PartFile.h"

namespace tanhui::viewer {
namespace {

constexpr int kLookEvery = 20;  // ms
constexpr int kStill = 3;       // looks in a row that find nothing going on

void print(const Faults& faults, const Wording& words) {
  for (const Error& fault : faults)
    std::fprintf(stderr, "error: %s: %s\nremedy: %s\n", fault.where().c_str(),
                 words(fault.problem()).toUtf8().constData(), words(fault.remedy()).toUtf8().constData());
}

int codeOf(const Faults& faults) {
  return std::ranges::any_of(faults, [](const Error& e) { return e.kind() == ErrorKind::work; }) ? 1 : 2;
}

/// The window's picture at a scale, written whole or not at all. Throws Error.
void writeScreenshot(MainWindow& window, const Options& options) {
  requireExportPlace(window.session(), options.screenshot);
  QImage image(window.size() * options.scale, QImage::Format_RGB32);
  image.setDevicePixelRatio(options.scale);
  window.render(&image);
  PartFile part(options.screenshot);
  if (!image.save(QString::fromStdString(part.path().string()), "PNG")) throw cannotWrite(options.screenshot);
  part.commit();
}

/// The sheet of what the map shows. Nobody waits for the window, so it may be read here.
void writeSheetOf(MainWindow& window, const Options& options) {
  Session& session = window.session();
  requireExportPlace(session, options.sheet);
  const Box box = options.zone.isEmpty() ? session.frame().extent : window.canvas().view().box();
  const Sheet sheet = makeSheet(sheetRequest(session, usualChoice(session, session.words()), box));
  writeSheet(sheet, session.layers(), session.words(), options.sheet);
}

}  // namespace

Faults applyOptions(MainWindow& window, const Options& options) {
  Faults faults;
  Session& session = window.session();
  const auto missing = [&](const char* what, const QString& name) {
    faults.emplace_back(what, say("viewer.not_there", name.toStdString()), say("viewer.not_there.remedy"));
  };
  const auto layerNamed = [&](const char* option, const QString& name) {
    for (const MapLayer& layer : session.layers().layers())
      if (name == QString::fromStdString(layer.projectKey) || name == session.layers().displayName(layer))
        return layer.id;
    missing(option, name);
    return 0;
  };
  if (!options.scenario.isEmpty() || options.year) {
    TimeAxis& time = session.time();
    const auto scenario =
        std::ranges::find(time.scenarios(), options.scenario.isEmpty() ? kBaseline : options.scenario.toStdString());
    const int year = options.year.value_or(time.wanted().year);
    if (scenario == time.scenarios().end())
      faults.emplace_back("--scenario", say("series.no_scenario", options.scenario.toStdString()),
                          say("series.no_scenario.remedy", joinNames(time.scenarios())));
    else if (options.year && session.project() != nullptr &&
             (year < session.project()->baseYear || year > session.project()->horizon))
      faults.emplace_back("--year",
                          say("series.no_year", year, session.project()->baseYear, session.project()->horizon),
                          say("series.no_year.remedy"));
    else
      time.want({static_cast<std::uint32_t>(scenario - time.scenarios().begin()), year});
  }
  if (!options.layer.isEmpty()) {
    if (const int shown = layerNamed("--layer", options.layer); shown != 0) {
      const std::vector<MapLayer> layers = session.layers().layers();
      for (const MapLayer& layer : layers)
        if (!std::holds_alternative<VectorContent>(layer.content))
          session.layers().setVisible(layer.id, layer.id == shown);
      window.layerPanel().setCurrentLayer(shown);
    }
  }
  if (!options.compare.isEmpty()) {
    const QStringList names = options.compare.split(',');
    const int left = layerNamed("--compare", names.first()), right = layerNamed("--compare", names.last());
    if (left != 0 && right != 0) {
      window.showPanel("compare");
      window.comparePanel().compare(left, right);
    }
  }
  if (!options.zone.isEmpty()) {
    const qsizetype colon = options.zone.indexOf(':');
    const ZoneRef ref{options.zone.left(colon).toStdString(), options.zone.mid(colon + 1).toStdString()};
    if (colon < 0 || session.zone(ref) == nullptr)
      missing("--zone", options.zone);
    else
      session.select(ref);
  }
  if (options.at) window.identify({options.at->first, options.at->second});
  if (!options.panel.isEmpty()) window.showPanel(options.panel);
  return faults;
}

void runUnattended(MainWindow& window, const Options& options) {
  window.resize(options.size);
  window.show();
  Session& session = window.session();
  auto faults = std::make_shared<Faults>();
  auto applied = std::make_shared<bool>(false);
  auto still = std::make_shared<int>(0);
  QObject::connect(&session, &Session::failed, &window,
                   [faults](const Faults& told) { faults->insert(faults->end(), told.begin(), told.end()); });
  auto* timer = new QTimer(&window);
  QObject::connect(timer, &QTimer::timeout, &window, [=, &window, &session] {
    const auto end = [&] {
      timer->stop();
      print(*faults, session.words());
      QApplication::exit(faults->empty() ? 0 : codeOf(*faults));
    };
    if (!faults->empty()) return end();
    *still = window.settled() ? *still + 1 : 0;
    if (*still < kStill) return;
    *still = 0;
    if (!*applied) {
      *applied = true;
      *faults = applyOptions(window, options);
      return;
    }
    if (!options.zone.isEmpty() && window.canvas().art().selectedShape() &&
        window.canvas().property("zoomed").isNull()) {
      window.canvas().setProperty("zoomed", true);
      return window.canvas().zoomToSelection();
    }
    try {
      if (!options.screenshot.empty()) writeScreenshot(window, options);
      if (!options.sheet.empty()) writeSheetOf(window, options);
    } catch (...) {
      *faults = faultsOf(std::current_exception());
    }
    end();
  });
  timer->start(kLookEvery);
}

}  // namespace tanhui::viewer
