#include "app/viewer/panels/ZoneRows.h"

#include <cmath>

namespace tanhui::viewer {

ZoneRows::ZoneRows(ZoneTable& table, QObject* parent)
    : QSortFilterProxyModel(parent), table_(table), collator_(QLocale(QLocale::Chinese, QLocale::China)) {
  collator_.setNumericMode(true);
  setSortRole(ZoneTable::kRawRole);
  setSourceModel(&table);
}

void ZoneRows::setText(const QString& text) {
  if (text == text_) return;
  text_ = text;
  words_ = text.split(' ', Qt::SkipEmptyParts);
  invalidateFilter();
}

std::vector<int> ZoneRows::shown() const {
  std::vector<int> rows;
  for (int row = 0; row < rowCount(); ++row) rows.push_back(mapToSource(index(row, 0)).row());
  return rows;
}

std::vector<ZoneRef> ZoneRows::shownZones() const {
  std::vector<ZoneRef> zones;
  for (const int row : shown()) zones.push_back(table_.zoneAt(row));
  return zones;
}

bool ZoneRows::filterAcceptsRow(int row, const QModelIndex&) const {
  const ZoneTable::Row& zone = table_.rows()[static_cast<std::size_t>(row)];
  const QString id = QString::fromStdString(zone.id), name = QString::fromStdString(zone.label);
  return std::ranges::all_of(words_, [&](const QString& word) {
    return id.contains(word, Qt::CaseInsensitive) || name.contains(word, Qt::CaseInsensitive);
  });
}

bool ZoneRows::lessThan(const QModelIndex& a, const QModelIndex& b) const {
  if (!ZoneTable::isFigure(a.column()))
    return collator_.compare(a.data(ZoneTable::kRawRole).toString(), b.data(ZoneTable::kRawRole).toString()) < 0;
  const double left = a.data(ZoneTable::kRawRole).toDouble(), right = b.data(ZoneTable::kRawRole).toDouble();
  // What is not known (a density without area) stands last, either way round.
  if (std::isnan(left) || std::isnan(right)) {
    const bool lastIsLess = sortOrder() == Qt::DescendingOrder;
    if (std::isnan(left) && std::isnan(right)) return false;
    return std::isnan(right) != lastIsLess;
  }
  return left < right;
}

}  // namespace tanhui::viewer
