#include "geo/base/Csv.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "geo/base/Error.h"
#include "geo/base/File.h"
#include "geo/base/detail/TextDecode.h"

namespace tanhui {
namespace {

/// Splits the text into records; a record ends at a line break outside quotes.
class Reader {
 public:
  Reader(std::string_view text, char separator, const std::string& name)
      : rest_(text), separator_(separator), name_(name) {}

  bool next(CsvRow& row) {
    row = {line_, {}};
    if (at_ >= rest_.size()) return false;
    std::string cell;
    while (at_ < rest_.size()) {
      const char c = rest_[at_++];
      if (c == '"' && cell.empty()) {
        quoted(cell);
      } else if (c == separator_) {
        row.cells.push_back(std::move(cell));
        cell.clear();
      } else if (endsLine(c)) {
        break;
      } else if (c != '\r') {
        cell += c;
      }
    }
    row.cells.push_back(std::move(cell));
    return true;
  }

 private:
  /// A line feed, or a carriage return alone (as old Macs and some instruments write).
  bool endsLine(char c) {
    const bool ends = c == '\n' || (c == '\r' && (at_ >= rest_.size() || rest_[at_] != '\n'));
    if (ends) ++line_;
    return ends;
  }

  void quoted(std::string& cell) {
    const int opened = line_;
    while (at_ < rest_.size()) {
      const char c = rest_[at_++];
      endsLine(c);
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
  char separator_;
  const std::string& name_;
  std::size_t at_ = 0;
  int line_ = 1;
};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos ? std::string_view()
                                         : text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

bool isBlank(const CsvRow& row) {
  return std::ranges::all_of(row.cells, [](const std::string& cell) { return trimmed(cell).empty(); });
}

/// What the first line with text has most of, outside quotes.
char separatorOf(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \r\n"), text.size()));
  std::size_t commas = 0, semicolons = 0, tabs = 0;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' || c == '\r') break;
    commas += c == ',';
    semicolons += c == ';';
    tabs += c == '\t';
  }
  if (tabs > commas && tabs > semicolons) return '\t';
  return semicolons > commas ? ';' : ',';
}

/// Excel's own first line "sep=;": taken off, its separator returned.
std::optional<char> statedSeparator(std::string_view& text) {
  if (text.size() < 5 || !text.starts_with("sep=") || text.find_first_of("\r\n") != 5) return std::nullopt;
  const char separator = text[4];
  text.remove_prefix(5);
  return separator;
}

bool isPointNumber(std::string_view cell) {
  return cell.find('.') != std::string_view::npos && asNumber(trimmed(cell)).has_value();
}

bool anyPointNumber(const CsvTable& table) {
  return std::ranges::any_of(table.rows,
                             [](const CsvRow& row) { return std::ranges::any_of(row.cells, isPointNumber); });
}

/// Empty cells behind the last column, as spreadsheets leave them.
void cutTail(std::vector<std::string>& cells, std::size_t columns) {
  while (cells.size() > columns && trimmed(cells.back()).empty()) cells.pop_back();
}

void takeHeader(CsvTable& table, CsvRow& row) {
  cutTail(row.cells, 0);
  for (const std::string& cell : row.cells) {
    const std::string_view column = trimmed(cell);
    if (!column.empty() && table.find(column))
      throw Error(table.where(row), say("csv.two_columns", column), say("csv.two_columns.remedy"));
    table.header.emplace_back(column);
  }
}

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

std::string CsvTable::where(const CsvRow& row, std::string_view of) const {
  return fmt::format("{}, line {}{}{}", name, row.line, of.empty() ? "" : ", ", of);
}

CsvTable tableOfRows(std::vector<CsvRow> rows, std::string name) {
  CsvTable table{std::move(name), {}, {}};
  for (CsvRow& row : rows) {
    if (isBlank(row)) continue;
    if (table.header.empty()) {
      takeHeader(table, row);
      continue;
    }
    cutTail(row.cells, table.header.size());
    if (row.cells.size() != table.header.size())
      throw Error(table.where(row), say("csv.cell_count", row.cells.size(), table.header.size()),
                  say("csv.cell_count.remedy"));
    table.rows.push_back(std::move(row));
  }
  if (table.header.empty()) throw Error(table.name, say("csv.empty"), say("csv.empty.remedy"));
  return table;
}

CsvTable parseCsv(std::string_view utf8, std::string name) {
  if (utf8.starts_with("\xEF\xBB\xBF")) utf8.remove_prefix(3);
  const std::optional<char> stated = statedSeparator(utf8);
  const char separator = stated.value_or(separatorOf(utf8));
  Reader reader(utf8, separator, name);
  std::vector<CsvRow> rows;
  for (CsvRow row; reader.next(row);) rows.push_back(std::move(row));
  if (stated)
    for (CsvRow& row : rows) ++row.line;
  CsvTable table = tableOfRows(std::move(rows), name);
  table.decimalComma = separator == ';' && !anyPointNumber(table);
  return table;
}

CsvTable readCsv(const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  return parseCsv(decodeTextFile(readFile(path), name), name);
}

std::optional<double> asNumber(std::string_view text) {
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

double csvNumber(const CsvTable& table, const CsvRow& row, std::size_t column, std::string_view of) {
  const std::string& cell = row.cells[column];
  std::string plain(trimmed(cell));
  if (table.decimalComma && std::ranges::count(plain, ',') == 1) std::ranges::replace(plain, ',', '.');
  const std::optional<double> value = asNumber(plain);
  if (!value || !std::isfinite(*value))
    throw Error(table.where(row, of), say("csv.not_a_number", table.header[column], cell),
                say("csv.not_a_number.remedy"));
  return *value;
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
