#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "geo/base/Error.h"
#include "geo/layer/LandClass.h"

namespace tanhui {

/// From the codes of a survey or product to the keys of land classes (datasets/classes/).
class ClassTable {
 public:
  /// Built in: sandiao, ydyh2023, worldcover, clcd, globeland30, glc_fcs30, cnlucd; otherwise a CSV with the columns
  /// code,class_key. Throws Error naming the built-in tables when `name` is neither.
  static ClassTable load(const std::string& name, const std::filesystem::path& folder);

  static const std::vector<std::string>& builtIn();

  /// The class key of a code, or nullptr. For `sandiao`: surrounding blanks go, and a K suffix (可调整: adjustable to
  /// farmland) is looked up as the code itself, since it tells what grows there now.
  const std::string* find(std::string_view code) const;

  const std::string& name() const { return name_; }
  const std::map<std::string, std::string, std::less<>>& all() const { return classes_; }  ///< code -> class key
  /// How many of `codes` the table knows, 0..1: for guessing tables.
  double share(const std::vector<std::string>& codes) const;

 private:
  std::string name_;
  std::map<std::string, std::string, std::less<>> classes_;
};

}  // namespace tanhui
