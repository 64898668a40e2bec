#pragma once

#include <initializer_list>
#include <string>
#include <variant>
#include <vector>

#include "geo/carbon/Units.h"

namespace tanhui {

/// A number that the reader may see in other units: its value stays in the library's unit.
struct Figure {
  Quantity quantity = Quantity::stock;
  double value = 0;
  double scale = 0;  ///< as in significant(), in the library's unit
  int digits = 4;
  bool trim = false;  ///< as trimmed(): for round numbers, such as a legend's
};

/// The name of the unit in which a quantity is shown.
struct UnitOf {
  Quantity quantity = Quantity::stock;
};

/// Running text of a report. The HTML page re-writes its figures and units when the reader switches units.
using Inline = std::variant<std::string, Figure, UnitOf>;
using Inlines = std::vector<Inline>;

/// The text in fixed units.
std::string plain(const Inlines& text, Units units, Language language);

/// A message of the catalogue whose arguments {0}, {1} ... are figures, units or text.
Inlines phrase(std::string_view id, const std::vector<Inlines>& arguments, Language language);

inline Inlines operator+(Inlines left, const Inlines& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

}  // namespace tanhui
