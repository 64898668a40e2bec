#pragma once

#include <filesystem>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>

#include "app/viewer/panels/parts/EmptyState.h"
#include "app/viewer/panels/totals/TotalsFooter.h"
#include "app/viewer/panels/totals/ZoneExport.h"
#include "app/viewer/panels/totals/ZoneRows.h"
#include "app/viewer/panels/totals/ZoneTable.h"

namespace tanhui::viewer {

/// The table of a zone layer: chooser, filter, sortable rows, totals of what is shown, copy and export. Its row and the
/// zone selected in the session are one.
class ZonePanel : public QWidget {
  Q_OBJECT

 public:
  explicit ZonePanel(Session& session, QWidget* parent = nullptr);

  /// The totals are those of the rows.
  bool settled() const { return answered_ == asked_; }

  /// Writes the rows shown as .csv (library's units, every digit) or .xlsx (as shown); exported() or the session's
  /// failed() follows.
  void exportTo(const std::filesystem::path& file);

 public slots:
  /// Asks where to.
  void chooseExport();
  /// The selected rows with their headers; all rows shown when none is selected.
  void copy() const;
  void copyAll() const;

 signals:
  void zoomTo(const ZoneRef& zone);
  void runWanted();
  void exported(const QString& file);

 private:
  void buildHead();
  void buildTable();
  void buildActions();
  void rewrite();
  void takeLayers();
  QString totalsLabel() const;
  void refreshTotals();
  void showTotals(std::uint64_t asked, const QString& label, const std::optional<Totals>& totals, const QString& tip);
  void fitColumns();
  /// Selects what the session has selected. With `reveal`, another layer or a filter gives way to it.
  void followSession(bool reveal);
  void tellSession();
  void showMenu(const QPoint& at);
  ShownZones shownZones() const;
  std::vector<std::string> headers(bool oneLine) const;
  void copyRows(const std::vector<int>& sourceRows, bool withTotals) const;

  Session& session_;
  ZoneTable table_;
  ZoneRows rows_;
  QStackedWidget* pages_;
  EmptyState* empty_;
  QComboBox* layers_;
  QLineEdit* filter_;
  QLabel* count_;
  QToolButton* export_;
  QTableView* view_;
  TotalsFooter* footer_;
  QAction *zoom_, *copy_, *copyAll_, *save_;
  std::uint64_t asked_ = 0, answered_ = 0;  ///< totals, which are made in the background
  bool fitWhenAnswered_ = false;
  bool following_ = false;  ///< the session's selection is being taken over: nothing to tell it
};

}  // namespace tanhui::viewer
