#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "geo/value/Compensation.h"

namespace tanhui {

/// A table about parties whose cells are checked as they are read, each fault with file, line and party.
class PartyTable {
 public:
  PartyTable(const CompensationTerms& terms, const CsvTable& table) : terms_(terms), table_(table) {}

  const std::vector<CsvRow>& rows() const { return table_.rows; }
  bool has(std::string_view column) const { return table_.find(column).has_value(); }

  /// The cell's text; empty where there is no such column.
  std::string text(const CsvRow& row, std::string_view column) const;
  /// A name that is a party, or stands outside.
  std::string party(const CsvRow& row, std::string_view column) const;
  /// A figure of at least 0; nothing where the cell is empty or there is no such column.
  std::optional<double> figure(const CsvRow& row, std::string_view column, std::string_view of) const;
  /// The same, and an error where it is not given.
  double required(const CsvRow& row, std::string_view column, std::string_view of) const;
  /// A figure, else what the account knows of the party's land; an error where neither is.
  Range figureOrLand(const CsvRow& row, std::string_view column, const std::string& party,
                     Range (*ofLand)(const PartyLand&)) const;

  /// An error unless every zone has a row whose column names it.
  void requireEveryParty(std::string_view column) const;
  /// An error unless two names differ.
  void requireTwo(const CsvRow& row, const std::string& payer, const std::string& receiver) const;

  std::string where(const CsvRow& row, std::string_view of = {}) const { return table_.where(row, of); }

 private:
  const CompensationTerms& terms_;
  const CsvTable& table_;
};

}  // namespace tanhui
