#pragma once

#include <map>
#include <string>

namespace tanhui {

/// How wide a belt is: the same for all lines and areas, or by a field of theirs.
struct WidthRule {
  std::string field;                    ///< empty: `metres` for all
  std::map<std::string, double> table;  ///< metres, by value of the field
  double metres = 0;                    ///< also for values that `table` lacks, when above 0

  bool given() const { return !field.empty() || metres > 0; }
};

}  // namespace tanhui
