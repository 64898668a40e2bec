#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <fmt/format.h>

namespace tanhui {

/// What a table begins with, for Excel to read it as UTF-8.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// A table as a value: a CSV for programs, and a sheet of the workbook.
struct DataTable {
  /// A number that is not finite is not known: an empty cell reads as missing everywhere, "nan" does not.
  using Cell = std::variant<std::string, double>;
  struct Column {
    std::string key;    ///< in the CSV, with its unit: "area_ha"
    int decimals = 2;   ///< shown in the workbook; the cell keeps every digit
    double width = 14;  ///< there, in digits
  };

  std::string name;  ///< of the CSV, without its extension
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;  ///< each as long as `columns`
};

/// Ids of the catalogue: what people read over a column, and what a table is called.
inline std::string columnWords(std::string_view key) { return fmt::format("column.{}", key); }
inline std::string tableWords(std::string_view name) { return fmt::format("table.{}", name); }

/// The table as RFC 4180 has it, with byte-order mark and every digit.
std::string csvText(const DataTable& table);

/// Writes tables/NAME.csv below the folder, whole or not at all; returns its path. The folder `tables` is there.
std::filesystem::path writeCsv(const DataTable& table, const std::filesystem::path& folder);

}  // namespace tanhui
