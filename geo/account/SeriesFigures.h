#pragma once

#include <optional>
#include <span>
#include <vector>

#include "geo/account/SeriesReport.h"
#include "geo/carbon/Units.h"

namespace tanhui {

// What chapters, workbook and run.json read from a series alike.

/// Half-width of a 90 % range in standard errors.
constexpr double kRange90 = 1.645;

/// In which a figure is told.
inline Quantity quantityOf(SeriesQuantity figure) {
  return figure == SeriesQuantity::stock ? Quantity::stock : Quantity::co2eFlux;
}

/// The 5th and 95th percentile of a figure.
struct Range90 {
  double low = 0, high = 0;
};
using MaybeRange = std::optional<Range90>;

/// Of the stock at the end of a year, counted from the base year. Nothing without a spread.
MaybeRange stockRange(const RowResult* spread, std::size_t year);
/// Of a net balance during a year.
MaybeRange netRange(const RowResult* spread, std::size_t year, Scope scope);

/// Of either.
MaybeRange rangeOf(const RowResult* spread, std::size_t year, SeriesQuantity quantity);

/// A land's years in one scenario less those in the baseline.
std::vector<YearFigures> additionOf(const SeriesReport& report, std::uint32_t scenario,
                                    std::uint32_t zone = kWholeRegion);

/// tCO2e: a net balance of all years, that of the base year included.
double cumulativeNet(std::span<const YearFigures> years, Scope scope);

/// The years a table tells: the base year, the tens after it, the horizon. Not more than about a dozen.
std::vector<int> toldYears(const SeriesYears& years);

/// What an intervention adds over the region, and its area; all of its years.
struct InterventionSum {
  std::uint32_t intervention = 0;
  std::vector<YearFigures> years;
};
/// In the order of the plan; one that reaches no land has years of zeros.
std::vector<InterventionSum> interventionSums(const SeriesReport& report);

}  // namespace tanhui
