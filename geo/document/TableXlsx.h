#pragma once

#include <filesystem>
#include <string>
#include <variant>
#include <vector>

namespace tanhui {

/// One table for a workbook of its own, as a window shows it.
struct SheetTable {
  struct Column {
    std::string header;    ///< with its unit; a line break is kept
    double width = 12;     ///< in digits
    bool figures = false;  ///< aligned right
    int decimals = 2;      ///< shown; the cell keeps every digit
  };
  /// What is not finite leaves an empty cell.
  using Cell = std::variant<std::string, double>;
  using Row = std::vector<Cell>;

  std::string sheet;               ///< its name; cut and cleaned to what a workbook allows
  std::string title;               ///< above the table
  std::vector<std::string> notes;  ///< lines below the title: where the figures come from, what to beware of
  std::vector<Column> columns;
  std::vector<Row> rows;
  Row totals;                     ///< the last row, as values; empty: none
  std::size_t frozenColumns = 1;  ///< that stay in sight with the header
};

/// Writes the table as .xlsx, whole or not at all. The same table gives the same bytes. Throws Error (kind work) when
/// the file cannot be written or the table has more rows than a sheet.
void writeTableXlsx(const SheetTable& table, const std::filesystem::path& file);

}  // namespace tanhui
