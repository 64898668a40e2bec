#include "app/viewer/app/MainWindow.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileDialog>
#include <QInputDialog>
#include <QLabel>
#include <QMenuBar>
#include <QSettings>
#include <QStatusBar>
#include <QToolBar>
#include <algorithm>

#include "app/viewer/canvas/Decorations.h"

namespace tanhui::viewer {

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent) {
  setObjectName("mainWindow");
  setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
  canvas_ = new MapCanvas(session_, this);
  canvas_->setObjectName("map");
  setCentralWidget(canvas_);
  makePanels();
  makeCommands();
  makeStatusBar();
  connect(&session_, &Session::failed, this, &MainWindow::showFaults);
  connect(&session_, &Session::projectChanged, this, [this] {
    ruler_.reset();
    if (session_.frame().crs.known()) ruler_.emplace(session_.frame().crs);
    retranslate();
  });
  connect(&session_.words(), &Wording::changed, this, &MainWindow::retranslate);
  connect(canvas_, &MapCanvas::clicked, this, [this](const QPointF& at) { identify({at.x(), at.y()}); });
  connect(canvas_, &MapCanvas::hovered, this, [this](const QPointF& at) { showCoordinates(Point{at.x(), at.y()}); });
  connect(canvas_, &MapCanvas::left, this, [this] { showCoordinates(std::nullopt); });
  connect(canvas_, &MapCanvas::filesDropped, this, &MainWindow::addLayers);
  retranslate();
}

QDockWidget* MainWindow::addPanel(const char* name, const char* titleId, QWidget* panel, Qt::DockWidgetArea area) {
  auto* dock = new QDockWidget(this);
  dock->setObjectName(QString("dock.") + name);
  dock->setWidget(panel);
  addDockWidget(area, dock);
  panels_[name] = {dock, titleId};
  return dock;
}

void MainWindow::makePanels() {
  layerPanel_ = new LayerPanel(session_, this);
  addPanel("layers", "viewer.layers", layerPanel_, Qt::LeftDockWidgetArea);
  identifyPanel_ = new IdentifyPanel(session_, this);
  addPanel("identify", "viewer.identify", identifyPanel_, Qt::RightDockWidgetArea);
  connect(identifyPanel_, &IdentifyPanel::answered, this, [this] { identifying_ = false; });
  connect(layerPanel_, &LayerPanel::addRequested, this, [this] { commands_.at("viewer.menu.add_layer")->trigger(); });
  connect(layerPanel_, &LayerPanel::zoomToLayer, this, [this](int id) {
    if (const auto shapes = canvas_->art().shapes(id)) return canvas_->zoomTo(shapes->box);
    if (const auto source = canvas_->art().tiles().source(id)) canvas_->zoomTo(source->pyramid().extent());
  });
  resizeDocks({panels_.at("layers").first, panels_.at("identify").first}, {250, 300}, Qt::Horizontal);
}

QAction* MainWindow::addCommand(const char* id, const QList<QKeySequence>& keys, const std::function<void()>& run) {
  auto* action = new QAction(this);
  action->setObjectName(id);
  action->setShortcuts(keys);
  connect(action, &QAction::triggered, this, [run] { run(); });
  commands_[id] = action;
  addAction(action);
  return action;
}

void MainWindow::makeCommands() {
  const auto menu = [this](const char* id, std::initializer_list<QAction*> actions) {
    QMenu* made = menuBar()->addMenu(QString());
    for (QAction* action : actions) action == nullptr ? made->addSeparator() : (made->addAction(action), nullptr);
    menus_[id] = made;
  };
  QAction* open = addCommand("viewer.menu.open", {QKeySequence::Open}, [this] {
    const QString file = QFileDialog::getOpenFileName(this, session_.words()("viewer.menu.open"), {},
                                                      session_.words()("viewer.filter.project"));
    if (!file.isEmpty()) openProject(file.toStdString());
  });
  QAction* add = addCommand("viewer.menu.add_layer", {QKeySequence("Ctrl+L")}, [this] {
    addLayers(QFileDialog::getOpenFileNames(this, session_.words()("viewer.menu.add_layer")));
  });
  QAction* quit = addCommand("viewer.menu.quit", {QKeySequence::Quit}, [this] { close(); });
  menu("viewer.menu.file", {open, add, nullptr, quit});

  QAction* undo = session_.undoStack().createUndoAction(this);
  undo->setShortcut(QKeySequence::Undo);
  commands_["viewer.menu.undo"] = undo;
  QAction* redo = session_.undoStack().createRedoAction(this);
  redo->setShortcut(QKeySequence::Redo);
  commands_["viewer.menu.redo"] = redo;
  menu("viewer.menu.edit", {undo, redo});

  QAction* in = addCommand("viewer.menu.zoom_in", {QKeySequence::ZoomIn}, [this] { canvas_->zoomBy(1.5); });
  QAction* out = addCommand("viewer.menu.zoom_out", {QKeySequence::ZoomOut}, [this] { canvas_->zoomBy(1 / 1.5); });
  QAction* all = addCommand("viewer.menu.zoom_all", {QKeySequence("Ctrl+0")}, [this] { canvas_->zoomToAll(); });
  QAction* selection =
      addCommand("viewer.menu.zoom_selection", {QKeySequence("Ctrl+J")}, [this] { canvas_->zoomToSelection(); });
  QAction* box =
      addCommand("viewer.menu.zoom_box", {QKeySequence("Z")}, [this] { canvas_->setTool(MapCanvas::Tool::zoomBox); });
  QAction* back = addCommand("viewer.menu.back", {QKeySequence("Alt+Left")}, [this] { canvas_->goBack(); });
  QAction* forward = addCommand("viewer.menu.forward", {QKeySequence("Alt+Right")}, [this] { canvas_->goForward(); });
  QAction* chinese = addCommand("viewer.menu.chinese", {}, [this] { session_.words().setLanguage(Language::zh); });
  QAction* english = addCommand("viewer.menu.english", {}, [this] { session_.words().setLanguage(Language::en); });
  menu("viewer.menu.view", {in, out, all, selection, box, back, forward, nullptr, chinese, english});

  auto* bar = addToolBar(QString());
  bar->setObjectName("toolbar");
  bar->setMovable(false);
  for (QAction* action : {open, add}) bar->addAction(action);
  bar->addSeparator();
  for (QAction* action : {in, out, all, selection, box, back, forward}) bar->addAction(action);
}

void MainWindow::makeStatusBar() {
  coordinates_ = new QLabel(this);
  coordinates_->setObjectName("coordinates");
  scale_ = new QLabel(this);
  crs_ = new QLabel(this);
  statusBar()->addWidget(coordinates_, 1);
  statusBar()->addPermanentWidget(crs_);
}

void MainWindow::retranslate() {
  const Wording& words = session_.words();
  for (const auto& [name, panel] : panels_) panel.first->setWindowTitle(words(panel.second));
  for (const auto& [id, menu] : menus_) menu->setTitle(words(id));
  for (const auto& [id, action] : commands_) {
    if (id == "viewer.menu.undo" || id == "viewer.menu.redo") continue;
    action->setText(words(id));
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(key.isEmpty() ? action->text() : action->text() + "  (" + key + ")");
  }
  const Project* project = session_.project();
  const QString program = words("viewer.program");
  setWindowTitle(project == nullptr ? program : QString::fromStdString(project->name) + " — " + program);
  crs_->setText(session_.frame().crs.known() ? QString::fromStdString(session_.frame().crs.name()) : QString());
  showCoordinates(std::nullopt);
}

void MainWindow::showCoordinates(const std::optional<Point>& at) {
  if (!at || !ruler_) return coordinates_->setText(session_.words()("viewer.ready"));
  const Point degrees = ruler_->degrees(*at);
  const bool geographic = session_.frame().crs.geographic();
  const QString place = degreesText(degrees.x, true) + "  " + degreesText(degrees.y, false);
  coordinates_->setText(
      geographic ? place
                 : session_.words()("viewer.coordinates", fmt::format("{:.1f}", at->x), fmt::format("{:.1f}", at->y)) +
                       "    " + place);
}

void MainWindow::showFaults(const Faults& faults) {
  for (const Error& fault : faults)
    statusBar()->showMessage(QString::fromStdString(fault.where()) + ": " + session_.words()(fault.problem()), 15000);
}

void MainWindow::openProject(const std::filesystem::path& file) { session_.open(file); }

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
  showPanel("identify");
}

void MainWindow::showPanel(const QString& name) {
  const auto found = panels_.find(name);
  if (found == panels_.end()) return;
  found->second.first->show();
  found->second.first->raise();
}

bool MainWindow::settled() const {
  return !session_.busy() && (session_.frame().extent.empty() || canvas_->complete()) && !identifying_;
}

void MainWindow::addLayers(const QStringList& sources) {
  for (const QString& source : sources) {
    if (source.endsWith(".toml")) {
      openProject(source.toStdString());
      continue;
    }
    inBackground(
        this,
        [source = source.toStdString(), language = session_.words().language()] { return layersOf(source, language); },
        [this](Outcome<std::vector<FoundLayer>> outcome) {
          if (!outcome.value) return session_.tell(outcome.faults);
          for (FoundLayer& found : *outcome.value) {
            session_.widenFrame(found.frame);
            session_.layers().add(std::move(found.layer));
          }
        });
  }
}

void MainWindow::closeEvent(QCloseEvent* event) { event->accept(); }

}  // namespace tanhui::viewer
