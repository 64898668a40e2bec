#pragma once

#include <QMainWindow>
#include <map>

#include "app/viewer/canvas/MapCanvas.h"
#include "app/viewer/panels/IdentifyPanel.h"
#include "app/viewer/panels/LayerPanel.h"

class QLabel;
class QDockWidget;

namespace tanhui::viewer {

/// The window: the map in the middle, panels around it, and the actions that join them.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  explicit MainWindow(QWidget* parent = nullptr);

  Session& session() { return session_; }
  MapCanvas& canvas() { return *canvas_; }
  void openProject(const std::filesystem::path& file);
  /// Asks about a place: what a click on the map does.
  void identify(Point at);
  /// Brings a panel to the front: "zones", "charts", "factors", "identify", ...
  void showPanel(const QString& name);
  /// Nothing is being read, evaluated or drawn any more: a picture of the window would be whole.
  bool settled() const;

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  QDockWidget* addPanel(const char* name, const char* titleId, QWidget* panel, Qt::DockWidgetArea area);
  QAction* addCommand(const char* id, const QList<QKeySequence>& keys, const std::function<void()>& run);
  void makePanels();
  void makeCommands();
  void makeStatusBar();
  void retranslate();
  void showCoordinates(const std::optional<Point>& at);
  void showFaults(const Faults& faults);
  void addLayers(const QStringList& sources);

  Session session_;
  MapCanvas* canvas_ = nullptr;
  LayerPanel* layerPanel_ = nullptr;
  IdentifyPanel* identifyPanel_ = nullptr;
  QLabel *coordinates_ = nullptr, *scale_ = nullptr, *crs_ = nullptr;
  std::map<QString, std::pair<QDockWidget*, std::string>> panels_;
  std::map<std::string, QAction*> commands_;
  std::map<std::string, QMenu*> menus_;
  std::optional<GroundRuler> ruler_;
  bool identifying_ = false;
};

}  // namespace tanhui::viewer
