#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tanhui {

enum class Align { left, right };

/// The text filled up with blanks to a width in columns; unchanged when it is wider.
std::string padded(std::string_view text, int width, Align align);

/// Rows of text whose columns line up.
class TextTable {
 public:
  explicit TextTable(std::vector<Align> columns) : columns_(std::move(columns)) {}

  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  /// A rule across the table.
  void rule() { rows_.emplace_back(); }
  bool empty() const { return rows_.empty(); }
  /// Each line begins with `indent` blanks; the last column is not filled up when it is aligned left.
  std::string text(int indent = 0) const;

 private:
  std::vector<Align> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace tanhui
