#include "geo/carbon/DrawdownMethane.h"

#include <algorithm>

#include "geo/base/TableFile.h"
#include "geo/carbon/Recipe.h"

namespace tanhui {
namespace {

DrawdownRecipe requireRecipe(const FactorLibrary& library) {
  if (const std::optional<DrawdownRecipe> recipe = drawdownRecipe(library)) return *recipe;
  for (const std::string_view key : {"drawdown.ch4.wet", "drawdown.ch4.dry"}) library.require(key);
  for (const int days : kFloodedDayPoints) library.require(fmt::format("drawdown.ch4.days{}", days));
  return {};
}

}  // namespace

FloodedSpan floodedSpan(double days) {
  const auto last = kFloodedDayPoints.end() - 1;
  const auto to = std::min(std::upper_bound(kFloodedDayPoints.begin() + 1, last, days), last);
  const double low = *(to - 1), high = *to;
  return {static_cast<std::size_t>(to - kFloodedDayPoints.begin() - 1), (days - low) / (high - low)};
}

DrawdownMethane drawdownMethane(const FactorLibrary& library, FloodMethane method, double days) {
  const DrawdownRecipe recipe = requireRecipe(library);
  const FloodedSpan span = floodedSpan(days);
  const auto with = [&](auto figure) {
    if (method == FloodMethane::byState)
      return methaneByState(days, figure(library[recipe.wet]), figure(library[recipe.dry]));
    return between(span.share, figure(library[recipe.byDays[span.from]]),
                   figure(library[recipe.byDays[span.from + 1]]));
  };
  return {with([](const Factor& factor) { return factor.value; }),
          with([](const Factor& factor) { return factor.low.value_or(factor.value); }),
          with([](const Factor& factor) { return factor.high.value_or(factor.value); })};
}

FloodedMethaneTable::FloodedMethaneTable(const std::filesystem::path& file) {
  const CsvTable table = readTable(file);
  const std::size_t days = table.require("days"), ch4 = table.require("ch4_kg_per_ha");
  for (const CsvRow& row : table.rows) {
    const double at = csvNumber(table, row, days);
    const bool known = std::ranges::find(points_, at, &std::pair<double, double>::first) != points_.end();
    if (at < 0 || at > kDaysOfYear || known)
      throw Error(table.where(row), say("carbon.flooded_days", at), say("carbon.flooded_days.remedy"));
    points_.emplace_back(at, csvNumber(table, row, ch4));
  }
  if (points_.size() < 2) throw Error(table.name, say("carbon.flooded_rows"), say("carbon.flooded_days.remedy"));
  std::ranges::sort(points_);
}

double FloodedMethaneTable::at(double days) const {
  if (days <= points_.front().first) return points_.front().second;
  if (days >= points_.back().first) return points_.back().second;
  const auto to = std::ranges::upper_bound(points_, days, {}, &std::pair<double, double>::first);
  const auto from = to - 1;
  return between((days - from->first) / (to->first - from->first), from->second, to->second);
}

}  // namespace tanhui
