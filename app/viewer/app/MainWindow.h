#pragma once

#include <QMainWindow>
#include <map>

#include "app/viewer/app/Theme.h"
#include "app/viewer/canvas/MapCanvas.h"
#include "app/viewer/model/Recent.h"
#include "app/viewer/panels/chart/ChartPanel.h"
#include "app/viewer/panels/compare/ComparePanel.h"
#include "app/viewer/panels/landscape/ResultPanel.h"
#include "app/viewer/panels/map/LayerPanel.h"
#include "app/viewer/panels/map/TimeBar.h"
#include "app/viewer/panels/place/IdentifyPanel.h"
#include "app/viewer/panels/place/WhatIfPanel.h"
#include "app/viewer/panels/run/FaultBar.h"
#include "app/viewer/panels/run/RunPanel.h"
#include "app/viewer/panels/totals/ZonePanel.h"

class QDockWidget;
class QLabel;
class QProgressBar;
class QToolBar;

namespace tanhui::viewer {

/// The window: the map in the middle, panels around it, and the actions that join them.
class MainWindow : public QMainWindow {
  Q_OBJECT

 public:
  explicit MainWindow(QWidget* parent = nullptr);
  ~MainWindow() override;

  Session& session() { return session_; }
  MapCanvas& canvas() { return *canvas_; }
  ComparePanel& comparePanel() { return *comparePanel_; }
  WhatIfPanel& whatIfPanel() { return *whatIfPanel_; }
  LayerPanel& layerPanel() { return *layerPanel_; }
  TimeBar& timeBar() { return *timeBar_; }
  ChartPanel& chartPanel() { return *charts_; }

  void openProject(const std::filesystem::path& file);
  /// Adds whatever GDAL opens, or opens a project, by the file's name.
  void addSources(const QStringList& sources);
  /// Asks about a place: what a click on the map does.
  void identify(Point at);
  /// Brings a panel to the front: "layers", "summary", "zones", "charts", "years" (the charts' page through time),
  /// "factors", "identify", "whatif", "compare", "run" or "settings".
  void showPanel(const QString& name);
  /// Nothing is being read, evaluated or drawn any more: a picture of the window would be whole.
  bool settled() const;
  void setTheme(Theme theme);

  /// Language, theme, units and the places of panels, as they were left. Not for unattended runs.
  void restoreSettings();

 protected:
  void showEvent(QShowEvent* event) override;
  void closeEvent(QCloseEvent* event) override;

 private:
  void addPanel(const char* name, const char* titleId, QWidget* panel, Qt::DockWidgetArea area);
  void makePanels();
  void placePanels();
  void joinPanels();
  void makeStatusBar();
  void retranslate();
  void titleWindow();
  void showCoordinates(const std::optional<Point>& at);
  void drawPolygon();
  void importPolygon();
  /// What was drawn since the last step becomes a step to take back.
  void rememberDrawing();

  // Commands.cpp
  QAction* addCommand(const char* id, const QList<QKeySequence>& keys, const std::function<void()>& run,
                      const char* icon = nullptr);
  void addMenu(const char* id, std::initializer_list<QAction*> actions);
  void makeCommands();
  void makeFileMenu();
  void makeViewMenu();
  void makeToolBar();
  void updateCommands();
  void fillRecent();
  void showShortcuts();
  void showAbout();

  // Files.cpp
  void newProject();
  void openFiles();
  void addBaseMap();
  void exportSheet();
  void exportPicture(bool georeferenced);
  void exportClipped();

  Session session_;
  Recent recent_;
  Theme theme_ = Theme::light;
  MapCanvas* canvas_ = nullptr;
  TimeBar* timeBar_ = nullptr;
  FaultBar* faults_ = nullptr;
  LayerPanel* layerPanel_ = nullptr;
  IdentifyPanel* identifyPanel_ = nullptr;
  ZonePanel* zonePanel_ = nullptr;
  ResultPanel* landscape_ = nullptr;
  WhatIfPanel* whatIfPanel_ = nullptr;
  ComparePanel* comparePanel_ = nullptr;
  ChartPanel* charts_ = nullptr;
  RunPanel* runPanel_ = nullptr;
  QLabel *coordinates_ = nullptr, *renewing_ = nullptr, *moment_ = nullptr, *crs_ = nullptr;
  QProgressBar* progress_ = nullptr;
  QToolBar* bar_ = nullptr;
  QMenu* recentMenu_ = nullptr;
  struct Panel {
    QDockWidget* dock;
    std::string titleId;
  };
  struct Command {
    QAction* action;
    const char* icon;
  };
  std::map<QString, Panel> panels_;
  std::map<std::string, Command> commands_;
  std::map<std::string, QMenu*> menus_;
  std::optional<GroundRuler> ruler_;
  std::vector<Point> remembered_;  ///< the polygon as the last undo step left it
  int adding_ = 0;                 ///< sources that are being opened
  bool identifying_ = false;
  bool sized_ = false;  ///< the panels have their widths
};

}  // namespace tanhui::viewer
