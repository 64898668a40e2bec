#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "app/viewer/model/Session.h"

namespace tanhui::viewer {

/// The factors that entered the account of the last run, a row each, with the values in force. A value can be edited:
/// that is Session::editFactor, to be taken back there; nothing is written to the project.
class FactorTable : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { kKey, kName, kValue, kUnit, kRange, kSource, kGrade, kGroup, kColumns };
  /// The number or text that a column is sorted by.
  enum Role { kRawRole = Qt::UserRole, kWeakRole, kEditedRole };

  explicit FactorTable(Session& session, QObject* parent = nullptr);

  std::string keyAt(int row) const;
  bool isEdited(int row) const;
  void reset(int row);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  /// False, with noted() saying why, for what is no finite number.
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

 signals:
  /// Something to read beside the table: why a value was refused, or what to beware of. Empty: all is well.
  void noted(const QString& note);

 private:
  void refresh();
  /// The same rows, other texts.
  void tellChanged();
  const Factor& factor(int row) const { return (*factors_)[used_[static_cast<std::size_t>(row)]]; }
  /// As the project has it.
  const Factor& original(int row) const { return (*originals_)[used_[static_cast<std::size_t>(row)]]; }
  QString text(int row, int column) const;
  QString tip(int row, int column) const;

  Session& session_;
  std::shared_ptr<const FactorLibrary> factors_, originals_;
  std::vector<std::uint32_t> used_;
};

}  // namespace tanhui::viewer
