#include <algorithm>

#include "geo/document/detail/PdfPages.h"

namespace tanhui {
namespace {

constexpr double kPad = 4;

/// A table's words in fixed units and the widths of its columns, at one size of type.
struct Setting {
  double size = 8, line = 11.5;
  std::vector<double> widths;
};

struct Words {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

Words wordsOf(const block::Table& table, Language language) {
  const Units units = usualUnits(language);
  Words words;
  for (const auto& column : table.columns) words.header.push_back(plain(column.header, units, language));
  for (const auto& row : table.rows) {
    std::vector<std::string>& cells = words.rows.emplace_back();
    for (const Inlines& cell : row.cells) cells.push_back(plain(cell, units, language));
  }
  return words;
}

/// The widest piece that must stay in one line: between spaces, and a Chinese character by itself.
double widestWord(const std::string& text, double size) {
  double widest = 0;
  std::string word;
  const auto end = [&] {
    if (!word.empty()) widest = std::max(widest, textWidth(word, size, true));
    word.clear();
  };
  for (const char c : text) {
    if (c == ' ' || c == '\n') end();
    const bool leads = (static_cast<unsigned char>(c) & 0xE0) == 0xE0;  // a character of three bytes or more begins
    if (leads) end();
    if (c != ' ' && c != '\n') word += c;
  }
  end();
  return widest;
}

double widestLine(const std::string& text, double size) {
  double widest = 0;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    widest = std::max(widest, textWidth(text.substr(begin, end - begin), size, true));
    begin = end + 1;
  }
  return widest;
}

/// A head's lines stay whole where they are short.
double headWidth(const std::string& text, double size) {
  constexpr double kShort = 58;
  const double whole = widestLine(text, size);
  return whole <= kShort ? whole : widestWord(text, size);
}

/// Numbers never break. Columns of words share what is left: a narrow one gets all it wants, the wide ones get equal
/// parts and break their lines. Returns false when the page is too narrow for that.
bool setWidths(const block::Table& table, const Words& words, Setting& setting) {
  constexpr double kNarrow = 56;
  const std::size_t count = table.columns.size();
  std::vector<double>& widths = setting.widths;
  widths.assign(count, 0);
  std::vector<std::size_t> wide;
  double room = a4::kColumn;
  for (std::size_t i = 0; i < count; ++i) {
    widths[i] = headWidth(words.header[i], setting.size);
    for (std::size_t row = 0; row < words.rows.size(); ++row)
      widths[i] = std::max(widths[i], textWidth(words.rows[row][i], setting.size, table.rows[row].total));
    widths[i] += 2 * kPad + 0.5;
    room -= widths[i];
    if (!table.columns[i].number) wide.push_back(i);
  }
  if (room >= 0) {
    for (double& width : widths) width += room / static_cast<double>(count);
    return true;
  }
  for (const std::size_t i : wide) room += widths[i];
  std::sort(wide.begin(), wide.end(), [&](std::size_t a, std::size_t b) { return widths[a] < widths[b]; });
  for (std::size_t k = 0; k < wide.size(); ++k) {
    const double share = room / static_cast<double>(wide.size() - k);
    if (share < std::min(widths[wide[k]], kNarrow)) return false;
    widths[wide[k]] = std::min(widths[wide[k]], share);
    room -= widths[wide[k]];
  }
  return room >= 0;
}

Setting settingOf(const block::Table& table, const Words& words) {
  Setting setting;
  while (!setWidths(table, words, setting)) {
    setting.size -= 0.5, setting.line -= 0.7;
    if (setting.size >= 5.5) continue;
    setting.widths.assign(table.columns.size(), a4::kColumn / static_cast<double>(table.columns.size()));
    break;
  }
  return setting;
}

class TableSetter {
 public:
  TableSetter(PdfPages& pages, const block::Table& table, Language language)
      : pages_(pages), table_(table), words_(wordsOf(table, language)), setting_(settingOf(table, words_)) {}

  void set() {
    const std::vector<TextBlock> header = cells(words_.header, true);
    const double headerHeight = heightOf(header);
    pages_.need(headerHeight + 2 * setting_.line + 4 * kPad);
    drawHeader(header, headerHeight);
    for (std::size_t i = 0; i < words_.rows.size(); ++i) {
      const std::vector<TextBlock> row = cells(words_.rows[i], table_.rows[i].total);
      const double height = heightOf(row);
      if (height > pages_.room()) {
        pages_.newPage();
        drawHeader(header, headerHeight);
      }
      drawRow(table_.rows[i], row, height);
    }
    pages_.y += 12;
  }

 private:
  std::vector<TextBlock> cells(const std::vector<std::string>& words, bool bold) const {
    std::vector<TextBlock> out;
    for (std::size_t i = 0; i < words.size(); ++i)
      out.emplace_back(words[i], setting_.size, setting_.line, bold, setting_.widths[i] - 2 * kPad);
    return out;
  }

  double heightOf(const std::vector<TextBlock>& cells) const {
    double height = 0;
    for (const TextBlock& cell : cells) height = std::max(height, cell.height());
    return height + 5;
  }

  void drawCells(const std::vector<TextBlock>& cells, double top, double height, bool bottom, std::uint32_t lastInk) {
    double x = a4::kLeft;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const double y = bottom ? top + height - 2.5 - cells[i].height() : top + 2.5;
      cells[i].draw(pages_.cairo(), x + kPad, y, i + 1 == cells.size() ? lastInk : ink::kText,
                    table_.columns[i].number ? Align::right : Align::left);
      x += setting_.widths[i];
    }
  }

  void drawHeader(const std::vector<TextBlock>& header, double height) {
    fillBox(pages_.cairo(), a4::kLeft, pages_.y, a4::kColumn, height, ink::kShade);
    drawCells(header, pages_.y, height, true, ink::kText);
    pages_.y += height;
    fillBox(pages_.cairo(), a4::kLeft, pages_.y, a4::kColumn, 0.9, ink::kAccent);
  }

  void drawRow(const block::Table::Row& row, const std::vector<TextBlock>& cells, double height) {
    if (row.weak) fillBox(pages_.cairo(), a4::kLeft, pages_.y, a4::kColumn, height, 0xFDF6F0);
    if (row.total) {
      fillBox(pages_.cairo(), a4::kLeft, pages_.y, a4::kColumn, height, ink::kShade);
      fillBox(pages_.cairo(), a4::kLeft, pages_.y, a4::kColumn, 0.9, ink::kAccent);
    }
    drawCells(cells, pages_.y, height, false, row.weak ? ink::kWarning : ink::kText);
    pages_.y += height;
    fillBox(pages_.cairo(), a4::kLeft, pages_.y - 0.4, a4::kColumn, 0.4, ink::kRule);
  }

  PdfPages& pages_;
  const block::Table& table_;
  Words words_;
  Setting setting_;
};

}  // namespace

void setTable(PdfPages& pages, const block::Table& table, Language language) {
  if (table.columns.empty()) return;
  if (!table.caption.empty()) {
    const TextBlock caption(plain(table.caption, usualUnits(language), language), 9.5, 15, true, a4::kColumn);
    pages.need(caption.height() + 60);
    caption.draw(pages.cairo(), a4::kLeft, pages.y, ink::kText);
    pages.y += caption.height() + 3;
  }
  TableSetter(pages, table, language).set();
}

}  // namespace tanhui
