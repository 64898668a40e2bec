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

/// A CSV file (RFC 4180) with a header row. Every row has as many cells as the header.
struct CsvTable {
  std::string name;  ///< file name for error messages
  std::vector<std::string> header;
  std::vector<CsvRow> rows;

  std::optional<std::size_t> find(std::string_view column) const;
  /// Index of a column; throws Error naming the file, the column and the columns there are.
  std::size_t require(std::string_view column) const;
  /// "NAME, line N"
  std::string where(const CsvRow& row) const;
};

/// Parses CSV text. Accepts a BOM, CRLF, quoted cells with commas, quotes and line breaks; drops blank lines.
/// Throws Error on an unclosed quote or a row with another number of cells than the header.
CsvTable parseCsv(std::string_view bytes, std::string name);

/// Reads a CSV file in UTF-8, or in GBK when its bytes are not valid UTF-8 (Excel in Chinese saves so).
CsvTable readCsv(const std::filesystem::path& path);

/// The number that a whole text is, in C notation; nothing for any other text.
std::optional<double> asNumber(std::string_view text);

/// A number from a cell; throws Error naming file, line and column when it is no finite number.
double csvNumber(const CsvTable& table, const CsvRow& row, std::size_t column);

/// One cell quoted as RFC 4180 asks, only where needed.
std::string csvCell(std::string_view text);

/// A double with the fewest digits that read back as the same double.
std::string csvNumber(double value);

}  // namespace tanhui
