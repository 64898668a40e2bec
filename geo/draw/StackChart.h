#pragma once

#include <string>
#include <vector>

#include "geo/draw/Canvas.h"

namespace tanhui {

/// A part of a whole by year.
struct YearPart {
  std::string label;
  std::uint32_t colour = ink::kAccent;
  std::vector<double> values;  ///< [i]: of the year firstYear + i; what is not finite counts as 0
};

/// One bar a year, cut into parts: positive ones pile up from zero, negative ones hang below it.
struct StackChart {
  Quantity quantity = Quantity::stock;
  int firstYear = 0;
  std::vector<YearPart> parts;  ///< from zero outwards
  std::string sum;              ///< name of the line of their sum; empty: none is drawn
  std::string above, below;     ///< what is above zero and what below, over the field
};

Drawing stackChart(StackChart chart, double width, double height = 210);

}  // namespace tanhui
