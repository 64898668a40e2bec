#include "geo/base/TextTable.h"

#include <algorithm>

#include "geo/base/DisplayWidth.h"

namespace tanhui {

std::string padded(std::string_view text, int width, Align align) {
  const std::string blanks(static_cast<std::size_t>(std::max(0, width - displayWidth(text))), ' ');
  return align == Align::left ? std::string(text) + blanks : blanks + std::string(text);
}

std::string TextTable::text(int indent) const {
  constexpr int kGap = 2;
  std::vector<int> widths(columns_.size(), 0);
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], displayWidth(row[i]));
  int whole = -kGap;
  for (const int width : widths) whole += width + kGap;

  std::string out;
  for (const auto& row : rows_) {
    std::string line(static_cast<std::size_t>(indent), ' ');
    if (row.empty()) line += std::string(static_cast<std::size_t>(std::max(whole, 0)), '-');
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += std::string(kGap, ' ');
      line += padded(row[i], widths[i], columns_[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

}  // namespace tanhui
