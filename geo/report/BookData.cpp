#include "geo/report/detail/Book.h"

namespace tanhui {
namespace {

void writeCell(Pen& pen, const Book& book, const DataTable::Cell& cell, int decimals) {
  if (const auto* words = std::get_if<std::string>(&cell)) return pen.words(*words, book.look.text);
  const BookFormats& look = book.look;
  pen.number(std::get<double>(cell), decimals == 0 ? look.general : decimals <= 2 ? look.number : look.small);
}

}  // namespace

void writeDataSheet(Book& book, const DataTable& table) {
  lxw_worksheet* sheet = book.sheet(tableWords(table.name));
  std::vector<std::string> names;
  lxw_col_t place = 0;
  for (const DataTable::Column& column : table.columns) {
    names.push_back(book.word(columnWords(column.key)));
    worksheet_set_column(sheet, place, place, column.width, nullptr), ++place;
  }
  Pen pen(sheet, book);
  pen.header(names);
  freezeHeader(sheet, 1);
  for (const std::vector<DataTable::Cell>& row : table.rows) {
    if (pen.row >= kMostSheetRows)
      return pen.words(tanhui::text(say("report.book.more_rows", table.name), book.report.language), nullptr);
    for (std::size_t i = 0; i < row.size(); ++i) writeCell(pen, book, row[i], table.columns[i].decimals);
    pen.next();
  }
}

}  // namespace tanhui
