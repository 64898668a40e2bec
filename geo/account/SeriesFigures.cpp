#include "geo/account/SeriesFigures.h"

namespace tanhui {

MaybeRange stockRange(const RowResult* spread, std::size_t year) {
  if (spread == nullptr || spread->stock.size() <= year + 1) return std::nullopt;
  const Percentiles& p = spread->stock[year + 1];
  return Range90{p.p05, p.p95};
}

MaybeRange netRange(const RowResult* spread, std::size_t year, Scope scope) {
  if (spread == nullptr || spread->netIn(scope).size() <= year) return std::nullopt;
  const Percentiles& p = spread->netIn(scope)[year];
  return Range90{p.p05, p.p95};
}

MaybeRange rangeOf(const RowResult* spread, std::size_t year, SeriesQuantity quantity) {
  if (quantity == SeriesQuantity::stock) return stockRange(spread, year);
  return netRange(spread, year, quantity == SeriesQuantity::net ? Scope::all : Scope::sink);
}

std::vector<YearFigures> additionOf(const SeriesReport& report, std::uint32_t scenario, std::uint32_t zone) {
  std::vector<YearFigures> years = report.series.scenarios[scenario].total(zone).years;
  const std::vector<YearFigures>& base = report.series.scenarios[0].total(zone).years;
  for (std::size_t y = 0; y < years.size(); ++y) {
    YearFigures& f = years[y];
    const YearFigures& b = base[y];
    f.areaHa -= b.areaHa;
    for (std::size_t pool = 0; pool < kPools; ++pool) f.stock[pool] -= b.stock[pool];
    f.products -= b.products, f.flux -= b.flux, f.productFlux -= b.productFlux;
    f.ch4 -= b.ch4, f.n2o -= b.n2o, f.agriculture -= b.agriculture;
  }
  return years;
}

double cumulativeNet(std::span<const YearFigures> years, Scope scope) {
  double sum = 0;
  for (const YearFigures& year : years) sum += year.net(scope);
  return sum;
}

std::vector<int> toldYears(const SeriesYears& years) {
  constexpr int kMost = 10;
  const int span = years.horizon - years.base;
  int step = 1;
  for (const int wider : {10, 20, 50, 100, 200})
    if (span / step > kMost) step = wider;
  std::vector<int> out = {years.base};
  for (int year = years.base + 1; year < years.horizon; ++year)
    if (year % step == 0) out.push_back(year);
  if (years.horizon > years.base) out.push_back(years.horizon);
  return out;
}

std::vector<InterventionSum> interventionSums(const SeriesReport& report) {
  std::vector<InterventionSum> sums;
  const auto count = static_cast<std::size_t>(report.series.years.count());
  for (std::uint32_t i = 0; i < report.interventions.size(); ++i) sums.push_back({i, std::vector<YearFigures>(count)});
  for (const InterventionSeries& row : report.series.interventions)
    if (row.zone == kWholeRegion) sums[row.intervention].years = row.years;
  return sums;
}

}  // namespace tanhui
