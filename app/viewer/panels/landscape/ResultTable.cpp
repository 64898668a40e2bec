#include "app/viewer/panels/landscape/ResultTable.h"

#include <algorithm>
#include <cmath>

#include "geo/base/DataTable.h"
#include "geo/carbon/Units.h"

namespace tanhui::viewer {
namespace {

constexpr int kDigits = 5;  // of a figure on the screen; the tip has them all

bool holdsFigures(const CsvTable& table, std::size_t column) {
  bool any = false;
  for (const CsvRow& row : table.rows) {
    if (row.cells[column].empty()) continue;
    if (!asNumber(row.cells[column])) return false;
    any = true;
  }
  return any;
}

/// An identity, though it may be written in digits.
bool namesSomething(const std::string& key) {
  return key == "zone_id" || key == "code" || key == "year" || key == "from" || key == "to" || key == "source" ||
         key == "party" || key == "month";
}

}  // namespace

ResultTable::ResultTable(const Wording& words, QObject* parent) : QAbstractTableModel(parent), words_(words) {
  connect(&words, &Wording::changed, this, [this] { emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1); });
}

void ResultTable::show(CsvTable table) {
  beginResetModel();
  table_ = std::move(table);
  figures_.clear();
  for (std::size_t i = 0; i < table_.header.size(); ++i)
    figures_.push_back(!namesSomething(table_.header[i]) && holdsFigures(table_, i));
  endResetModel();
}

QString ResultTable::title(int column) const {
  const std::string& key = table_.header[static_cast<std::size_t>(column)];
  const std::string id = columnWords(key), found = text(id, words_.language());
  return qt(found == id ? key : found);
}

std::optional<ZoneRef> ResultTable::zoneAt(int row) const {
  const auto layer = table_.find("zone_layer"), id = table_.find("zone_id");
  if (layer && id && !cell(row, *id).empty()) return ZoneRef{cell(row, *layer), cell(row, *id)};
  const auto network = table_.find("network"), from = table_.find("from"), to = table_.find("to");
  if (network && from && to) return ZoneRef{cell(row, *network), cell(row, *from) + "-" + cell(row, *to)};
  return std::nullopt;
}

int ResultTable::rowOf(const ZoneRef& zone) const {
  for (int row = 0; row < rowCount(); ++row)
    if (zoneAt(row) == zone) return row;
  return -1;
}

int ResultTable::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(table_.rows.size());
}

int ResultTable::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(table_.header.size());
}

QVariant ResultTable::shown(int row, int column) const {
  const std::string& value = cell(row, static_cast<std::size_t>(column));
  if (!isFigure(column)) return qt(value);
  const std::optional<double> number = asNumber(value);
  if (!number) return QString("–");
  const bool whole = std::floor(*number) == *number && std::abs(*number) < 1e15;
  return qt(whole ? trimmed(*number, 15) : significant(*number, kDigits));
}

QVariant ResultTable::data(const QModelIndex& index, int role) const {
  const int row = index.row(), column = index.column();
  const std::string& value = cell(row, static_cast<std::size_t>(column));
  switch (role) {
    case Qt::DisplayRole:
      return shown(row, column);
    case Qt::ToolTipRole:
      return qt(value);
    case Qt::TextAlignmentRole:
      return static_cast<int>((isFigure(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case kRawRole:
      if (!isFigure(column)) return qt(value);
      return asNumber(value).value_or(-HUGE_VAL);
    default:
      return {};
  }
}

QVariant ResultTable::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section >= columnCount()) return {};
  if (role == Qt::DisplayRole) return title(section);
  if (role == Qt::ToolTipRole) return qt(table_.header[static_cast<std::size_t>(section)]);
  return {};
}

}  // namespace tanhui::viewer
