#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geo/draw/Canvas.h"

namespace tanhui {

/// Colours of lines that must be told apart, also by readers who do not tell red from green: Okabe and Ito 2008,
/// without yellow, which a white page swallows. The first is for what the others are compared with.
std::span<const std::uint32_t> lineColours();

/// The colour of a scenario, by its number: the same in every chart and on the map. 0 is the baseline.
std::uint32_t scenarioColour(std::size_t scenario);

/// A figure by year, with the range around it.
struct YearLine {
  std::string label;
  std::uint32_t colour = ink::kAccent;
  std::vector<double> values;     ///< [i]: of the year firstYear + i; what is not finite leaves a gap
  std::vector<double> low, high;  ///< of the band; empty: none is drawn
};

/// Lines by year in the library's unit of `quantity`. Every line is named at its end in its colour, so there is no
/// legend to match.
struct LineChart {
  Quantity quantity = Quantity::co2eFlux;
  int firstYear = 0;
  std::vector<YearLine> lines;                   ///< the later over the earlier
  bool fromZero = false;                         ///< the axis goes to zero even where no value does
  std::string above, below;                      ///< what is above zero and what below, over the field
  std::optional<int> markedYear = std::nullopt;  ///< a line across the field there, and a dot on each curve
};

/// Whether the axis leaves zero out, which a caption must then say.
bool leavesOutZero(const LineChart& chart);

Drawing lineChart(LineChart chart, double width, double height = 210);

/// The year nearest to a place across a chart of that width; nothing beside its field.
std::optional<int> yearAt(const LineChart& chart, double width, double x);

}  // namespace tanhui
