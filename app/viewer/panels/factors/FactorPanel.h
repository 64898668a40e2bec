#pragma once

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QTableView>

#include "app/viewer/panels/factors/FactorTable.h"
#include "app/viewer/panels/parts/EmptyState.h"

namespace tanhui::viewer {

/// The factors of the account: filter, table with editable values, a line beside it for what cannot be taken.
class FactorPanel : public QWidget {
  Q_OBJECT

 public:
  explicit FactorPanel(Session& session, QWidget* parent = nullptr);

 signals:
  void runWanted();

 protected:
  void changeEvent(QEvent* event) override;

 private:
  class Rows;
  void rewrite();
  void refresh();
  void fitColumns();
  void note(const QString& text);
  void recolour();
  void showMenu(const QPoint& at);
  void resetSelected();
  void copy() const;

  Session& session_;
  FactorTable table_;
  Rows* rows_;
  QStackedWidget* pages_;
  QLineEdit* filter_;
  QCheckBox *weakOnly_, *editedOnly_;
  QLabel *count_, *note_;
  QTableView* view_;
  QAction *reset_, *resetAll_, *copy_;
};

}  // namespace tanhui::viewer
