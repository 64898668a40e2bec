#include "geo/report/detail/Book.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "geo/account/Inline.h"
#include "geo/base/DisplayWidth.h"
#include "geo/document/BookFile.h"
#include "geo/draw/Canvas.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

void checkBook(lxw_error error) {
  if (error != LXW_NO_ERROR) failBook("report.xlsx", lxw_strerror(error));
}

/// About how many lines a text takes in a column as wide as `width` digits.
int linesIn(const std::string& text, double width) {
  return std::max(1, static_cast<int>(std::ceil(displayWidth(text) / width)));
}

}  // namespace

Book::Book(const fs::path& path, const RunReport& run) : report(run), path_(path), book_(newBook(path)) {
  if (book_ == nullptr) failBook(path.string(), "lxw_workbook");
  const auto make = [&](bool bold, const char* numberFormat) {
    lxw_format* format = workbook_add_format(book_);
    format_set_font_name(format, "Microsoft YaHei");
    format_set_font_size(format, 10);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
    if (bold) format_set_bold(format);
    if (numberFormat != nullptr) format_set_num_format(format, numberFormat);
    return format;
  };
  // Four digits after the point only where a number would otherwise vanish.
  constexpr const char* kNumber = "#,##0.00;[Red]-#,##0.00;0";
  constexpr const char* kSmall = "#,##0.0000;[Red]-#,##0.0000;0";
  look = {make(true, nullptr),  make(false, nullptr), make(true, nullptr),  make(true, nullptr), make(false, nullptr),
          make(false, nullptr), make(false, nullptr), make(false, kNumber), make(false, kSmall), make(false, "General"),
          make(true, nullptr),  make(true, kNumber),  make(true, kSmall)};
  format_set_font_size(look.title, 16);
  format_set_font_color(look.note, ink::kMuted);
  format_set_font_color(look.mark, ink::kWarning);
  format_set_bg_color(look.header, 0xDCE8E2);
  format_set_text_wrap(look.header);
  format_set_align(look.header, LXW_ALIGN_CENTER);
  format_set_bottom(look.header, LXW_BORDER_THIN);
  format_set_text_wrap(look.wrapped);
  format_set_text_wrap(look.weak);
  format_set_font_color(look.weak, ink::kWarning);
  for (lxw_format* format : {look.bold, look.boldNumber, look.boldSmall}) format_set_top(format, LXW_BORDER_THIN);
}

Book::~Book() {
  if (book_ != nullptr) lxw_workbook_free(book_);
}

lxw_worksheet* Book::sheet(std::string_view id) {
  lxw_worksheet* made = workbook_add_worksheet(book_, word(id).c_str());
  if (made == nullptr) failBook(word(id), "lxw_worksheet");
  worksheet_set_landscape(made);
  worksheet_set_paper(made, 9);  // A4
  worksheet_fit_to_pages(made, 1, 0);
  return made;
}

lxw_chart* Book::chart(lxw_chart_type type) {
  lxw_chart* made = workbook_add_chart(book_, static_cast<std::uint8_t>(type));
  if (made == nullptr) failBook("report.xlsx", "lxw_chart");
  return made;
}

void Book::close(const fs::path& target) {
  lxw_doc_properties properties{};
  std::string title = report.projectName, comments = report.synthetic ? word("report.synthetic.long") : std::string();
  std::string author = "Tanhui " + report.version;
  properties.title = title.data();
  properties.comments = comments.data();
  properties.author = author.data();
  properties.created = 946684800;  // 2000-01-01: the same report gives the same bytes
  workbook_set_properties(book_, &properties);
  closeBook(std::exchange(book_, nullptr), path_, target);
}

std::string Book::with(std::string_view id, Quantity quantity, Units units) const {
  return plain(phrase(id, {{UnitOf{quantity}}}, report.language), units, report.language);
}

void Pen::words(const std::string& text, lxw_format* format) {
  // A cell holds 32,767 characters; a longer text cannot come from a report's fields but must not break the file.
  checkBook(worksheet_write_string(sheet_, row, column_++, text.substr(0, 32000).c_str(), format));
}

void Pen::wrapped(const std::string& text, lxw_format* format, double width) {
  words(text, format);
  lines_ = std::max(lines_, linesIn(text, width));
}

void Pen::number(double value, lxw_format* format) {
  if (std::isfinite(value))
    checkBook(worksheet_write_number(sheet_, row, column_, value, format));
  else
    checkBook(worksheet_write_blank(sheet_, row, column_, format));
  ++column_;
}

void Pen::header(const std::vector<std::string>& names, double height) {
  checkBook(worksheet_set_row(sheet_, row, height, nullptr));
  for (const std::string& name : names) words(name, book_.look.header);
  next();
}

void Pen::next() {
  constexpr double kLineHeight = 15;
  if (lines_ > 1) checkBook(worksheet_set_row(sheet_, row, lines_ * kLineHeight, nullptr));
  ++row, column_ = 0, lines_ = 1;
}

void columnWidths(lxw_worksheet* sheet, std::initializer_list<double> columns) {
  lxw_col_t column = 0;
  for (const double width : columns) worksheet_set_column(sheet, column, column, width, nullptr), ++column;
}

void freezeHeader(lxw_worksheet* sheet, lxw_col_t columns) {
  worksheet_freeze_panes(sheet, 1, columns);
  worksheet_repeat_rows(sheet, 0, 0);
}

}  // namespace tanhui
