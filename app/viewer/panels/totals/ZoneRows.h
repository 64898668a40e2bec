#pragma once

#include <QCollator>
#include <QSortFilterProxyModel>

#include "app/viewer/panels/totals/ZoneTable.h"

namespace tanhui::viewer {

/// The rows of a ZoneTable that hold a text in id or name, sorted by their figures or, as people would, by their text:
/// 2 before 10, Chinese by its sound.
class ZoneRows : public QSortFilterProxyModel {
  Q_OBJECT

 public:
  explicit ZoneRows(ZoneTable& table, QObject* parent = nullptr);

  /// Words apart by blanks must all occur, in any case.
  void setText(const QString& text);
  const QString& text() const { return text_; }

  /// Rows of the table in the order in which they are shown.
  std::vector<int> shown() const;
  std::vector<ZoneRef> shownZones() const;

 protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
  bool lessThan(const QModelIndex& a, const QModelIndex& b) const override;

 private:
  ZoneTable& table_;
  QString text_;
  QStringList words_;
  QCollator collator_;
};

}  // namespace tanhui::viewer
