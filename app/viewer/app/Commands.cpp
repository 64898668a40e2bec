#include <QActionGroup>
#include <QDesktopServices>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QLabel>
#include <QMenuBar>
#include <QToolBar>
#include <QVBoxLayout>

#include "app/viewer/app/MainWindow.h"
#include "geo/base/Version.h"

namespace tanhui::viewer {

QAction* MainWindow::addCommand(const char* id, const QList<QKeySequence>& keys, const std::function<void()>& run,
                                const char* icon) {
  auto* action = new QAction(this);
  action->setObjectName(id);
  action->setShortcuts(keys);
  connect(action, &QAction::triggered, this, [run] { run(); });
  commands_[id] = {action, icon};
  addAction(action);
  return action;
}

void MainWindow::addMenu(const char* id, std::initializer_list<QAction*> actions) {
  QMenu* menu = menuBar()->addMenu(QString());
  for (QAction* action : actions) {
    if (action == nullptr)
      menu->addSeparator();
    else
      menu->addAction(action);
  }
  menus_[id] = menu;
}

void MainWindow::makeCommands() {
  makeFileMenu();
  QAction* undo = session_.undoStack().createUndoAction(this);
  undo->setShortcut(QKeySequence::Undo);
  commands_["viewer.menu.undo"] = {undo, nullptr};
  QAction* redo = session_.undoStack().createRedoAction(this);
  redo->setShortcut(QKeySequence::Redo);
  commands_["viewer.menu.redo"] = {redo, nullptr};
  addMenu("viewer.menu.edit", {undo, redo});
  makeViewMenu();
  QAction* polygon = addCommand(
      "viewer.menu.draw", {QKeySequence("P")}, [this] { drawPolygon(); }, "polygon");
  QAction* compare = addCommand(
      "viewer.menu.compare", {QKeySequence("C")}, [this] { showPanel("compare"); }, "compare");
  QAction* clear = addCommand("viewer.menu.clear", {}, [this] { canvas_->clearDrawing(); });
  addMenu("viewer.menu.tools", {polygon, clear, compare});
  const auto showAnd = [this](void (RunPanel::*act)()) {
    return [this, act] {
      showPanel("run");
      (runPanel_->*act)();
    };
  };
  QAction* run = addCommand("viewer.menu.run", {QKeySequence("F5")}, showAnd(&RunPanel::run), "run");
  QAction* resume = addCommand("viewer.menu.resume", {QKeySequence("Shift+F5")}, showAnd(&RunPanel::resume));
  QAction* cancel = addCommand("viewer.menu.cancel", {}, showAnd(&RunPanel::cancel));
  addMenu("viewer.menu.runs", {run, resume, cancel});
  QAction* shortcuts = addCommand("viewer.menu.shortcuts", {QKeySequence("F1")}, [this] { showShortcuts(); });
  QAction* about = addCommand("viewer.menu.about", {}, [this] { showAbout(); });
  addMenu("viewer.menu.help", {shortcuts, about});
  makeToolBar();
}

void MainWindow::makeFileMenu() {
  QAction* fresh = addCommand("viewer.menu.new", {QKeySequence::New}, [this] { newProject(); });
  QAction* open = addCommand(
      "viewer.menu.open", {QKeySequence::Open}, [this] { openFiles(); }, "open");
  QAction* add = addCommand(
      "viewer.menu.add_layer", {QKeySequence("Ctrl+L")}, [this] { openFiles(); }, "add");
  QAction* base = addCommand("viewer.menu.base_map", {}, [this] { addBaseMap(); });
  QAction* close = addCommand("viewer.menu.close", {QKeySequence::Close}, [this] { session_.close(); });
  QAction* sheet = addCommand(
      "viewer.menu.sheet", {QKeySequence::Print}, [this] { exportSheet(); }, "sheet");
  QAction* picture = addCommand("viewer.menu.picture", {}, [this] { exportPicture(false); });
  QAction* tiff = addCommand("viewer.menu.picture_tiff", {}, [this] { exportPicture(true); });
  QAction* clipped = addCommand("viewer.menu.clipped", {}, [this] { exportClipped(); });
  QAction* table = addCommand("viewer.menu.table", {}, [this] {
    showPanel("zones");
    zonePanel_->chooseExport();
  });
  QAction* quit = addCommand("viewer.menu.quit", {QKeySequence::Quit}, [this] { this->close(); });
  addMenu("viewer.menu.file",
          {fresh, open, add, base, close, nullptr, sheet, picture, tiff, clipped, table, nullptr, quit});
  recentMenu_ = new QMenu(this);
  menus_["viewer.menu.file"]->insertMenu(add, recentMenu_);
  menus_["viewer.menu.recent"] = recentMenu_;
  connect(recentMenu_, &QMenu::aboutToShow, this, &MainWindow::fillRecent);
}

void MainWindow::makeViewMenu() {
  QAction* in = addCommand(
      "viewer.menu.zoom_in", {QKeySequence::ZoomIn}, [this] { canvas_->zoomBy(1.5); }, "zoomIn");
  QAction* out = addCommand(
      "viewer.menu.zoom_out", {QKeySequence::ZoomOut}, [this] { canvas_->zoomBy(1 / 1.5); }, "zoomOut");
  QAction* all = addCommand(
      "viewer.menu.zoom_all", {QKeySequence("Ctrl+0")}, [this] { canvas_->zoomToAll(); }, "all");
  QAction* selection = addCommand(
      "viewer.menu.zoom_selection", {QKeySequence("Ctrl+J")}, [this] { canvas_->zoomToSelection(); }, "selection");
  QAction* box = addCommand(
      "viewer.menu.zoom_box", {QKeySequence("Z")}, [this] { canvas_->setTool(MapCanvas::Tool::zoomBox); }, "box");
  QAction* back = addCommand(
      "viewer.menu.back", {QKeySequence("Alt+Left")}, [this] { canvas_->goBack(); }, "back");
  QAction* forward = addCommand(
      "viewer.menu.forward", {QKeySequence("Alt+Right")}, [this] { canvas_->goForward(); }, "forward");
  QAction* light = addCommand("viewer.menu.light", {}, [this] { setTheme(Theme::light); });
  QAction* dark = addCommand("viewer.menu.dark", {}, [this] { setTheme(Theme::dark); });
  QAction* chinese = addCommand("viewer.menu.chinese", {}, [this] { session_.words().setLanguage(Language::zh); });
  QAction* english = addCommand("viewer.menu.english", {}, [this] { session_.words().setLanguage(Language::en); });
  for (const auto& pair : {std::pair{light, dark}, {chinese, english}}) {
    auto* group = new QActionGroup(this);
    for (QAction* action : {pair.first, pair.second}) {
      action->setCheckable(true);
      group->addAction(action);
    }
  }
  addMenu("viewer.menu.view",
          {in, out, all, selection, box, back, forward, nullptr, light, dark, nullptr, chinese, english, nullptr});
  auto* panels = new QMenu(this);
  for (const char* name : {"layers", "summary", "identify", "whatif", "compare", "zones", "charts", "landscape",
                           "factors", "settings", "run"})
    panels->addAction(panels_.at(name).dock->toggleViewAction());
  menus_["viewer.menu.view"]->addMenu(panels);
  menus_["viewer.menu.panels"] = panels;
}

void MainWindow::makeToolBar() {
  bar_ = addToolBar(QString());
  bar_->setObjectName("toolbar");
  bar_->setMovable(false);
  bar_->setIconSize({20, 20});
  bar_->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
  for (const char* id : {"viewer.menu.open", "viewer.menu.add_layer", "", "viewer.menu.zoom_in", "viewer.menu.zoom_out",
                         "viewer.menu.zoom_all", "viewer.menu.zoom_box", "viewer.menu.zoom_selection",
                         "viewer.menu.back", "viewer.menu.forward", "", "viewer.menu.draw", "viewer.menu.compare", "",
                         "viewer.menu.run", "viewer.menu.sheet"}) {
    if (*id == '\0')
      bar_->addSeparator();
    else
      bar_->addAction(commands_.at(id).action);
  }
}

/// What cannot be done at the moment cannot be chosen.
void MainWindow::updateCommands() {
  const bool map = !session_.frame().extent.empty(), run = session_.hasRun();
  const auto enable = [this](const char* id, bool on) { commands_.at(id).action->setEnabled(on); };
  for (const char* id : {"viewer.menu.zoom_in", "viewer.menu.zoom_out", "viewer.menu.zoom_all", "viewer.menu.zoom_box",
                         "viewer.menu.back", "viewer.menu.forward", "viewer.menu.sheet", "viewer.menu.picture",
                         "viewer.menu.picture_tiff", "viewer.menu.draw", "viewer.menu.compare"})
    enable(id, map);
  enable("viewer.menu.zoom_selection", session_.selection().has_value());
  enable("viewer.menu.clipped", run && session_.selection().has_value());
  enable("viewer.menu.table", run);
  enable("viewer.menu.close", session_.project() != nullptr);
  enable("viewer.menu.run", runPanel_->canRun());
  enable("viewer.menu.resume", runPanel_->canResume());
  enable("viewer.menu.cancel", runPanel_->running());
  commands_.at(theme_ == Theme::dark ? "viewer.menu.dark" : "viewer.menu.light").action->setChecked(true);
  commands_.at(session_.words().language() == Language::zh ? "viewer.menu.chinese" : "viewer.menu.english")
      .action->setChecked(true);
}

void MainWindow::fillRecent() {
  recentMenu_->clear();
  for (const Recent::Entry& entry : recent_.entries()) {
    QAction* action =
        recentMenu_->addAction(entry.name, this, [this, project = entry.project] { openProject(project); });
    action->setToolTip(QString::fromStdString(entry.project.string()));
    action->setEnabled(!entry.missing);
  }
  if (recent_.entries().empty()) recentMenu_->addAction(session_.words()("viewer.recent.none"))->setEnabled(false);
}

void MainWindow::showShortcuts() {
  const Wording& words = session_.words();
  QString html = "<table cellspacing='6'>";
  const auto row = [&html](const QString& key, const QString& what) {
    html += "<tr><td><b>" + key.toHtmlEscaped() + "</b></td><td>" + what.toHtmlEscaped() + "</td></tr>";
  };
  for (const auto& [id, command] : commands_) {
    const QString key = command.action->shortcut().toString(QKeySequence::NativeText);
    if (!key.isEmpty()) row(key, command.action->text().remove('&'));
  }
  for (const char* id : {"wheel", "drag", "shift_drag", "arrows", "home", "enter", "backspace", "escape"})
    row(words(std::string("viewer.key.") + id), words(std::string("viewer.key.") + id + ".does"));
  auto* dialog = new QDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(words("viewer.menu.shortcuts"));
  auto* text = new QLabel(html + "</table>", dialog);
  auto* layout = new QVBoxLayout(dialog);
  layout->addWidget(text);
  dialog->show();
}

void MainWindow::showAbout() {
  const Wording& words = session_.words();
  auto* dialog = new QDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(words("viewer.menu.about"));
  auto* text = new QLabel(QString("<h3>%1 %2</h3><p>%3</p><p>%4</p>")
                              .arg(words("viewer.program"), kVersion, words("viewer.about"), words("viewer.licences")),
                          dialog);
  text->setWordWrap(true);
  text->setMinimumWidth(380);
  auto* layout = new QVBoxLayout(dialog);
  layout->addWidget(text);
  dialog->show();
}

}  // namespace tanhui::viewer
