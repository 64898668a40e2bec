#pragma once

#include <QComboBox>
#include <QLabel>
#include <QScrollArea>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>

#include "app/viewer/model/Session.h"
#include "app/viewer/panels/landscape/ResultTable.h"
#include "app/viewer/panels/parts/DrawingView.h"

namespace tanhui::viewer {

/// What the last run found out about the landscape: each of its tables as it was written, the leading figure as bars
/// beside it. A row that is about a zone, or a link with its corridor, and the zone selected in the session are one.
class ResultPanel : public QWidget {
  Q_OBJECT

 public:
  explicit ResultPanel(Session& session, QWidget* parent = nullptr);

  /// As other panels below the map: table and chart side by side would make the window wider than a small screen.
  QSize sizeHint() const override { return {400, 240}; }

 public slots:
  /// The selected rows with their headers, apart by tabs; all rows when none is selected.
  void copy() const;

 signals:
  void zoomTo(const ZoneRef& zone);

 private:
  void buildPage();
  void takeTables();
  void showTable();
  void draw();
  void followSession();
  void tellSession();
  std::vector<int> rowsShown() const;

  Session& session_;
  ResultTable table_;
  QSortFilterProxyModel rows_;
  QStackedWidget* pages_;
  QLabel* nothing_;
  QComboBox* tables_;
  QTableView* view_;
  QScrollArea* chartArea_;
  DrawingView* chart_;
  QLabel* chartTitle_;
  bool following_ = false;  ///< the session's selection is being taken over: nothing to tell it
};

}  // namespace tanhui::viewer
