#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tanhui {

struct CsvRow {
  int line = 0;  ///< line number in the file, from 1, for error messages
  std::vector<std::string> cells;
};

/// A table (RFC 4180) with a header row. Every row has as many cells as the header.
struct CsvTable {
  std::string name;  ///< file name for error messages
  std::vector<std::string> header;
  std::vector<CsvRow> rows;
  bool decimalComma = false;  ///< numbers are written 12,5

  std::optional<std::size_t> find(std::string_view column) const;
  /// Index of a column; throws Error naming the file, the column and the columns there are.
  std::size_t require(std::string_view column) const;
  /// "NAME, line N", with ", OF" when given.
  std::string where(const CsvRow& row, std::string_view of = {}) const;
};

/// Parses CSV text in UTF-8. Accepts a BOM, any line ends, quoted cells with separators, quotes and line breaks; cells
/// parted by commas, semicolons or tabs, whichever the header has most of; decimal commas beside semicolons, unless
/// some number has a point. Blank lines and empty columns behind the last header go. Throws Error on an unclosed quote,
/// no header, two columns of one name, or a row with another number of cells than the header.
CsvTable parseCsv(std::string_view utf8, std::string name);

/// Rows with the header first, as parseCsv would have them.
CsvTable tableOfRows(std::vector<CsvRow> rows, std::string name);

/// Reads a CSV file in UTF-8, UTF-16 or GBK (see decodeTextFile).
CsvTable readCsv(const std::filesystem::path& path);

/// The number that a whole text is, in C notation; nothing for any other text.
std::optional<double> asNumber(std::string_view text);

/// A number from a cell; throws Error naming file, line, column and `of` (what the row is about, if given) when it is
/// no finite number.
double csvNumber(const CsvTable& table, const CsvRow& row, std::size_t column, std::string_view of = {});

/// One cell quoted as RFC 4180 asks, only where needed.
std::string csvCell(std::string_view text);

/// A double with the fewest digits that read back as the same double.
std::string csvNumber(double value);

}  // namespace tanhui
