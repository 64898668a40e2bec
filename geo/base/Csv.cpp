#include "geo/base/Csv.h"

#include <charconv>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "geo/base/Error.h"
#include "geo/base/File.h"

namespace tanhui {
namespace {

/// Splits the text into records; a record ends at a line break outside quotes.
class Reader {
 public:
  Reader(std::string_view bytes, const std::string& name) : rest_(bytes), name_(name) {}

  bool next(CsvRow& row) {
    row = {line_, {}};
    if (at_ >= rest_.size()) return false;
    std::string cell;
    while (true) {
      if (at_ >= rest_.size()) break;
      const char c = rest_[at_++];
      if (c == '"' && cell.empty()) {
        quoted(cell);
      } else if (c == ',') {
        row.cells.push_back(std::move(cell));
        cell.clear();
      } else if (c == '\n') {
        ++line_;
        break;
      } else if (c != '\r' || (at_ < rest_.size() && rest_[at_] != '\n')) {
        cell += c;
      }
    }
    row.cells.push_back(std::move(cell));
    return true;
  }

 private:
  void quoted(std::string& cell) {
    const int opened = line_;
    while (at_ < rest_.size()) {
      const char c = rest_[at_++];
      if (c == '\n') ++line_;
      if (c != '"') {
        cell += c;
      } else if (at_ < rest_.size() && rest_[at_] == '"') {
        cell += '"';
        ++at_;
      } else {
        return;
      }
    }
    throw Error(fmt::format("{}, line {}", name_, opened), say("csv.open_quote"), say("csv.open_quote.remedy"));
  }

  std::string_view rest_;
  const std::string& name_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

std::optional<std::size_t> CsvTable::find(std::string_view column) const {
  for (std::size_t i = 0; i < header.size(); ++i)
    if (header[i] == column) return i;
  return std::nullopt;
}

std::size_t CsvTable::require(std::string_view column) const {
  if (const auto index = find(column)) return *index;
  throw Error(name, say("csv.no_column", column),
              say("csv.no_column.remedy", fmt::format("{}", fmt::join(header, ", "))));
}

std::string CsvTable::where(const CsvRow& row) const { return fmt::format("{}, line {}", name, row.line); }

CsvTable parseCsv(std::string_view bytes, std::string name) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  CsvTable table{std::move(name), {}, {}};
  Reader reader(bytes, table.name);
  CsvRow row;
  while (reader.next(row)) {
    const bool blank = row.cells.size() == 1 && row.cells[0].empty();
    if (blank) continue;
    if (table.header.empty()) {
      table.header = std::move(row.cells);
      continue;
    }
    if (row.cells.size() != table.header.size())
      throw Error(table.where(row), say("csv.cell_count", row.cells.size(), table.header.size()),
                  say("csv.cell_count.remedy"));
    table.rows.push_back(std::move(row));
  }
  return table;
}

CsvTable readCsv(const std::filesystem::path& path) {
  return parseCsv(toUtf8(readFile(path)), path.filename().string());
}

std::optional<double> asNumber(std::string_view text) {
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

double csvNumber(const CsvTable& table, const CsvRow& row, std::size_t column) {
  const std::string& cell = row.cells[column];
  double value = 0;
  const char* begin = cell.data();
  const char* end = begin + cell.size();
  while (begin != end && *begin == ' ') ++begin;
  const auto [stop, failure] = std::from_chars(begin, end, value);
  const bool whole =
      failure == std::errc() && std::string_view(stop, end).find_first_not_of(' ') == std::string_view::npos;
  if (!whole || !std::isfinite(value))
    throw Error(table.where(row), say("csv.not_a_number", table.header[column], cell), say("csv.not_a_number.remedy"));
  return value;
}

std::string csvCell(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string csvNumber(double value) { return fmt::format("{}", value); }

}  // namespace tanhui
