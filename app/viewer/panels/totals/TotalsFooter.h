#pragma once

#include <optional>

#include <QHeaderView>
#include <QWidget>

#include "app/viewer/panels/totals/ZoneTable.h"

namespace tanhui::viewer {

/// The row of totals below a table: always there, whatever is scrolled or sorted, its figures below their columns.
class TotalsFooter : public QWidget {
  Q_OBJECT

 public:
  TotalsFooter(const ZoneTable& table, QHeaderView& columns, QWidget* parent = nullptr);

  /// `label` stands where the zones have their names; `tip` says what the row is the sum of.
  void setTotals(const QString& label, const std::optional<Totals>& totals, const QString& tip);
  const std::optional<Totals>& totals() const { return totals_; }
  const QString& label() const { return label_; }
  const QString& tip() const { return tip_; }

  /// Pixels that a column's total takes.
  int widthOf(int column) const;
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  bool event(QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  const ZoneTable& table_;
  QHeaderView& columns_;
  QString label_, tip_;
  std::optional<Totals> totals_;
};

}  // namespace tanhui::viewer
