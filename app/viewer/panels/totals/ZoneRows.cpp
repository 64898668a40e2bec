#include "app/viewer/panels/totals/ZoneRows.h"

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
  const auto zone = [this](const QModelIndex& index) -> const ZoneTable::Row& {
    return table_.rows()[static_cast<std::size_t>(index.row())];
  };
  const int column = a.column();
  if (!ZoneTable::isFigure(column)) {
    const auto text = [&](const QModelIndex& index) {
      return QString::fromStdString(column == ZoneTable::kId ? zone(index).id : zone(index).label);
    };
    return collator_.compare(text(a), text(b)) < 0;
  }
  const double left = ZoneTable::valueOf(zone(a).totals, column), right = ZoneTable::valueOf(zone(b).totals, column);
  // What is not known (a density without area) stands last, either way round.
  if (std::isnan(left) || std::isnan(right)) {
    if (std::isnan(left) && std::isnan(right)) return false;
    return std::isnan(right) == (sortOrder() == Qt::AscendingOrder);
  }
  return left < right;
}

}  // namespace tanhui::viewer
