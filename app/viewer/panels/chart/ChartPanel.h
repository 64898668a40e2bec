#pragma once

#include <QComboBox>
#include <QLabel>
#include <QStackedWidget>
#include <QTabWidget>
#include <QVBoxLayout>

#include "app/viewer/panels/chart/ChartBars.h"
#include "app/viewer/panels/chart/TimeChart.h"
#include "app/viewer/panels/parts/DrawingView.h"
#include "app/viewer/panels/parts/EmptyState.h"

namespace tanhui::viewer {

/// Charts of the last run: by land class, of the whole region or the zone selected, by zone of a layer, and through the
/// years where there are some. They follow units, language, factors, selection and year at once. A click on a zone's
/// bar selects the zone.
class ChartPanel : public QWidget {
  Q_OBJECT

 public:
  explicit ChartPanel(Session& session, QWidget* parent = nullptr);

  TimeChart& timeChart() { return *years_; }
  /// The page through the years, where there is one.
  void showYears();

 signals:
  void runWanted();

 private:
  /// A chart with its title above and what to know about it below.
  struct Chart {
    QLabel* title;
    DrawingView* view;
    QLabel* caption;
  };
  QVBoxLayout* addPage(QWidget* head);
  Chart addChart(QVBoxLayout* column, const char* name);
  void buildZoneCharts(QVBoxLayout* column);

  void rewrite();
  void drawClasses();
  void drawZones();
  void drawZoneChart(const Chart& chart, ZoneBars& shown, Measure measure);
  void draw(const Chart& chart, DrawingView::Maker make, const QString& title, const QString& caption);

  Session& session_;
  QStackedWidget* pages_;
  QTabWidget* tabs_;
  TimeChart* years_;
  QComboBox *scope_, *layers_;
  QLabel *scopeLabel_, *layerLabel_;
  Chart share_{}, classStock_{}, classFlux_{}, zoneStock_{}, zoneFlux_{};
  ZoneBars stockBars_, fluxBars_;
};

}  // namespace tanhui::viewer
