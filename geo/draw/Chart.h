#pragma once

#include <string>
#include <vector>

#include "geo/draw/Canvas.h"

namespace tanhui {

struct Bar {
  std::string label;
  double value = 0;
  double halfWidth = 0;  ///< of the 95 % range, in the value's unit; 0: none is drawn
  std::uint32_t colour = ink::kAccent;
  std::string
      figure{};  ///< beside the bar instead of the value, where that is no quantity with a unit, such as a share
};

/// Horizontal bars, one below the other, in the library's unit of `quantity`; negative values run to the left.
/// Each bar carries its figure, so there is no axis to read.
Drawing barChart(const std::vector<Bar>& bars, Quantity quantity, double width);

/// One bar cut into shares (values >= 0) with a legend below.
Drawing shareBar(const std::vector<Bar>& parts, Quantity quantity, double width);

}  // namespace tanhui
