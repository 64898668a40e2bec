#pragma once

#include <xlsxwriter.h>

#include <filesystem>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "geo/account/RunReport.h"
#include "geo/base/DataTable.h"
#include "geo/carbon/Units.h"

namespace tanhui {

// The workbook of a run under way. For the sources of this room only: the headers others see do not speak
// libxlsxwriter.

/// Rows that a sheet takes; the last few are left for a remark.
constexpr lxw_row_t kMostSheetRows = LXW_ROW_MAX - 8;

/// The looks of cells. A number format only shows; the cell keeps every digit.
struct BookFormats {
  lxw_format *title, *note, *mark, *header, *text, *wrapped, *weak, *number, *small, *general, *bold, *boldNumber,
      *boldSmall;
};

class Book {
 public:
  Book(const std::filesystem::path& path, const RunReport& run);
  ~Book();
  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  /// A new sheet at the end, A4 across, its name a message of the catalogue.
  lxw_worksheet* sheet(std::string_view id);
  /// A chart to be put on a sheet.
  lxw_chart* chart(lxw_chart_type type);
  /// Writes the file; the book is used up. `target`: what an Error names.
  void close(const std::filesystem::path& target);

  std::string word(std::string_view id) const { return tanhui::text(id, report.language); }
  std::string with(std::string_view id, Quantity quantity, Units units) const;

  const RunReport& report;
  BookFormats look{};

 private:
  std::filesystem::path path_;
  lxw_workbook* book_;
};

/// Writes cells of one sheet, left to right, top to bottom; no call is lost.
class Pen {
 public:
  Pen(lxw_worksheet* sheet, const Book& book) : sheet_(sheet), book_(book) {}

  void words(const std::string& text, lxw_format* format);
  /// Words that wrap in a column of that width. The row is made high enough: not every program does so by itself.
  void wrapped(const std::string& text, lxw_format* format, double width);
  /// What is not finite leaves an empty cell.
  void number(double value, lxw_format* format);
  void header(const std::vector<std::string>& names, double height = 32);
  void next();

  lxw_row_t row = 0;
  lxw_col_t column() const { return column_; }

 private:
  lxw_worksheet* sheet_;
  const Book& book_;
  lxw_col_t column_ = 0;
  int lines_ = 1;  ///< of the highest cell in the row
};

void columnWidths(lxw_worksheet* sheet, std::initializer_list<double> columns);
/// The first row stays in sight and is repeated on paper, with so many columns.
void freezeHeader(lxw_worksheet* sheet, lxw_col_t columns);

// The sheets that a run with years after its base year has besides.
void writeYearsSheet(Book& book);
void writeScenariosSheet(Book& book);
void writeInterventionsSheet(Book& book);
void writeSpreadSheet(Book& book);
void writeSeriesSheet(Book& book);
void writeInventorySheet(Book& book);   ///< nothing without an inventory
void writeTransitionSheet(Book& book);  ///< nothing without land of two dates

/// A table as it is; what a sheet has no room for is left to the CSV, and said.
void writeDataSheet(Book& book, const DataTable& table);

void writeOfficialSheet(Book& book);  ///< nothing without recorded net areas

}  // namespace tanhui
