#pragma once

#include <string>
#include <vector>

#include "geo/draw/Canvas.h"

namespace tanhui {

/// Round numbers along an axis: 1, 2 or 5 times a power of ten apart.
struct Ticks {
  double low = 0, high = 1;  ///< the axis's ends, both ticks
  double step = 1;

  std::size_t count() const;
  double at(std::size_t index) const;  ///< exactly 0 where it is meant to be
};

/// Ticks that span a range, about `wanted` of them.
Ticks ticksOver(double low, double high, int wanted);

/// What stands at the right end of a line.
struct EndLabel {
  double y = 0;  ///< of the line's end
  std::string words;
  std::uint32_t colour = ink::kText;
};

/// Heights of labels that keep `gap` apart and between `top` and `bottom`, in the order given and as near as can be to
/// what they belong to.
std::vector<double> spreadLabels(const std::vector<double>& wanted, double gap, double top, double bottom);

/// The field of a chart by year: years to the right, values up, the unit above the axis, room for names at the right.
/// Measures text, so it is made while painting.
class YearFrame {
 public:
  struct Range {
    int firstYear = 0, years = 1;
    double low = 0, high = 0;
  };
  /// `labelWidth`: what the names at the right take. `slots`: each year is a slot with its middle at x, not a point.
  YearFrame(Box paper, Quantity quantity, const Range& range, double labelWidth, bool slots = false);

  double x(std::size_t year) const;
  double y(double value) const;
  double slot() const;  ///< width of a year
  const Box& field() const { return field_; }
  bool holdsZero() const { return ticks_.low <= 0 && ticks_.high >= 0; }

  /// Grid, numbers, years and unit: below everything else.
  void paintGrid(Canvas& canvas) const;
  /// The line of zero, over what is drawn there.
  void paintZero(Canvas& canvas) const;
  /// What is above zero and below it, in the line of the unit, where no figure runs into it.
  void paintSigns(Canvas& canvas, const std::string& above, const std::string& below) const;
  void paintEndLabels(Canvas& canvas, const std::vector<EndLabel>& labels) const;

 private:
  Inlines tick(double value) const;
  void paintYears(Canvas& canvas) const;

  Quantity quantity_;
  Range range_;
  Ticks ticks_;
  bool slots_;
  double paperRight_;
  Box field_;
};

/// The width that names need at the right end of a chart this wide.
double endLabelWidth(const std::vector<std::string>& names, double chartWidth);

}  // namespace tanhui
