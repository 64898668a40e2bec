#include "geo/document/TableXlsx.h"

#include <xlsxwriter.h>

#include <cmath>
#include <utility>

#include "geo/base/Error.h"
#include "geo/base/PartFile.h"
#include "geo/document/BookFile.h"
#include "geo/draw/Canvas.h"

namespace tanhui {
namespace fs = std::filesystem;
namespace {

/// A sheet's name has 31 characters at most and none of []:*?/\, nor an apostrophe at its ends.
std::string sheetName(const std::string& wanted) {
  std::string name;
  std::size_t characters = 0;
  for (const char c : wanted) {
    const bool startsCharacter = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (startsCharacter && ++characters > LXW_SHEETNAME_MAX) break;
    name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : '_';
  }
  return name.empty() ? "Sheet1" : name;
}

class TableBook {
 public:
  TableBook(const SheetTable& table, const fs::path& target, const fs::path& partial)
      : table_(table), target_(target), partial_(partial), book_(newBook(partial)) {
    if (book_ == nullptr) failBook(target.string(), "lxw_workbook");
  }
  ~TableBook() {
    if (book_ != nullptr) lxw_workbook_free(book_);
  }
  TableBook(const TableBook&) = delete;
  TableBook& operator=(const TableBook&) = delete;

  void write() {
    sheet_ = workbook_add_worksheet(book_, sheetName(table_.sheet).c_str());
    if (sheet_ == nullptr) failBook(target_.string(), "lxw_worksheet");
    worksheet_set_landscape(sheet_);
    worksheet_set_paper(sheet_, 9);  // A4
    worksheet_fit_to_pages(sheet_, 1, 0);
    writeHead();
    writeRows();
    close();
  }

 private:
  struct Look {
    bool bold = false, line = false;
    int decimals = -1;  ///< -1: text
  };

  lxw_format* format(const Look& look) {
    lxw_format* made = workbook_add_format(book_);
    format_set_font_name(made, "Microsoft YaHei");
    format_set_font_size(made, 10);
    format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
    if (look.bold) format_set_bold(made);
    if (look.line) format_set_top(made, LXW_BORDER_THIN);
    if (look.decimals >= 0) {
      const std::string digits =
          look.decimals > 0 ? "." + std::string(static_cast<std::size_t>(look.decimals), '0') : "";
      format_set_num_format(made, fmt::format("#,##0{0};[Red]-#,##0{0};0", digits).c_str());
    }
    return made;
  }

  void check(lxw_error error) const {
    if (error != LXW_NO_ERROR) failBook(target_.string(), lxw_strerror(error));
  }
  void words(lxw_col_t column, const std::string& text, lxw_format* look) {
    check(worksheet_write_string(sheet_, row_, column, text.c_str(), look));
  }

  void writeHead() {
    lxw_format* title = format({.bold = true});
    format_set_font_size(title, 14);
    worksheet_set_row(sheet_, row_, 26, nullptr);
    words(0, table_.title, title);
    ++row_;
    lxw_format* note = format({});
    format_set_font_color(note, ink::kMuted);
    for (const std::string& line : table_.notes) words(0, line, note), ++row_;

    lxw_format* header = format({.bold = true});
    format_set_bg_color(header, 0xDCE8E2);
    format_set_text_wrap(header);
    format_set_align(header, LXW_ALIGN_CENTER);
    format_set_bottom(header, LXW_BORDER_THIN);
    worksheet_set_row(sheet_, row_, 32, nullptr);
    lxw_col_t column = 0;
    for (const SheetTable::Column& c : table_.columns) {
      worksheet_set_column(sheet_, column, column, c.width, nullptr);
      words(column++, c.header, header);
    }
    headerRow_ = row_++;
    worksheet_freeze_panes(sheet_, row_, static_cast<lxw_col_t>(table_.frozenColumns));
    worksheet_repeat_rows(sheet_, headerRow_, headerRow_);
  }

  void writeRows() {
    if (table_.rows.size() + row_ + 1 > LXW_ROW_MAX)
      failBook(target_.string(), lxw_strerror(LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE));
    std::vector<lxw_format*> plain, bold;
    for (const SheetTable::Column& c : table_.columns) {
      plain.push_back(format({.decimals = c.figures ? c.decimals : -1}));
      bold.push_back(format({.bold = true, .line = true, .decimals = c.figures ? c.decimals : -1}));
    }
    for (const SheetTable::Row& row : table_.rows) writeRow(row, plain);
    if (row_ > headerRow_ + 1 && !table_.columns.empty())
      worksheet_autofilter(sheet_, headerRow_, 0, row_ - 1, static_cast<lxw_col_t>(table_.columns.size() - 1));
    if (!table_.totals.empty()) writeRow(table_.totals, bold);
  }

  void writeRow(const SheetTable::Row& cells, const std::vector<lxw_format*>& looks) {
    for (std::size_t i = 0; i < std::min(cells.size(), looks.size()); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      if (const auto* text = std::get_if<std::string>(&cells[i]))
        words(column, *text, looks[i]);
      else if (const double value = std::get<double>(cells[i]); std::isfinite(value))
        check(worksheet_write_number(sheet_, row_, column, value, looks[i]));
      else
        check(worksheet_write_blank(sheet_, row_, column, looks[i]));
    }
    ++row_;
  }

  void close() {
    lxw_doc_properties properties{};
    std::string title = table_.title;
    properties.title = title.data();
    properties.created = 946684800;  // 2000-01-01: the same table gives the same bytes
    workbook_set_properties(book_, &properties);
    closeBook(std::exchange(book_, nullptr), partial_, target_);
  }

  const SheetTable& table_;
  const fs::path &target_, &partial_;
  lxw_workbook* book_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_row_t row_ = 0, headerRow_ = 0;
};

}  // namespace

void writeTableXlsx(const SheetTable& table, const fs::path& file) {
  PartFile part(file);
  TableBook(table, file, part.path()).write();
  part.commit();
}

}  // namespace tanhui
