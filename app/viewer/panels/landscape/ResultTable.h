#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include <QAbstractTableModel>

#include "app/viewer/model/Wording.h"
#include "geo/account/RunFigures.h"
#include "geo/base/Csv.h"

namespace tanhui::viewer {

/// A table that the last run wrote, as it stands: words for its columns, figures aligned and sorted as figures.
class ResultTable : public QAbstractTableModel {
  Q_OBJECT

 public:
  /// The number or text that a column is sorted by.
  enum Role { kRawRole = Qt::UserRole };

  explicit ResultTable(const Wording& words, QObject* parent = nullptr);

  /// Takes the place of what was shown.
  void show(CsvTable table);
  const CsvTable& table() const { return table_; }

  bool isFigure(int column) const { return figures_[static_cast<std::size_t>(column)]; }
  /// "缓存 (公顷)": the words of a column; its key where the catalogue has none.
  QString title(int column) const;

  /// The zone that a row is about: by zone_layer and zone_id, or a link of a network, whose corridor is a zone.
  std::optional<ZoneRef> zoneAt(int row) const;
  /// -1 when there is none.
  int rowOf(const ZoneRef& zone) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  const std::string& cell(int row, std::size_t column) const {
    return table_.rows[static_cast<std::size_t>(row)].cells[column];
  }
  QVariant shown(int row, int column) const;

  const Wording& words_;
  CsvTable table_;
  std::vector<bool> figures_;  ///< by column: nothing but numbers and gaps
};

}  // namespace tanhui::viewer
