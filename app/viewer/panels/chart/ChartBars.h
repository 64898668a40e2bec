#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/account/Account.h"
#include "geo/draw/Chart.h"

namespace tanhui::viewer {

enum class Measure { stock, flux };
Quantity quantityOf(Measure measure);

/// A bar per land class with its 95 % range, the largest first; of more than `most`, those that pull strongest.
std::vector<Bar> classBars(const std::vector<ClassTotals>& lines, const LandClasses& classes, Measure measure,
                           Language language, std::size_t most = 20);

/// The area of each land class, the largest first; those after `most` and below 1 % of the area together, as `rest`.
std::vector<Bar> areaShares(const std::vector<ClassTotals>& lines, const LandClasses& classes, Language language,
                            const std::string& rest, std::size_t most = 12);

/// The parts of a shareBar of that width with labels cut so that they keep clear of the figures.
std::vector<Bar> withFittedLabels(std::vector<Bar> parts, Quantity quantity, double width, Units units,
                                  Language language);

/// A bar per zone with its 95 % range and the zones in the bars' order, the largest first; of more than `most`, those
/// with the largest figures. The bar of `selected` stands out.
struct ZoneBars {
  std::vector<Bar> bars;
  std::vector<std::string> ids;
  std::size_t leftOut = 0;
};
ZoneBars zoneBars(const std::vector<ZoneTotals>& zones, const std::string& layer, const std::string& selected,
                  Measure measure, std::size_t most = 40);

/// The bar of a bar chart of that height at `y`; nothing beside them.
std::optional<std::size_t> barAt(double y, double chartHeight, std::size_t bars);

}  // namespace tanhui::viewer
