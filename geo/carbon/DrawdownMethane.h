#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <string_view>
#include <vector>

#include "geo/carbon/FactorLibrary.h"
#include "geo/landclass/Flooding.h"

namespace tanhui {

constexpr std::string_view kDrawdownClass = "drawdown";
/// Days under water a year at which yearly sums of methane are published, by elevation, or judged
/// ("drawdown.ch4.days*": Chai et al. 2017 with the days of He et al. 2018; docs/method.md tells which).
constexpr std::array<int, 5> kFloodedDayPoints = {0, 5, 178, 235, 365};
constexpr double kDaysOfYear = 365;

/// kg CH4/ha/yr of land that is so many days under water, with rates in mg CH4/m2/h: 1 mg/m2/h for a day is 0.24 kg/ha.
template <class Number>
Number methaneByState(double days, const Number& wet, const Number& dry) {
  constexpr double kKgPerHaDay = 24.0 / 100;
  return wet * Number(days * kKgPerHaDay) + dry * Number((kDaysOfYear - days) * kKgPerHaDay);
}

/// Between which points a number of days lies, and how far from the first to the second.
struct FloodedSpan {
  std::size_t from = 0;
  double share = 0;
};
FloodedSpan floodedSpan(double days);

template <class Number>
Number between(double share, const Number& a, const Number& b) {
  return a * Number(1 - share) + b * Number(share);
}

/// kg CH4/ha/yr with the range of the factors.
struct DrawdownMethane {
  double value = 0, low = 0, high = 0;
};
/// By a method of the library's, byState or byDays. Throws Error naming a factor that the library lacks.
DrawdownMethane drawdownMethane(const FactorLibrary& library, FloodMethane method, double days);

/// The user's own figures: kg CH4/ha/yr by days under water, straight lines between.
class FloodedMethaneTable {
 public:
  /// A table with columns days and ch4_kg_per_ha. Throws Error with the line: no number, days outside 0 to 365 or
  /// twice, fewer than two rows.
  explicit FloodedMethaneTable(const std::filesystem::path& file);
  /// Beyond the first and the last row their figures hold.
  double at(double days) const;

 private:
  std::vector<std::pair<double, double>> points_;  ///< ascending
};

}  // namespace tanhui
