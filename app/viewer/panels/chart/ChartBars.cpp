#include "app/viewer/panels/chart/ChartBars.h"

#include <algorithm>
#include <cmath>

#include "geo/account/Columns.h"
#include "geo/report/Composer.h"

namespace tanhui::viewer {
namespace {

constexpr std::uint32_t kSelected = 0xE08214;  // orange: apart from the green of the others for every reader
constexpr std::uint32_t kRest = 0xB4BCBE;
constexpr double kChartMargin = 2;  // of barChart, above the first bar and below the last

double valueOf(const Totals& t, Measure measure) {
  return measure == Measure::stock ? t.carbon.total() : t.carbon.flux();
}
double halfWidthOf(const Totals& t, Measure measure) {
  return kRange95 * (measure == Measure::stock ? t.stockSe : t.fluxSe);
}

/// Indexes of the values, the largest first; of more than `most`, those of the largest size.
std::vector<std::size_t> strongest(const std::vector<double>& values, std::size_t most) {
  std::vector<std::size_t> order(values.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  if (order.size() > most) {
    std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return std::abs(values[i]); });
    order.resize(most);
    std::ranges::sort(order);
  }
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return values[i]; });
  return order;
}

}  // namespace

Quantity quantityOf(Measure measure) { return measure == Measure::stock ? Quantity::stock : Quantity::flux; }

std::vector<Bar> classBars(const std::vector<ClassTotals>& lines, const LandClasses& classes, Measure measure,
                           Language language, std::size_t most) {
  std::vector<Bar> all;
  std::vector<double> values;
  for (const ClassTotals& line : lines) {
    const double value = valueOf(line.totals, measure);
    if (!std::isfinite(value) || value == 0) continue;
    all.push_back({classes.name(line.classKey, language), value, halfWidthOf(line.totals, measure),
                   classes.colour(line.classKey)});
    values.push_back(value);
  }
  std::vector<Bar> bars;
  for (const std::size_t i : strongest(values, most)) bars.push_back(all[i]);
  return bars;
}

std::vector<Bar> areaShares(const std::vector<ClassTotals>& lines, const LandClasses& classes, Language language,
                            const std::string& rest, std::size_t most) {
  std::vector<const ClassTotals*> ranked;
  double sum = 0;
  for (const ClassTotals& line : lines)
    if (line.totals.areaHa > 0) ranked.push_back(&line), sum += line.totals.areaHa;
  std::ranges::stable_sort(ranked, std::greater{}, [](const ClassTotals* line) { return line->totals.areaHa; });
  std::vector<Bar> bars;
  double restHa = 0;
  std::size_t restCount = 0;
  for (const ClassTotals* line : ranked) {
    if (bars.size() < most || line->totals.areaHa >= 0.01 * sum)
      bars.push_back({classes.name(line->classKey, language), line->totals.areaHa, 0, classes.colour(line->classKey)});
    else
      restHa += line->totals.areaHa, ++restCount;
  }
  if (restCount > 0) bars.push_back({rest, restHa, 0, kRest});
  return bars;
}

std::vector<Bar> withFittedLabels(std::vector<Bar> parts, Quantity quantity, double width, Units units,
                                  Language language) {
  // As shareBar lays them out: a swatch, the label, the figure that ends at 62 % of the width.
  constexpr double kText = 9.5, kLabelAt = 15, kGap = 8;
  double scale = 0, figureWidth = 0;
  for (const Bar& part : parts) scale = std::max(scale, std::abs(part.value));
  for (const Bar& part : parts)
    figureWidth = std::max(
        figureWidth,
        textWidth(plain({Figure{quantity, part.value, scale, 4}, " ", UnitOf{quantity}}, units, language), kText));
  for (Bar& part : parts)
    part.label = fitted(part.label, kText, std::max(20.0, 0.62 * width - figureWidth - kGap - kLabelAt));
  return parts;
}

ZoneBars zoneBars(const std::vector<ZoneTotals>& zones, const std::string& layer, const std::string& selected,
                  Measure measure, std::size_t most) {
  std::vector<const ZoneTotals*> ofLayer;
  std::vector<double> values;
  for (const ZoneTotals& zone : zones) {
    if (zone.layer != layer) continue;
    ofLayer.push_back(&zone);
    const double value = valueOf(zone.total, measure);
    values.push_back(std::isfinite(value) ? value : 0);
  }
  ZoneBars out;
  for (const std::size_t i : strongest(values, most)) {
    const ZoneTotals& zone = *ofLayer[i];
    out.bars.push_back({zone.label.empty() ? zone.id : zone.label, values[i], halfWidthOf(zone.total, measure),
                        zone.id == selected ? kSelected : ink::kAccent});
    out.ids.push_back(zone.id);
  }
  out.leftOut = ofLayer.size() - out.bars.size();
  return out;
}

std::optional<std::size_t> barAt(double y, double chartHeight, std::size_t bars) {
  const double rows = chartHeight - 2 * kChartMargin;
  if (bars == 0 || !(rows > 0) || y < kChartMargin || y >= kChartMargin + rows) return std::nullopt;
  const auto row = static_cast<std::size_t>((y - kChartMargin) / rows * static_cast<double>(bars));
  return std::min(row, bars - 1);
}

}  // namespace tanhui::viewer
