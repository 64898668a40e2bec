#pragma once

#include <map>
#include <string>
#include <string_view>

#include "geo/gdal/Encoding.h"

namespace tanhui {

/// What the codes of a project's own stand for: those of a layer's table, and before them those of its `codes`. They
/// come before what the program knows of codes and names.
template <typename Meaning>
class OwnCodes {
 public:
  void set(std::string_view code, Meaning meaning) {
    meanings_.insert_or_assign(std::string(trimBlanks(code)), std::move(meaning));
  }
  /// nullptr for a code that is not the project's own.
  const Meaning* find(std::string_view code) const {
    if (meanings_.empty()) return nullptr;
    const auto found = meanings_.find(trimBlanks(code));
    return found == meanings_.end() ? nullptr : &found->second;
  }

 private:
  std::map<std::string, Meaning, std::less<>> meanings_;
};

}  // namespace tanhui
