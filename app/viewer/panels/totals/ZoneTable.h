#pragma once

#include <array>
#include <string>
#include <vector>

#include <QAbstractTableModel>

#include "app/viewer/model/Session.h"

namespace tanhui::viewer {

/// The zones of one zone layer of the last run, a row each: area, stock, pools, flux, gases, net balance, errors, in
/// the units in force and with the factors as edited. Keeps copies: what it shows stands until the session tells
/// better.
class ZoneTable : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    kId,
    kName,
    kArea,
    kStock,
    kStockSe,
    kAbove,
    kBelow,
    kDeadwood,
    kLitter,
    kSoil,
    kFlux,
    kFluxSe,
    kLulucf,
    kLulucfSe,
    kAgriculture,
    kNet,
    kNetSe,
    kStockPerHa,
    kFluxPerHa,
    kColumns
  };
  /// The figure itself in the library's unit, or the text: what a column is sorted by.
  enum Role { kRawRole = Qt::UserRole };

  explicit ZoneTable(Session& session, QObject* parent = nullptr);

  /// The zone layers of the last run, in project order.
  static std::vector<std::string> layersOf(const Account* account);
  const std::string& layer() const { return layer_; }
  void setLayer(const std::string& layer);

  struct Row {
    std::string id, label;
    Totals totals;
  };
  const std::vector<Row>& rows() const { return rows_; }
  ZoneRef zoneAt(int row) const { return {layer_, rows_[static_cast<std::size_t>(row)].id}; }
  /// -1 when there is none.
  int rowOf(const ZoneRef& zone) const;
  /// The zones hold more land than the region: land in two of them counts twice in a sum.
  bool overlaps() const { return overlaps_; }

  static bool isFigure(int column) { return column >= kArea; }
  static Quantity quantityOf(int column);
  static double valueOf(const Totals& totals, int column);
  /// A figure of these totals as the column shows it.
  QString figure(const Totals& totals, int column) const;
  /// "碳储量 (万吨碳)": on one line, for tables elsewhere.
  QString title(int column) const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 signals:
  /// Rows or figures are other than before; also told when only the words are.
  void changed();

 private:
  void refresh();
  void retitle();
  void measure();
  QString tip(const Row& row, int column) const;

  Session& session_;
  std::string layer_;
  std::vector<Row> rows_;
  std::array<double, kColumns> scales_{};  ///< the largest figure of a column and those it is read with
  bool overlaps_ = false;
};

}  // namespace tanhui::viewer
