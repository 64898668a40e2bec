#pragma once

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QScrollArea>

#include "app/viewer/model/SeriesRanges.h"
#include "app/viewer/model/Session.h"
#include "app/viewer/panels/parts/DrawingView.h"
#include "geo/draw/LineChart.h"

namespace tanhui::viewer {

/// Net balance and stock by year, of the whole region or the zone selected: a line for each scenario with the range of
/// its draws, and a mark at the year shown. A click on a year shows it.
class TimeChart : public QWidget {
  Q_OBJECT

 public:
  explicit TimeChart(Session& session, QWidget* parent = nullptr);

  SeriesRanges& ranges() { return ranges_; }
  /// What the charts show, for tests; without lines until it is there.
  const LineChart& net() const { return net_.chart; }
  const LineChart& stock() const { return stock_.chart; }

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  struct Chart {
    QLabel *title, *caption;
    DrawingView* view;
    LineChart chart;
  };
  void addChart(Chart& chart, const char* name);
  void rewrite();
  void redraw();
  void draw(Chart& chart, const std::string& titleId, SeriesQuantity quantity);
  std::optional<std::uint32_t> zoneShown() const;
  double chartHeight() const;

  Session& session_;
  SeriesRanges ranges_;
  QScrollArea* area_;
  QBoxLayout* charts_;
  QComboBox* scope_;
  QLabel *scopeLabel_, *state_;
  Chart net_, stock_;
};

}  // namespace tanhui::viewer
