#include "app/viewer/app/MainWindow.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QScrollArea>
#include <QSettings>
#include <QStatusBar>
#include <QUndoCommand>
#include <QVBoxLayout>

#include "app/viewer/app/Icons.h"
#include "app/viewer/canvas/Decorations.h"
#include "app/viewer/panels/factors/FactorPanel.h"
#include "app/viewer/panels/project/ProjectForm.h"
#include "app/viewer/panels/totals/SummaryPanel.h"

namespace tanhui::viewer {
namespace {

/// A polygon drawn, moved or cleared.
class DrawingStep : public QUndoCommand {
 public:
  DrawingStep(MapCanvas& canvas, std::vector<Point>& remembered, const QString& text, std::vector<Point> after)
      : QUndoCommand(text), canvas_(canvas), remembered_(remembered), before_(remembered), after_(std::move(after)) {}
  void undo() override { show(before_); }
  void redo() override { show(after_); }

 private:
  void show(const std::vector<Point>& points) {
    remembered_ = points;
    if (canvas_.drawing() != points || !canvas_.drawingClosed()) canvas_.setDrawing(points);
  }
  MapCanvas& canvas_;
  std::vector<Point>& remembered_;
  std::vector<Point> before_, after_;
};

}  // namespace

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent) {
  setObjectName("mainWindow");
  setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks | GroupedDragging);
  setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
  setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
  auto* middle = new QWidget(this);
  auto* column = new QVBoxLayout(middle);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  faults_ = new FaultBar(session_, middle);
  canvas_ = new MapCanvas(session_, middle);
  canvas_->setObjectName("map");
  column->addWidget(faults_);
  column->addWidget(canvas_, 1);
  timeBar_ = new TimeBar(session_, *canvas_, middle);
  column->addWidget(timeBar_);
  setCentralWidget(middle);
  makePanels();
  placePanels();
  makeCommands();
  makeStatusBar();
  joinPanels();
  recent_.follow(session_);
  retranslate();
}

MainWindow::~MainWindow() {
  // What tells the window something on its way out must not find half of it gone.
  session_.disconnect(this);
  session_.undoStack().disconnect(this);
  session_.time().disconnect(this);
  session_.words().disconnect(this);
}

/// A panel below the map lies on those that are there: side by side, each would make the window wider for good.
void MainWindow::addPanel(const char* name, const char* titleId, QWidget* panel, Qt::DockWidgetArea area) {
  auto* dock = new QDockWidget(this);
  dock->setObjectName(QString("dock.") + name);
  dock->setWidget(panel);
  const auto below = [this](const auto& other) {
    return dockWidgetArea(other.second.dock) == Qt::BottomDockWidgetArea;
  };
  const auto first = std::find_if(panels_.begin(), panels_.end(), below);
  if (area == Qt::BottomDockWidgetArea && first != panels_.end())
    tabifyDockWidget(first->second.dock, dock);
  else
    addDockWidget(area, dock);
  panels_[name] = {dock, titleId};
}

void MainWindow::makePanels() {
  addPanel("layers", "viewer.layers", layerPanel_ = new LayerPanel(session_, this), Qt::LeftDockWidgetArea);
  auto* summary = new SummaryPanel(session_, this);
  auto* scroll = new QScrollArea(this);  // English needs more lines than a low window has
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(summary);
  addPanel("summary", "viewer.summary", scroll, Qt::RightDockWidgetArea);
  addPanel("identify", "viewer.identify", identifyPanel_ = new IdentifyPanel(session_, this), Qt::RightDockWidgetArea);
  addPanel("whatif", "viewer.whatif", whatIfPanel_ = new WhatIfPanel(session_, this), Qt::RightDockWidgetArea);
  addPanel("compare", "viewer.compare", comparePanel_ = new ComparePanel(session_, *canvas_, this),
           Qt::RightDockWidgetArea);
  addPanel("zones", "viewer.zones", zonePanel_ = new ZonePanel(session_, this), Qt::BottomDockWidgetArea);
  addPanel("charts", "viewer.charts", charts_ = new ChartPanel(session_, this), Qt::BottomDockWidgetArea);
  addPanel("landscape", "viewer.landscape", landscape_ = new ResultPanel(session_, this), Qt::BottomDockWidgetArea);
  auto* factors = new FactorPanel(session_, this);
  addPanel("factors", "viewer.factors", factors, Qt::BottomDockWidgetArea);
  addPanel("settings", "viewer.settings", new ProjectForm(session_, this), Qt::BottomDockWidgetArea);
  addPanel("run", "viewer.run", runPanel_ = new RunPanel(session_, recent_, this), Qt::BottomDockWidgetArea);
  const auto run = [this] { showPanel("run"); };
  connect(summary, &SummaryPanel::runWanted, this, run);
  connect(zonePanel_, &ZonePanel::runWanted, this, run);
  connect(charts_, &ChartPanel::runWanted, this, run);
  connect(factors, &FactorPanel::runWanted, this, run);
}

void MainWindow::placePanels() {
  const auto dock = [this](const char* name) { return panels_.at(name).dock; };
  tabifyDockWidget(dock("identify"), dock("whatif"));
  tabifyDockWidget(dock("whatif"), dock("compare"));
  // The tab says what a panel is; a title below it would say it twice, and take a row of the table.
  for (const char* name :
       {"identify", "whatif", "compare", "zones", "charts", "landscape", "factors", "settings", "run"})
    dock(name)->setTitleBarWidget(new QWidget(dock(name)));
  dock("identify")->raise();
  dock("zones")->raise();
  setTabPosition(Qt::BottomDockWidgetArea, QTabWidget::North);
  setTabPosition(Qt::RightDockWidgetArea, QTabWidget::North);
}

/// Once the window has a size: before, Qt would rather make the window larger than a panel smaller.
void MainWindow::showEvent(QShowEvent* event) {
  QMainWindow::showEvent(event);
  if (std::exchange(sized_, true)) return;
  const auto dock = [this](const char* name) { return panels_.at(name).dock; };
  resizeDocks({dock("layers"), dock("summary")}, {230, 350}, Qt::Horizontal);
  resizeDocks({dock("summary"), dock("identify")}, {310, 400}, Qt::Vertical);
  resizeDocks({dock("zones")}, {270}, Qt::Vertical);
}

void MainWindow::joinPanels() {
  connect(&session_, &Session::projectChanged, this, [this] {
    ruler_.reset();
    if (session_.frame().crs.known()) ruler_.emplace(session_.frame().crs);
    remembered_.clear();
    canvas_->setMark(std::nullopt);
    canvas_->setSwipe(std::nullopt);
    if (!canvas_->drawing().empty()) canvas_->clearDrawing();
    retranslate();
  });
  connect(&session_.words(), &Wording::changed, this, &MainWindow::retranslate);
  connect(&session_.time(), &TimeAxis::shownChanged, this, &MainWindow::titleWindow);
  connect(&session_, &Session::modelChanged, this, [this] {
    // A project that was not run knows where it lies only now.
    if (!ruler_ && session_.frame().crs.known()) ruler_.emplace(session_.frame().crs);
    retranslate();
  });
  connect(canvas_, &MapCanvas::clicked, this, [this](const QPointF& at) { identify({at.x(), at.y()}); });
  connect(canvas_, &MapCanvas::hovered, this, [this](const QPointF& at) { showCoordinates(Point{at.x(), at.y()}); });
  connect(canvas_, &MapCanvas::left, this, [this] { showCoordinates(std::nullopt); });
  connect(canvas_, &MapCanvas::filesDropped, this, &MainWindow::addSources);
  connect(canvas_, &MapCanvas::polygonDrawn, this, &MainWindow::rememberDrawing);
  connect(canvas_, &MapCanvas::drawingChanged, this, [this] {
    whatIfPanel_->setPolygon(canvas_->drawingClosed() ? canvas_->drawing() : std::vector<Point>());
    if (canvas_->drawing().empty()) rememberDrawing();
  });
  connect(identifyPanel_, &IdentifyPanel::answered, this, [this] { identifying_ = false; });
  connect(layerPanel_, &LayerPanel::addRequested, this, &MainWindow::openFiles);
  connect(comparePanel_, &ComparePanel::addRequested, this, &MainWindow::openFiles);
  connect(layerPanel_, &LayerPanel::zoomToLayer, this, [this](int id) {
    if (const auto shapes = canvas_->art().shapes(id)) return canvas_->zoomTo(shapes->box);
    if (const auto source = canvas_->art().tiles().source(id)) canvas_->zoomTo(source->pyramid().extent());
  });
  connect(zonePanel_, &ZonePanel::zoomTo, this, [this](const ZoneRef& zone) {
    session_.select(zone);
    canvas_->zoomToSelection();
  });
  connect(landscape_, &ResultPanel::zoomTo, zonePanel_, &ZonePanel::zoomTo);
  connect(whatIfPanel_, &WhatIfPanel::drawRequested, this, &MainWindow::drawPolygon);
  connect(whatIfPanel_, &WhatIfPanel::importRequested, this, &MainWindow::importPolygon);
  connect(whatIfPanel_, &WhatIfPanel::clearRequested, canvas_, &MapCanvas::clearDrawing);
  connect(runPanel_, &RunPanel::stateChanged, this, &MainWindow::updateCommands);
  connect(runPanel_, &RunPanel::progressed, this, [this](const QString& text, double share) {
    statusBar()->showMessage(text);
    progress_->setVisible(true);
    progress_->setRange(0, share < 0 ? 0 : 1000);
    progress_->setValue(static_cast<int>(share * 1000));
  });
  connect(runPanel_, &RunPanel::ended, this, [this] {
    progress_->hide();
    statusBar()->clearMessage();
  });
  connect(&session_, &Session::selectionChanged, this, &MainWindow::updateCommands);
  connect(runPanel_, &RunPanel::warned, faults_, &FaultBar::showWarnings);
  connect(canvas_, &MapCanvas::toolChanged, this, &MainWindow::updateCommands);
}

void MainWindow::makeStatusBar() {
  coordinates_ = new QLabel(this);
  coordinates_->setObjectName("coordinates");
  moment_ = new QLabel(this);
  moment_->setObjectName("moment");
  crs_ = new QLabel(this);
  progress_ = new QProgressBar(this);
  progress_->setMaximumWidth(180);
  progress_->setTextVisible(false);
  progress_->hide();
  statusBar()->addWidget(coordinates_, 1);
  renewing_ = new QLabel(this);
  renewing_->setObjectName("renewing");
  renewing_->hide();
  for (const auto signal : {&Session::factorsEdited, &Session::accountChanged})
    connect(&session_, signal, this, [this] { renewing_->setVisible(session_.renewing()); });
  statusBar()->addPermanentWidget(renewing_);
  statusBar()->addPermanentWidget(progress_);
  statusBar()->addPermanentWidget(moment_);
  statusBar()->addPermanentWidget(crs_);
}

void MainWindow::retranslate() {
  const Wording& words = session_.words();
  for (const auto& [name, panel] : panels_) panel.dock->setWindowTitle(words(panel.titleId));
  for (const auto& [id, menu] : menus_) menu->setTitle(words(id));
  for (const auto& [id, command] : commands_) {
    if (id != "viewer.menu.undo" && id != "viewer.menu.redo") command.action->setText(words(id));
    const QString key = command.action->shortcut().toString(QKeySequence::NativeText);
    const QString text = command.action->text().remove('&');
    command.action->setToolTip(key.isEmpty() ? text : text + "  (" + key + ")");
    if (command.icon != nullptr) command.action->setIcon(iconNamed(command.icon, palette()));
  }
  titleWindow();
  renewing_->setText(words("viewer.factors.renewing"));
  crs_->setText(session_.frame().crs.known() ? QString::fromStdString(session_.frame().crs.name()) : QString());
  showCoordinates(std::nullopt);
  updateCommands();
}

/// The project, and the year of it that is shown.
void MainWindow::titleWindow() {
  const Project* project = session_.project();
  const TimeAxis& time = session_.time();
  QString title = session_.words()("viewer.program");
  const QString moment = time.exists() ? session_.momentText(time.shown()) : QString();
  if (!moment.isEmpty()) title = moment + " — " + title;
  if (project != nullptr) title = qt(project->name) + " — " + title;
  setWindowTitle(title);
  moment_->setText(moment);
  moment_->setVisible(!moment.isEmpty());
}

void MainWindow::showCoordinates(const std::optional<Point>& at) {
  if (!at || !ruler_) return coordinates_->setText(session_.words()("viewer.ready"));
  const Point degrees = ruler_->degrees(*at);
  const QString place = degreesText(degrees.x, true) + "  " + degreesText(degrees.y, false);
  if (session_.frame().crs.geographic()) return coordinates_->setText(place);
  // Chinese practice calls the northing X and the easting Y; the words say which is which.
  coordinates_->setText(
      session_.words()("viewer.coordinates", fmt::format("{:.1f}", at->x), fmt::format("{:.1f}", at->y)) + "    " +
      place);
}

void MainWindow::openProject(const std::filesystem::path& file) { session_.open(file); }

void MainWindow::addSources(const QStringList& sources) {
  for (const QString& source : sources) {
    if (source.endsWith(".toml")) {
      openProject(source.toStdString());
      continue;
    }
    ++adding_;
    inBackground(
        this, [source = source.toStdString()] { return layersOf(source); },
        [this](Outcome<std::vector<FoundLayer>> outcome) {
          --adding_;
          if (!outcome.value) return session_.tell(outcome.faults);
          for (FoundLayer& found : *outcome.value) {
            session_.widenFrame(found.frame);
            layerPanel_->setCurrentLayer(session_.layers().add(std::move(found.layer)));
          }
        });
  }
}

void MainWindow::identify(Point at) {
  canvas_->setMark(at);
  identifying_ = true;
  identifyPanel_->identify(at);
  // The zone of the topmost zone layer that holds the place is selected with it.
  for (const MapLayer& layer : session_.layers().layers()) {
    const auto* content = std::get_if<VectorContent>(&layer.content);
    const auto shapes = canvas_->art().shapes(layer.id);
    if (content == nullptr || content->zoneLayer.empty() || !layer.visible || !shapes) continue;
    const int index = shapes->at(at);
    if (index < 0) continue;
    session_.select(ZoneRef{content->zoneLayer, shapes->ids[static_cast<std::size_t>(index)]});
    break;
  }
  if (session_.project() == nullptr) identifying_ = false;
  showPanel("identify");
}

void MainWindow::drawPolygon() {
  canvas_->setTool(MapCanvas::Tool::drawPolygon);
  canvas_->setFocus();
  showPanel("whatif");
  statusBar()->showMessage(session_.words()("viewer.draw.how"), 8000);
}

void MainWindow::rememberDrawing() {
  const std::vector<Point> now = canvas_->drawingClosed() ? canvas_->drawing() : std::vector<Point>();
  if (now == remembered_) return;
  session_.undoStack().push(new DrawingStep(*canvas_, remembered_, session_.words()("viewer.undo.polygon"), now));
  if (!now.empty()) showPanel("whatif");
}

void MainWindow::importPolygon() {
  const QString file = QFileDialog::getOpenFileName(this, session_.words()("viewer.whatif.import"));
  if (file.isEmpty()) return;
  inBackground(
      this,
      [file = file.toStdString(), crs = session_.frame().crs] {
        const VectorShapes shapes = readShapes({sourceOf(file), {}, {}, {}}, crs);
        for (const VectorShapes::Shape& shape : shapes.shapes) {
          if (shape.kind != VectorShapes::Kind::areas) continue;
          const auto [first, end] = shapes.part(shape.firstPart);
          return std::vector<Point>(shapes.points.begin() + first, shapes.points.begin() + end - 1);
        }
        throw Error(file, say("viewer.whatif.import_none"), say("viewer.whatif.import_none.remedy"));
      },
      [this](Outcome<std::vector<Point>> outcome) {
        if (!outcome.value) return session_.tell(outcome.faults);
        canvas_->setDrawing(std::move(*outcome.value));
        rememberDrawing();
        Box box;
        for (const Point& p : canvas_->drawing()) box.add(p);
        canvas_->zoomTo(box);
      });
}

void MainWindow::showPanel(const QString& name) {
  if (name == "years") {
    showPanel("charts");
    return charts_->showYears();
  }
  const auto found = panels_.find(name);
  if (found == panels_.end()) return;
  found->second.dock->show();
  found->second.dock->raise();
}

bool MainWindow::settled() const {
  return !session_.busy() && !session_.renewing() && zonePanel_->settled() && !session_.time().busy() &&
         !charts_->timeChart().ranges().busy() && adding_ == 0 && !identifying_ &&
         (session_.frame().extent.empty() || canvas_->complete());
}

void MainWindow::setTheme(Theme theme) {
  theme_ = theme;
  applyTheme(*qApp, theme);
  // Under a style sheet Qt keeps palette events from widgets that set a colour of their own.
  for (QWidget* widget : findChildren<QWidget*>()) {
    QEvent event(QEvent::PaletteChange);
    QApplication::sendEvent(widget, &event);
  }
  retranslate();
}

void MainWindow::restoreSettings() {
  const QSettings settings;
  restoreGeometry(settings.value("window/geometry").toByteArray());
  sized_ = restoreState(settings.value("window/state").toByteArray());
  if (settings.contains("units/carbon"))
    session_.words().setUnits({static_cast<CarbonUnit>(settings.value("units/carbon").toInt()),
                               static_cast<AreaUnit>(settings.value("units/area").toInt())});
}

void MainWindow::closeEvent(QCloseEvent* event) {
  QSettings settings;
  settings.setValue("window/geometry", saveGeometry());
  settings.setValue("window/state", saveState());
  settings.setValue("window/theme", theme_ == Theme::dark ? "dark" : "light");
  settings.setValue("window/language", session_.words().language() == Language::zh ? "zh" : "en");
  settings.setValue("units/carbon", static_cast<int>(session_.words().units().carbon));
  settings.setValue("units/area", static_cast<int>(session_.words().units().area));
  event->accept();
}

}  // namespace tanhui::viewer
