#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/Error.h"
#include "geo/landclass/LandClass.h"

namespace tanhui {

/// Stands in a table for "not told here": features of such a code are left to the layer below.
inline constexpr std::string_view kSkippedClass = "-";

/// From the codes of a survey or product to the keys of land classes (datasets/classes/).
class ClassTable {
 public:
  /// Built in: builtIn(); otherwise a CSV with the columns
  /// code,class_key. Throws Error naming the built-in tables when `name` is neither.
  static ClassTable load(const std::string& name, const std::filesystem::path& folder);

  static const std::vector<std::string>& builtIn();

  /// Codes of the project's own, which come before those that `load` gave.
  void add(const std::map<std::string, std::string>& codes);

  /// The class key of a code, or nullptr. For `sandiao`: surrounding blanks go, and a K suffix (可调整: adjustable to
  /// farmland) is looked up as the code itself, since it tells what grows there now.
  /// A code of a layered scheme (land survey, planning) that is finer than the table is found by its first four, then
  /// two digits; `readAs` tells the code it was read as. kSkippedClass: the layer tells nothing there.
  /// `number`: the code comes as a number, which may have cost it a leading nought. 30100 then stands for 030100, which
  /// the table has, but 111 for itself where the table has that. Codes with such noughts are all of even length: a
  /// number of 3 or 5 digits has lost one, of fewer it could be that of any scheme.
  const std::string* find(std::string_view code, std::string* readAs = nullptr, bool number = false) const;

  const std::string& name() const { return name_; }
  const std::map<std::string, std::string, std::less<>>& all() const { return classes_; }  ///< code -> class key
  /// How many of `codes` the table holds, 0..1: for guessing tables. As they are, or of numbers with a leading nought
  /// that they may have lost.
  double share(const std::vector<std::string>& codes, bool numbers = false) const;

 private:
  const std::string* findExactly(std::string_view code) const;
  const std::string* findCoarser(std::string_view code, std::string* readAs) const;
  bool layered() const;

  std::string name_;
  std::map<std::string, std::string, std::less<>> classes_;
};

}  // namespace tanhui
